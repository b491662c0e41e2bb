"""Charges by period and service, and the debt they leave."""
