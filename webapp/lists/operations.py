"""Keeping what a person looks for again and again, and how a list is looked at."""

from django.utils.translation import gettext as _

from webapp.lists.models import SavedView
from webapp.staff import characters
from webapp.staff.models import Role, User

VIEWS_MAX = 20
QUERY_MAX = 1000
_LEADING = {Role.HEAD_OF_LEGAL, Role.ADMINISTRATOR}


class UnableToSave(Exception):
    """A view needs a name and says a little, and nobody needs that many."""


class UnableToDrop(Exception):
    """A view is dropped by its owner, a shared one also by who runs the place."""


def save(*, owner: User, listing: str, name: str, query: str, is_shared: bool = False) -> SavedView:
    """Keep a question to a list under a name; the same name again means the new question.

    :raises UnableToSave: when it has no name or is too long, or there are too many
    """
    try:
        name = characters.visible(name).strip()[:60]
    except characters.UnreadableSigns as error:
        raise UnableToSave(str(error)) from error
    if not name:
        raise UnableToSave(_("Give the view a name."))
    if len(query) > QUERY_MAX:
        raise UnableToSave(_("The view says too much: leave something out."))
    known = SavedView.objects.filter(owner=owner, listing=listing)
    if known.exclude(name__in=("", name)).count() >= VIEWS_MAX:
        raise UnableToSave(_("You have many views already: drop one first."))
    kept, _is_new = known.update_or_create(
        owner=owner,
        listing=listing,
        name=name,
        defaults={"query": query, "is_shared": is_shared},
    )
    return kept


def remember_look(*, owner: User, listing: str, query: str) -> None:
    """Keep how a person likes to see a list."""
    SavedView.objects.update_or_create(
        owner=owner,
        listing=listing,
        name="",
        defaults={"query": query},
    )


def drop(*, by: User, listing: str, view_id: int) -> None:
    """Forget a view; one that is gone already is gone.

    :raises UnableToDrop: when it is another's
    """
    found = SavedView.objects.filter(id=view_id, listing=listing).first()
    if found is None:
        return
    if not may_drop(found, user=by):
        raise UnableToDrop(_("This view is another's: only its owner drops it."))
    found.delete()


def may_drop(view: SavedView, *, user: User) -> bool:
    """Say whether a person may forget a view."""
    if view.owner_id == user.pk:
        return True
    leads = user.is_superuser or bool(_LEADING.intersection(user.roles))
    return view.is_shared and leads
