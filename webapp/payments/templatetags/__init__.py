"""Words of payments in templates."""
