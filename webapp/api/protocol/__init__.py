"""What holds for every call: who calls and how often, what is open, errors, pages."""
