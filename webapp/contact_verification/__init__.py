"""Verification of contacts: what came back or reaches nobody is asked about, then put right."""
