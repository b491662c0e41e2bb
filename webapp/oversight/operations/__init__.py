"""What a person chooses, and the letters of the morning."""
