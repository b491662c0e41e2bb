"""Commands that look at everything."""
