"""Processes as deterministic stories. A workflow file loads with neither Django nor database."""
