"""Words of the whole house in templates."""
