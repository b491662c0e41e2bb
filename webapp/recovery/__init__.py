"""Debt recovery (ПИР): schemes, cases, their journal, courts and bailiffs."""
