"""Tables as files: from bytes to what cells say, and back. Nothing here asks the database."""
