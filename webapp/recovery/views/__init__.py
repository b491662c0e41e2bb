"""Pages of debt recovery.

A view reads a form, calls one query or one operation, and shows what came.
"""
