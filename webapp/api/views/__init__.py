"""Pages of the office about the API: its tokens and its description."""
