"""What the API is asked for: a module a resource, all of one shape."""
