"""Changing debt recovery: each operation is one transaction."""
