"""Tables, screens and operations: what the staff of a supplier works with."""
