"""What is known of a verification."""
