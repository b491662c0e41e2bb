"""The supervisor: PostgreSQL, Temporal, catchers, relay, workers and web as one thing that starts
and stops together.
"""
