"""What other programs ask and tell: the REST API, its tokens, and its description."""
