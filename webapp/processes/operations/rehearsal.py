"""What a deed will do to a case: it is done for a look, and undone before anybody can see it."""

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction

from webapp.processes import registry
from webapp.processes.models import Case
from webapp.processes.queries import effects
from webapp.processes.queries.effects import Effects
from workflows.process import ahead


def rehearse(*, case_id: int, do: Callable[[], object], today: date, now: datetime) -> Effects:
    """Return what follows in a case when something is done; nothing of it stays.

    Whatever refuses to be done is raised as it is.
    """
    with transaction.atomic():
        # nothing may change between the two looks but by the deed
        Case.objects.select_for_update().get(pk=case_id)
        before = effects.look(case_id=case_id)
        do()
        found = effects.between(
            before=before,
            after=effects.look(case_id=case_id),
            at_once=_at_once(case_id, today, now),
        )
        transaction.set_rollback(True)
    return found


def _at_once(case_id: int, today: date, now: datetime) -> ahead.AtOnce | None:
    """Return what the process does next by itself."""
    case = Case.objects.select_related("party").get(pk=case_id)
    pages = registry.pages_of(process=case.process)
    if pages is None or case.closed_on:
        return None
    return ahead.at_once(pages.course(case, today, now))
