"""Registered post: letters that wait for the post go together, by one list and one deed."""
