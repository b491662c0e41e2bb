"""The pages of every kind of table."""
