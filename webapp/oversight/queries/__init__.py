"""What is read over all cases and tasks at once."""
