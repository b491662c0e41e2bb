"""Payments: bank statements, identification, allocation to charges."""
