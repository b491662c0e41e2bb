"""Words of debt recovery in templates."""
