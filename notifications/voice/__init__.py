"""Calls that speak a text, through Twilio."""
