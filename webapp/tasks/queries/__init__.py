"""What is known about tasks, before any process is asked."""
