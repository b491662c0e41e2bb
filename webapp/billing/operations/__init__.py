"""Changes of charges."""
