"""Giving and revoking tokens, keeping answers, counting calls."""
