"""Holds, promises and disputes of cases of debt recovery, and how a dispute is settled."""

from datetime import date
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from webapp.processes.declarations import PauseKind
from webapp.processes.models import Case, Step
from webapp.processes.operations import closing, journal, pausing
from webapp.processes.operations.pausing import UnableToEnd
from webapp.recovery.models import Recovery
from webapp.recovery.queries import claims
from webapp.staff.models import User
from workflows.interfaces import days

HOLD, PROMISE, DISPUTE = Recovery.Side.HOLD, Recovery.Side.PROMISE, Recovery.Side.DISPUTE
KINDS = (
    PauseKind(
        PROMISE,
        title=gettext_lazy("Promise to pay"),
        span=days.PROMISED,
        is_alone=True,
        begun="promise-set",
    ),
    PauseKind(
        HOLD,
        title=gettext_lazy("Hold"),
        span=days.HELD,
        is_alone=True,
        begun="hold-set",
    ),
    PauseKind(
        DISPUTE,
        title=gettext_lazy("Dispute"),
        span=None,
        is_alone=True,
        begun="dispute-set",
        ended="",
    ),
)


class Settled(StrEnum):
    """What was found of a debtor's objection."""

    JUSTIFIED = "JUSTIFIED"
    UNJUSTIFIED = "UNJUSTIFIED"


def hold(*, case_id: int, reason: str, until: date, by: User, today: date) -> None:
    """Hold a case for a reason until a day, inclusive.

    :raises UnableToPause: when the case is closed or paused, or the day is not ahead or too far
    """
    pausing.pause(
        case_id=case_id,
        kind=HOLD,
        reason=reason,
        until=until,
        by=by,
        today=today,
    )


def promise(*, case_id: int, until: date, reason: str, by: User, today: date) -> None:
    """Write down a promise to pay by a day, inclusive; unkept, it ends by itself.

    :raises UnableToPause: when the case is closed or paused, or the day is not ahead or too far
    """
    pausing.pause(
        case_id=case_id,
        kind=PROMISE,
        reason=reason,
        until=until,
        by=by,
        today=today,
    )


def dispute(*, case_id: int, reason: str, by: User, today: date) -> None:
    """Stop a case until the debtor's objection is settled.

    :raises UnableToPause: when the case is closed or paused
    """
    pausing.pause(
        case_id=case_id,
        kind=DISPUTE,
        reason=reason,
        by=by,
        today=today,
    )


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
    if case.side != DISPUTE:
        raise UnableToEnd(_("Nothing is disputed in the case by now: reload the page."))
    if outcome == Settled.JUSTIFIED and not is_closing and not _has_changed(case):
        raise UnableToEnd(
            _(
                "The debt is the same as when the dispute began: the case cannot go on with a sum "
                "that is found wrong. Close the case, or say that the objection is not justified."
            )
        )
    pausing.lift(
        case=case,
        kind=DISPUTE,
        by=by,
        today=today,
    )
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
    closing.request(
        case_id=case_id,
        reason="WITHDRAWN",
        ground=ground,
        by=by,
        today=today,
    )


def _has_changed(case: Case) -> bool:
    """Say whether the debt of a case is another than when its dispute began."""
    opened = Step.objects.filter(
        case=case,
        deed=Step.Deed.DECIDED,
        name="dispute-set",
    )
    before = opened.order_by("-id").values_list("debt", flat=True).first()
    return before != claims.debt(case_id=case.pk)
