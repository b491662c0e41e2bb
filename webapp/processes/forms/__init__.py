"""Forms about cases of any process."""
