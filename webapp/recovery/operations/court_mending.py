"""Mending what was told about courts wrongly: an unused event, and the award of a judgment."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from webapp.billing.operations.awards import UnableToCancel, UnableToCharge
from webapp.processes.models import Case
from webapp.processes.operations import journal
from webapp.recovery.models import CourtCase, CourtEvent
from webapp.recovery.operations import awards, court_course, event_marks
from webapp.recovery.queries import claims, grants
from webapp.recovery.queries.claims import Granted
from webapp.staff.models import User

WITHDRAWN_ALREADY = gettext_lazy("The event is withdrawn already.")


class UnableToMend(Exception):
    """It was used already, it is beyond the claim, or a closed month speaks against it."""


@transaction.atomic
def withdraw(*, event_id: int, ground: str, by: User, today: date) -> None:
    """Take back an event that no task rests on; the right one may be entered then.

    What it changed in filings and writs stands again as it stood.

    The database keeps what stood in it, the journal who took it back and why.

    :raises UnableToMend: when a task has been completed with it
    """
    case_id = CourtEvent.objects.values_list(
        "case_id",
        flat=True,
    ).get(pk=event_id)
    # whoever completes a task with a kept event holds the case
    case = Case.objects.select_for_update().get(pk=case_id)
    event = CourtEvent.objects.filter(pk=event_id).first()
    if event is None:
        raise UnableToMend(str(WITHDRAWN_ALREADY))
    if not event.may_be_withdrawn:
        raise UnableToMend(
            _("The case has gone on from this event: it cannot be withdrawn any more.")
        )
    _put_back(case, event, today)
    sums = ("principal", "penalty", "duty")
    journal.write_decision(
        case_id=case.pk,
        fact="court-event-withdrawn",
        by=by,
        today=today,
        ground=f"{event.get_kind_display()} {event.happened_on:%d.%m.%Y}: {ground}"[:300],
        details={
            "kind": event.kind,
            "happened_on": event.happened_on.isoformat(),
            "number": event.number,
            **{name: str(getattr(event, name)) for name in sums if getattr(event, name)},
        },
    )
    event.delete()


def _put_back(case: Case, event: CourtEvent, today: date) -> None:
    """Let what an event has changed stand as it stood before.

    :raises UnableToMend: when a later event rests on it, or a month is closed
    """
    if event.outcome != event_marks.WRITTEN:
        return
    later = case.court_events.filter(
        pk__gt=event.pk,
        outcome=event_marks.WRITTEN,
    )
    if later.filter(before__has_any_keys=list(event.before)).exists():
        raise UnableToMend(_("A later event rests on this one: withdraw that one first."))
    try:
        court_course.put_back(case, event, today)
    except (UnableToCharge, UnableToCancel) as error:
        raise UnableToMend(str(error)) from error


@transaction.atomic
def correct_award(*, court_case_id: int, sums: Granted, ground: str, by: User, today: date) -> None:
    """Set right what a judgment in force awarded: what was charged by it is charged anew.

    :raises UnableToMend: when nothing was awarded, the sums are no other or beyond the claim, or a
        month is closed
    """
    case_id = CourtCase.objects.values_list(
        "case_id",
        flat=True,
    ).get(pk=court_case_id)
    case = Case.objects.select_for_update().get(pk=case_id)
    court = CourtCase.objects.select_related("case").get(pk=court_case_id)
    former = claims.granted(court)
    _refuse(
        case,
        court,
        former=former,
        sums=sums,
    )
    try:
        awards.cancel(
            court_case_id=court.pk,
            ground=ground,
            by=by,
            today=today,
        )
        _write(court, sums)
        awards.enter(
            court=court,
            by=by,
            today=today,
        )
    except (UnableToCancel, UnableToCharge) as error:
        raise UnableToMend(str(error)) from error
    journal.tell(
        case_id=case.pk,
        fact="award-corrected",
        by=by,
        today=today,
        ground=ground,
        former=_in_words(former),
        corrected=_in_words(sums),
    )


def _refuse(case: Case, court: CourtCase, *, former: Granted, sums: Granted) -> None:
    if case.closed_on or case.close_requested:
        raise UnableToMend(_("The case is closed or is being closed."))
    if not court.has_award:
        raise UnableToMend(_("There is no judgment in force: nothing has been awarded."))
    if sums == former:
        raise UnableToMend(_("These sums stand in the case already."))
    total = sums.claim + sums.penalty + sums.duty
    if total == 0:
        raise UnableToMend(_("A claim that was denied awards nothing: enter at least one sum."))
    if beyond := grants.beyond(
        claims.claimed_of(court),
        sums=sums,
    ):
        raise UnableToMend(beyond)


def _write(court: CourtCase, sums: Granted) -> None:
    court.awarded_claim = sums.claim
    court.awarded_penalty = sums.penalty
    court.awarded_duty = sums.duty
    court.ruling = "PARTIAL"
    if sums == claims.claimed_of(court):
        court.ruling = "GRANTED"
    fields = ["awarded_claim", "awarded_penalty", "awarded_duty", "ruling"]
    court.save(update_fields=fields)


def _in_words(sums: Granted) -> list[str]:
    return [
        str(amount.quantize(Decimal("0.01"))) for amount in (sums.claim, sums.penalty, sums.duty)
    ]
