"""Deeds of the processes: each activity loads, does one operation or one send, and returns a dataclass."""
