"""What is found, asked and kept."""
