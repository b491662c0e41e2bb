"""A believable small town, its people and its outside world: for demonstrations and tests."""
