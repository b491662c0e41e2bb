"""Suppliers, services, contracts and accounts."""
