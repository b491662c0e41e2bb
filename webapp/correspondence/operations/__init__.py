"""What changes papers and messages.

Numbering, papers, messages, reports of providers, decisions of people.
"""
