"""Addresses: districts, streets, buildings, premises."""
