"""What is done on the cases of any process: each deed once, under the lock of its case."""
