"""What holds for every call: who calls, what is open, how often, in which language, how errors and
pages look.
"""
