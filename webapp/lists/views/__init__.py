"""The pages of every list."""
