"""A debts registry as a file: from bytes to checked rows and errors.

Nothing here asks the database or the clock.
"""

from webapp.billing.queries.registry.reading import read
from webapp.billing.queries.registry.rows import Registry, Row, RowError
from webapp.billing.queries.registry.sheets import UnableToReadRegistry

__all__ = ["Registry", "Row", "RowError", "UnableToReadRegistry", "read"]
