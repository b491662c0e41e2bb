"""Pages of whoever leads, and of the days that come."""
