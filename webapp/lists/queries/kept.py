"""The views of a list that people keep."""

from django.db.models import Q

from webapp.lists.models import SavedView
from webapp.staff.models import User

_VIEWS_MAX = 40


def kept(*, user: User, listing: str) -> list[SavedView]:
    """Return the views of a list that a person has: one's own, the shared, and the nameless one."""
    own = Q(owner=user)
    shared = Q(is_shared=True)
    found = SavedView.objects.filter(
        own | shared,
        listing=listing,
    )
    in_order = found.order_by("name", "id")
    named = in_order.select_related("owner")
    return list(named[:_VIEWS_MAX])
