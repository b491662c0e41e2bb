"""Pausing a case of any process for a reason, and letting it go on: under the lock of the case."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import formats
from django.utils.translation import gettext as _

from webapp.audit import operations as audit
from webapp.outbox import operations as outbox
from webapp.processes import registry
from webapp.processes.declarations import PauseKind
from webapp.processes.declarations.pauses import BEGUN
from webapp.processes.models import Case, Pause, Wish
from webapp.processes.operations import journal, limits, taking_back, terms
from webapp.processes.operations.limits import Asked
from webapp.processes.queries import pauses
from webapp.processes.queries.pauses import ACTIVE
from webapp.staff import queries as staff
from webapp.staff.models import User
from workflows.interfaces.process import Deed
from workflows.process.pauses import pause_of


class UnableToPause(Exception):
    """The case is closed, something else stops it already, or the last day is wrong."""


class UnableToEnd(Exception):
    """There is no such pause any more."""


@dataclass(frozen=True, slots=True)
class Part:
    """What of a case rests; everything, unless stages, charges, periods or a sum are named."""

    scope: Pause.Scope = Pause.Scope.EVERYTHING
    parts: tuple[str, ...] = ()
    amount: Decimal | None = None


EVERYTHING = Part()


@transaction.atomic
def pause(
    *,
    case_id: int,
    kind: str,
    reason: str,
    today: date,
    by: User | None,
    until: date | None = None,
    part: Part = EVERYTHING,
    cause: Case | None = None,
) -> Pause:
    """Let a case, or a part of it, rest until a day, inclusive, or until somebody ends it.

    :raises UnableToPause: when its process knows no such pause, the case is closed or something
        else stops it, or the day is not ahead or too far
    :raises BeyondLimit: when the person decides less than that alone
    """
    case = Case.objects.select_for_update().get(pk=case_id)
    known = declared(case, kind)
    refuse_day(known, until, today)
    _refuse_beside(case, known)
    asked = _asked(known, reason, until, part)
    limits.weigh(case=case, asked=asked, by=by, today=today)
    made = Pause(
        case=case,
        kind=kind,
        cause=cause,
        scope=part.scope,
        parts=[*part.parts],
        amount=part.amount,
        is_alone=known.is_alone,
        stops_clocks=known.stops_clocks,
        reason=reason,
        since=today,
        until=until,
        by=by,
    )
    _refuse_twice(made)
    made.save(force_insert=True)
    _rest(case, made)
    _tell(made, known, by, today)
    return made


def _asked(kind: PauseKind, reason: str, until: date | None, part: Part) -> Asked:
    given: dict[str, Any] = {"reason": reason}
    text = f"{kind.title}: {reason}"
    if until:
        given["until"] = until.isoformat()
        day = formats.date_format(until, "SHORT_DATE_FORMAT")
        text = _("%(pause)s until %(day)s: %(reason)s") % {
            "pause": kind.title,
            "day": day,
            "reason": reason,
        }
    if part != EVERYTHING:
        given |= {"scope": part.scope, "parts": [*part.parts], "amount": str(part.amount or "")}
    return Asked(
        kind.code,
        until,
        text,
        amount=part.amount or Decimal(0),
        given=given,
    )


def pause_as_wished(case: Case, wish: Wish, by: User, today: date) -> None:
    """Let a case rest as somebody wished, in the name of who gives leave.

    :raises UnableToPause: see ``pause``
    :raises BeyondLimit: when this is beyond the limit of who gives leave too
    """
    given = wish.given
    part = EVERYTHING
    if "scope" in given:
        amount = Decimal(given["amount"]) if given["amount"] else None
        part = Part(Pause.Scope(given["scope"]), tuple(given["parts"]), amount)
    until = given.get("until")
    pause(
        case_id=case.pk,
        kind=wish.deed,
        reason=given["reason"],
        until=date.fromisoformat(until) if until else None,
        part=part,
        by=by,
        today=today,
    )


def declared(case: Case, code: str) -> PauseKind:
    """Return a kind of pause of the process of a case.

    :raises UnableToPause: when it has none of this code
    """
    kind = registry.process_of(code=case.process).pause(code=code)
    if kind is None:
        raise UnableToPause(_("Unknown kind of pause: %(kind)s.") % {"kind": code})
    return kind


def refuse_day(kind: PauseKind, until: date | None, today: date) -> None:
    """Do nothing when a day may be the last of a pause.

    :raises UnableToPause: when it is missing, past or too far, or nothing to be named
    """
    if until is None:
        if kind.needs_end:
            raise UnableToPause(_("Choose the last day of the pause."))
        return
    if until < today:
        raise UnableToPause(_("Choose a day that is not in the past."))
    if kind.span is None:
        raise UnableToPause(_("This pause has no last day: somebody ends it."))
    doubt = staff.doubt_about_day(until, span=kind.span, today=today)
    if doubt:
        raise UnableToPause(doubt)


def _refuse_beside(case: Case, kind: PauseKind) -> None:
    is_ending = case.closed_on is not None or bool(case.close_requested)
    is_beside = kind.is_alone and case.side != ACTIVE
    if is_ending or is_beside or _is_taken(case, kind):
        raise UnableToPause(
            _("The case is closed, paused already, or something else stops it: reload the page.")
        )


def _is_taken(case: Case, kind: PauseKind) -> bool:
    """Say whether a pause keeps this one away, or is kept away by it."""
    standing = pauses.standing(case=case)
    if not kind.is_alone:
        standing = standing.filter(is_alone=True)
    return standing.exists()


def _refuse_twice(made: Pause) -> None:
    same = pauses.standing(case=made.case).filter(
        kind=made.kind,
        cause=made.cause,
        scope=made.scope,
        parts=made.parts,
        amount=made.amount,
    )
    if same.exists():
        raise UnableToPause(_("This pause stands already: reload the page."))


def _rest(case: Case, made: Pause) -> None:
    """What would leave the house is taken back where the case stands still."""
    _set_side(case)
    process = registry.process_of(code=case.process)
    subject = process.subject_of(case_id=case.pk)
    if pauses.stops(made, case=case):
        taking_back.keep_in_house(
            process=case.process,
            subjects=[subject],
            ground=made.kind,
        )
    if made.cause:
        other = registry.process_of(code=made.cause.process)
        listener = process.workflow_id(case_id=case.pk)
        outbox.subscribe_many([(listener, other.subject_of(case_id=made.cause.pk))])


def _tell(made: Pause, kind: PauseKind, by: User | None, today: date) -> None:
    journal.tell(
        case_id=made.case_id,
        fact=kind.begun,
        by=by,
        today=today,
        ground=made.reason,
        outcome=_outcome(kind),
        **_details(made),
    )


def _outcome(kind: PauseKind) -> str:
    """Return which pause it is, where the name of the deed does not say it already."""
    if kind.begun == BEGUN:
        return kind.code
    return ""


def _details(made: Pause) -> dict[str, Any]:
    details: dict[str, Any] = {}
    if made.until:
        details["until"] = made.until.isoformat()
    if made.cause:
        details["cause"] = made.cause.number
    if made.scope != Pause.Scope.EVERYTHING:
        details["held"] = [*pauses.held(made)]
    return details


@transaction.atomic
def end(
    *, case_id: int, kind: str, by: User | None, today: date, pause_id: int | None = None
) -> None:
    """End a pause before its day: the one meant, or the newest of its kind.

    :raises UnableToEnd: when there is none any more
    """
    case = Case.objects.select_for_update().get(pk=case_id)
    known = registry.process_of(code=case.process).pause(code=kind)
    if known is None or not known.ended:
        raise UnableToEnd(_("This pause cannot simply be ended: reload the page."))
    ended = lift(
        case=case,
        kind=kind,
        by=by,
        today=today,
        pause_id=pause_id,
    )
    journal.tell(
        case_id=case_id,
        fact=known.ended,
        by=by,
        today=today,
        outcome=_outcome(known),
        **_details_of_end(ended, known),
    )


def _details_of_end(ended: Pause, kind: PauseKind) -> dict[str, Any]:
    """A kind that stands alone needs no word about which of several pauses was meant."""
    if kind.is_alone:
        return {}
    return {"pause": ended.pk, **_details(ended)}


def lift(
    *, case: Case, kind: str, by: User | None, today: date, pause_id: int | None = None
) -> Pause:
    """End a pause of a locked case and write nothing: whoever does it says in the journal why.

    :raises UnableToEnd: when there is none any more
    """
    standing = pauses.standing(case=case).filter(kind=kind)
    if pause_id is not None:
        standing = standing.filter(pk=pause_id)
    found = standing.last()
    if found is None:
        raise UnableToEnd(_("This pause is over already: reload the page."))
    found.ended_on, found.ended_by = today, by
    found.save(update_fields=["ended_on", "ended_by"])
    _set_side(case)
    terms.move_on(case=case, today=today)
    return found


def end_by_itself(*, case: Case, deed: Deed, today: date) -> None:
    """The last day of a pause is over: what it held goes on."""
    process = registry.process_of(code=case.process)
    over = pauses.standing(case=case).filter(pk=pause_of(deed.name))
    over.update(ended_on=today)
    _set_side(case)
    terms.move_on(case=case, today=today)
    journal.write_step(
        case=case,
        deed=deed,
        today=today,
        outcome="ENDED",
    )
    audit.record(
        name=process.audited("end-pause"),
        subject=process.subject_of(case_id=case.pk),
        details={"step": deed.step},
    )


def end_all(*, case: Case, today: date) -> None:
    """Nothing rests of a case that is closed."""
    pauses.standing(case=case).update(ended_on=today)


def take_aside(*, case_id: int, side: str) -> bool:
    """Let something of a process's own stand beside the stages, unless anything does already.

    What would leave the house is taken back, and so is the question whether it may: nobody is asked
    to approve what is not filed. Say whether it was done.
    """
    case = Case.objects.select_for_update().get(pk=case_id)
    if case.side != ACTIVE or case.close_requested:
        return False
    case.side = side
    case.save(update_fields=["side"])
    subject = registry.process_of(code=case.process).subject_of(case_id=case_id)
    taking_back.keep_in_house(
        process=case.process,
        subjects=[subject],
        ground=side,
        even_approvals=True,
    )
    return True


def _set_side(case: Case) -> None:
    """A case says itself what pauses it: the newest pause of all of it.

    What a process lets stand there itself stays.
    """
    kinds = registry.process_of(code=case.process).pauses
    if case.side not in {ACTIVE, *(kind.code for kind in kinds)}:
        return
    whole = pauses.standing(case=case).filter(scope=Pause.Scope.EVERYTHING)
    newest = whole.values_list("kind", flat=True).last()
    case.side = newest or ACTIVE
    case.save(update_fields=["side"])
