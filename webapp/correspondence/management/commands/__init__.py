"""Commands of correspondence."""
