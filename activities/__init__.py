"""Deeds of the processes: each loads, does one operation or one send, and returns a dataclass."""
