"""Lists and forms of contracts, accounts, and staff with their segments."""

from webapp.contracts.admin import accounts, segments

__all__ = ["accounts", "segments"]
