"""Debt recovery: the plan of each stage, the pure decider, the story."""
