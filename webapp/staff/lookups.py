"""Conditions that the database asks of each row by itself."""

from typing import Any

from django.db.models import Q, QuerySet, Subquery
from django.db.models.lookups import IsNull


def there_is(found: QuerySet[Any]) -> Q:
    """Return the condition that a row has such rows beside it, looked up by an index.

    Told that they exist, the database may first read all there are in the whole town, to answer for
    the fifty rows of a page.
    """
    first = found.order_by().values("pk")[:1]
    key = Subquery(first)
    return Q(IsNull(key, False))
