"""The menu in templates."""
