"""How numbers and dates look."""
