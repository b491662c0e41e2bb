"""People who work here: roles, segments, the lock date, the business clock."""
