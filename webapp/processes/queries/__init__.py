"""What the pages of any process show, read from the database."""
