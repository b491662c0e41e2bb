"""Pages of any process. Each is given the process whose cases it shows."""
