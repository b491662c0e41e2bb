"""A debts registry as a file: from bytes to checked rows and errors.

Nothing here asks the database or the clock.
"""

from webapp.billing.queries.registry.reading import read
from webapp.billing.queries.registry.rows import Registry, Row

__all__ = ["Registry", "Row", "read"]
