"""Holds, promises and disputes: what stops a case for a while."""

from datetime import date
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext as _

from webapp.processes.models import Case, Step
from webapp.processes.operations import closing, journal, taking_back
from webapp.recovery.models import Hold, InstalmentPlan, Recovery
from webapp.recovery.queries import claims
from webapp.staff import queries as staff
from webapp.staff.models import User
from workflows.interfaces import days
from workflows.interfaces import debt_recovery as words


class UnableToPause(Exception):
    """The case is closed, is paused already, or the date is wrong."""


class UnableToEnd(Exception):
    """There is nothing of the kind to end."""


class Settled(StrEnum):
    """What was found of a debtor's objection."""

    JUSTIFIED = "JUSTIFIED"
    UNJUSTIFIED = "UNJUSTIFIED"


_ENDED: dict[str, str] = {
    Recovery.Side.HOLD: "pause-ended",
    Recovery.Side.PROMISE: "pause-ended",
    Recovery.Side.PLAN: "plan-ended",
}
"""What may be ended before its day, and what its end is called in the journal."""


def hold(*, case_id: int, reason: str, until: date, by: User, today: date) -> None:
    """Hold a case for a reason until a day, inclusive.

    :raises UnableToPause: when the case is closed or paused, or the day is not ahead or too far
    """
    _refuse_unbelievable(until, days.HELD, today)
    _pause(case_id, Hold.Kind.HOLD, reason, until, by, today)


def promise(*, case_id: int, until: date, reason: str, by: User, today: date) -> None:
    """Write down a promise to pay by a day, inclusive; unkept, it ends by itself and the case goes on.

    :raises UnableToPause: when the case is closed or paused, or the day is not ahead or too far
    """
    _refuse_unbelievable(until, days.PROMISED, today)
    _pause(case_id, Hold.Kind.PROMISE, reason, until, by, today)


def dispute(*, case_id: int, reason: str, by: User, today: date) -> None:
    """Stop a case until the debtor's objection is settled.

    :raises UnableToPause: when the case is closed or paused
    """
    _pause(case_id, Hold.Kind.DISPUTE, reason, None, by, today)


@transaction.atomic
def end(*, case_id: int, by: User, today: date, side: str = "") -> None:
    """End a hold or a promise before its day, or an instalment plan before its last part.

    ``side`` is the one meant; without it, whichever stands. A dispute is settled, not ended.

    :raises UnableToEnd: when the case has none of them, or another than was meant
    """
    case = Case.objects.select_for_update().get(pk=case_id)
    if case.side not in _ENDED:
        raise UnableToEnd(_("The case is neither paused nor on an instalment plan."))
    if side and case.side != side:
        raise UnableToEnd(_("Something else stops the case by now: reload the page."))
    _go_on(case_id, today)
    journal.tell(case_id=case_id, fact=_ENDED[case.side], by=by, today=today)


@transaction.atomic
def settle(
    *,
    case_id: int,
    outcome: Settled,
    ground: str,
    by: User,
    today: date,
    is_closing: bool = False,
) -> None:
    """End the dispute of a case with what was found; the case goes on, unless it is being closed.

    :raises UnableToEnd: when nothing is disputed, or the objection is justified and the case would
        go on with the same debt
    """
    case = Case.objects.select_for_update().get(pk=case_id)
    if case.side != Recovery.Side.DISPUTE:
        raise UnableToEnd(_("Nothing is disputed in the case by now: reload the page."))
    if outcome == Settled.JUSTIFIED and not is_closing and not _has_changed(case):
        raise UnableToEnd(
            _(
                "The debt is the same as when the dispute began: the case cannot go on with a sum "
                "that is found wrong. Close the case, or say that the objection is not justified."
            )
        )
    _go_on(case_id, today)
    journal.tell(
        case_id=case_id,
        fact="dispute-settled",
        by=by,
        today=today,
        ground=ground,
        outcome=outcome,
        settled=outcome,
    )


@transaction.atomic
def concede(*, case_id: int, ground: str, by: User, today: date) -> None:
    """Settle the dispute of a case for the debtor, and withdraw the claim.

    :raises UnableToEnd: when nothing is disputed
    :raises UnableToClose: see ``closing.request``
    """
    settle(
        case_id=case_id,
        outcome=Settled.JUSTIFIED,
        ground=ground,
        by=by,
        today=today,
        is_closing=True,
    )
    closing.request(case_id=case_id, reason="WITHDRAWN", ground=ground, by=by, today=today)


def _has_changed(case: Case) -> bool:
    """Say whether the debt of a case is another than when its dispute began."""
    opened = Step.objects.filter(case=case, deed=Step.Deed.DECIDED, name="dispute-set")
    before = opened.order_by("-id").values_list("debt", flat=True).first()
    return before != claims.debt(case_id=case.pk)


def _go_on(case_id: int, today: date) -> None:
    Case.objects.filter(pk=case_id).update(side=Recovery.Side.ACTIVE)
    Hold.objects.filter(case_id=case_id, ended_on=None).update(ended_on=today)
    InstalmentPlan.objects.filter(case_id=case_id, status=InstalmentPlan.Status.ACTIVE).update(
        status=InstalmentPlan.Status.CANCELLED, ended_on=today
    )


def _refuse_unbelievable(until: date, span: days.Span, today: date) -> None:
    if until < today:
        raise UnableToPause(_("Choose a day that is not in the past."))
    if doubt := staff.doubt_about_day(until, span=span, today=today):
        raise UnableToPause(doubt)


def _pause(
    case_id: int, kind: Hold.Kind, reason: str, until: date | None, by: User, today: date
) -> None:
    with transaction.atomic():
        if not take_aside(case_id=case_id, side=Recovery.Side(kind)):
            raise UnableToPause(
                _("The case is closed, paused already or on an instalment plan: reload the page.")
            )
        Hold.objects.create(
            case_id=case_id, kind=kind, reason=reason, since=today, until=until, by=by
        )
        details = {"until": until.isoformat()} if until else {}
        journal.tell(
            case_id=case_id,
            fact=f"{kind.value.lower()}-set",
            by=by,
            today=today,
            ground=reason,
            **details,
        )


def take_aside(*, case_id: int, side: Recovery.Side) -> bool:
    """Let a case rest unless it does already or is ending, and take back what would leave the house; say whether it was done."""
    going = Case.objects.filter(pk=case_id, side=Recovery.Side.ACTIVE, close_requested="")
    if not going.update(side=side):
        return False
    taking_back.keep_in_house(subjects=[words.case_subject(case_id=case_id)], ground=side)
    return True
