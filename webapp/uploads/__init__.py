"""One way to take a table in: a file, its preview, and rows of whoever declared its kind."""
