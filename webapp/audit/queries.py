"""Reading the register of deeds."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from webapp.audit.models import Entry


def deed_in_words(name: str) -> str:
    """Return a dotted name as people say it: translated when the catalogue knows it, else with the dots taken out."""
    words = _(name)
    if words != name:
        return words
    app, _dot, deed = name.partition(".")
    return f"{app}: {deed.replace('.', ' ').replace('-', ' ')}"


def journal(*, subject: str) -> QuerySet[Entry]:
    """Return what was done to a subject, the newest first."""
    return Entry.objects.filter(subject=subject).select_related("actor").order_by("-at", "-id")
