"""Keeping what a person looks for again and again."""

from django.utils.translation import gettext as _

from webapp.staff.models import User
from webapp.tasks.models import SavedFilter

FILTERS_MAX = 20


class UnableToSave(Exception):
    """A filter needs a name, and nobody needs that many."""


def save(*, owner: User, name: str, query: str) -> SavedFilter:
    """Keep a question to the desk under a name; the same name again means the new question.

    :raises UnableToSave: when it has no name, or there are too many
    """
    name = name.strip()[:60]
    if not name:
        raise UnableToSave(_("Give the filter a name."))
    known = SavedFilter.objects.filter(owner=owner)
    if known.exclude(name=name).count() >= FILTERS_MAX:
        raise UnableToSave(_("You have many filters already: drop one first."))
    kept, _is_new = SavedFilter.objects.update_or_create(
        owner=owner, name=name, defaults={"query": query[:300]}
    )
    return kept


def drop(*, owner: User, filter_id: int) -> None:
    """Forget a filter of a person's own."""
    SavedFilter.objects.filter(owner=owner, id=filter_id).delete()
