"""What a wrong report on courts and bailiffs has done is taken back, before the right one is taken.

Where something rests on it that stays, the report cannot be corrected any more.
"""

from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from webapp.billing.operations.awards import UnableToCancel
from webapp.processes.models import Case
from webapp.recovery.models import CourtCase, Writ
from webapp.recovery.operations import awards, settlements
from webapp.recovery.queries import filed
from webapp.tasks.models import Task
from webapp.tasks.operations import UnableToComplete

_ORDER, _LAWSUIT = CourtCase.Track.ORDER, CourtCase.Track.LAWSUIT


def order_not_ruled(case: Case, former: Task, corrected: Task) -> None:
    """The judge ruled otherwise on the order, or on another day."""
    _refuse_done_anew(case, former)
    _unrule(
        case,
        former,
        track=_ORDER,
    )


def order_not_settled(case: Case, former: Task, corrected: Task) -> None:
    """The order did not come into force, or not on that day; or it was not cancelled."""
    _refuse_done_anew(case, former)
    _refuse_several(former)
    _overturn(
        case,
        corrected,
        track=_ORDER,
    )
    _unrule(
        case,
        former,
        track=_ORDER,
    )


def not_judged(case: Case, former: Task, corrected: Task) -> None:
    """The court judged otherwise: what was charged by the judgment is charged no more.

    A settlement falls with its plan.
    """
    _refuse_done_anew(case, former)
    _refuse_several(former)
    if former.outcome == "SETTLED":
        settlements.drop(case=case, corrected=corrected)
    _overturn(
        case,
        corrected,
        track=_LAWSUIT,
    )
    _unrule(
        case,
        former,
        track=_LAWSUIT,
    )


def proceeding_not_opened(case: Case, former: Task, corrected: Task) -> None:
    """The bailiffs did the other thing: they refused, or opened."""
    _refuse_done_anew(case, former)
    if former.outcome == corrected.outcome:
        return
    _newest_writ(case).update(
        opened_on=None,
        proceeding_number="",
        ended_on=None,
        end_reason="",
    )


def proceeding_not_ended(case: Case, former: Task, corrected: Task) -> None:
    """What the proceeding brought is counted anew."""
    _refuse_done_anew(case, former)
    [writ] = _newest_writ(case)
    told = Decimal(former.result.get("collected") or 0)
    writ.collected = (writ.collected or Decimal(0)) - told or None
    writ.ended_on, writ.end_reason = None, ""
    writ.save(update_fields=["collected", "ended_on", "end_reason"])


def _newest_writ(case: Case) -> QuerySet[Writ]:
    newest = Writ.objects.filter(case=case).order_by("id").values_list("pk", flat=True).last()
    return Writ.objects.filter(pk=newest or 0)


def _overturn(case: Case, corrected: Task, *, track: CourtCase.Track) -> None:
    assert corrected.completed_on
    for court in filed.newest(case=case, track=track):
        try:
            awards.cancel(
                court_case_id=court.pk,
                ground=corrected.correction[:300],
                by=corrected.completed_by,
                today=corrected.completed_on,
            )
        except UnableToCancel as error:
            raise UnableToComplete(str(error)) from error


def _unrule(case: Case, former: Task, *, track: CourtCase.Track) -> None:
    """Nothing is taken back where the court has gone on since: its last word stands."""
    for court in filed.newest(case=case, track=track):
        if court.ruling == former.outcome:
            _open_again(court, former)


def _open_again(court: CourtCase, former: Task) -> None:
    if former.kind == "court_order_ruling":
        court.issued_on = None
    court.ruling, court.ruled_on, court.in_force_on = "", None, None
    court.awarded_claim = court.awarded_penalty = court.awarded_duty = None
    court.save()


def _refuse_several(former: Task) -> None:
    """Each of several had an answer of his own: one report about all of them cannot be corrected.

    :raises UnableToComplete: always, for such a report
    """
    if former.outcome in ("DIVIDED", "RENEWED"):
        raise UnableToComplete(
            _("The debtors have had different answers: withdraw the events and enter them anew.")
        )


def _refuse_done_anew(case: Case, former: Task) -> None:
    """What was filed or presented once more since then has an answer of its own."""
    later = Task.objects.filter(
        case=case,
        stage=former.stage,
        status=Task.Status.DONE,
    )
    if later.filter(attempt__gt=former.attempt or 0).exists():
        raise UnableToComplete(
            _(
                "Since this report the papers went there once more, and were answered anew. "
                "Correct the newest report; write a note about this one."
            )
        )
