"""Who did what, when, on what ground."""
