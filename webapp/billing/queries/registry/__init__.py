"""A debts registry as a file: from lines to checked rows. Nothing here asks the database."""

from webapp.billing.queries.registry.reading import READER
from webapp.billing.queries.registry.rows import Row

__all__ = ["READER", "Row"]
