"""Speaking: one channel is one folder of identical shape."""
