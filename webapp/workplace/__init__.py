"""Everybody's own screens: dashboard, tasks to me, search."""
