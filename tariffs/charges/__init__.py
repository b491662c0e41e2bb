"""Charges for utilities: one module is one way of charging.

Each takes a frame of rows and gives it back with volumes and amounts.

Every rule adds its own columns (``volume``, ``amount``, the parts of an amount) to the columns it
was given, so a result row keeps the inputs it was counted from; ``ACT`` of the module names the
paragraph. Amounts are rounded half up once per charge line.
"""
