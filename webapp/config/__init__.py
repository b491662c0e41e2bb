"""The Django project: settings, addresses, the staff site, the command line."""
