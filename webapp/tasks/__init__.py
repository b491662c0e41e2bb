"""Tasks given to people by processes and by each other."""
