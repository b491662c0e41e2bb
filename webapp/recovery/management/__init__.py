"""Commands of debt recovery."""
