"""Persons and organizations with their requisites and contacts."""
