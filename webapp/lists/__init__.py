"""The one way in which lists are shown: declared beside their screens, everything else is here."""
