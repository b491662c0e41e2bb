"""What is known of the cases of any process, what comes next, and what its pages show."""
