"""Reading debt recovery: what a decision needs, what a screen shows."""
