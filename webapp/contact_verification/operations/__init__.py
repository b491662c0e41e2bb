"""What begins a verification, and what its report means."""
