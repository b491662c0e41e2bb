"""Forms of debt recovery.

Criteria of lists, actions on a case, reports of tasks, terms of schemes.
"""
