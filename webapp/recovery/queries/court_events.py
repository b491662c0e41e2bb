"""What a court or bailiff event means.

The task that waits for it, what it needs, and what in the case speaks against it.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from webapp.correspondence.models import Document
from webapp.processes import registry
from webapp.processes.declarations import TaskKind
from webapp.processes.models import Case
from webapp.processes.queries.labels import named
from webapp.recovery.models import CourtCase, CourtEvent, Writ
from webapp.recovery.queries import claims, grants, labels, segments, writs
from webapp.recovery.queries.claims import Granted
from webapp.staff import queries as staff
from webapp.staff.models import User
from webapp.tasks.models import Task
from workflows.interfaces import days
from workflows.interfaces.debt_recovery import WORKFLOW_TYPE

Kind = CourtEvent.Kind
type Answer = tuple[str, date | None]
NEEDS: dict[str, tuple[str, ...]] = {
    Kind.ORDER_ISSUED: ("number",),
    Kind.ORDER_REFUSED: ("note",),
    Kind.ORDER_RETURNED: ("note",),
    Kind.JUDGMENT_PARTIAL: ("principal", "penalty", "duty"),
    Kind.JUDGMENT_DENIED: ("note",),
    Kind.WRIT_ISSUED: ("number",),
    Kind.PROCEEDING_OPENED: ("number",),
    Kind.PROCEEDING_REFUSED: ("note",),
    Kind.COLLECTED: ("principal",),
    Kind.PROCEEDING_PAID: ("principal",),
    Kind.PROCEEDING_ENDED: ("note",),
}
_ORDER = {
    Kind.ORDER_ISSUED,
    Kind.ORDER_REFUSED,
    Kind.ORDER_RETURNED,
    Kind.ORDER_IN_FORCE,
    Kind.ORDER_CANCELED,
}
# what must have happened to an order before, with the field of its court case
_BEFORE: dict[str, dict[str, str]] = {
    Kind.ORDER_IN_FORCE: {Kind.ORDER_ISSUED: "issued_on"},
    Kind.ORDER_CANCELED: {
        Kind.ORDER_ISSUED: "issued_on",
        Kind.ORDER_IN_FORCE: "in_force_on",
    },
}
_CLAIM = {
    Kind.CLAIM_ACCEPTED,
    Kind.HEARING,
    Kind.JUDGMENT_GRANTED,
    Kind.JUDGMENT_PARTIAL,
    Kind.JUDGMENT_DENIED,
    Kind.JUDGMENT_IN_FORCE,
}
_PROCEEDING = {Kind.COLLECTED, Kind.PROCEEDING_PAID, Kind.PROCEEDING_ENDED}
_PAPERS = {
    CourtCase.Track.ORDER: "court_order_application",
    CourtCase.Track.LAWSUIT: "statement_of_claim",
}


@dataclass(frozen=True, slots=True)
class Told:
    """An event as it was told.

    Roubles; ``principal`` is the sum collected where bailiffs collect.
    """

    kind: CourtEvent.Kind
    happened_on: date
    number: str = ""
    principal: Decimal | None = None
    penalty: Decimal | None = None
    duty: Decimal | None = None
    note: str = ""

    @property
    def label(self) -> str:
        """Return what happened, in words."""
        return str(self.kind.label)

    @property
    def sums(self) -> list[Decimal]:
        """Return the sums that were told."""
        amounts = (self.principal, self.penalty, self.duty)
        return [amount for amount in amounts if amount is not None]


@dataclass(frozen=True, slots=True)
class Known:
    """What the case knows of its courts and bailiffs."""

    order: CourtCase | None
    claim: CourtCase | None
    writ: Writ | None

    @property
    def live_writ(self) -> Writ | None:
        """Return the writ unless the bailiffs have given it back."""
        if self.writ is None or self.writ.ended_on:
            return None
        return self.writ

    def court(self, kind: str) -> CourtCase | None:
        """Return the filing that an event is about; the latest one, when it may be about either."""
        if kind in _ORDER:
            return self.order
        if kind in _CLAIM:
            return self.claim
        return self.claim or self.order


def awaiting_kinds() -> list[str]:
    """Return the kinds of tasks that some event answers."""
    return [kind.code for kind in _kinds() if kind.events]


def task_of(*, kind: str) -> str:
    """Return the kind of task that an event answers; nothing when none waits for it."""
    return next((asked.code for asked in _kinds() if kind in asked.events), "")


def outcome_of(*, kind: str) -> str:
    """Return the outcome that an event is of the task that waits for it."""
    return next((asked.events[kind] for asked in _kinds() if kind in asked.events), "")


def _kinds() -> tuple[TaskKind, ...]:
    return registry.process_of(code=WORKFLOW_TYPE).tasks


def visible(*, user: User) -> QuerySet[CourtEvent]:
    """Return the events of the cases a person sees, newest first."""
    about = CourtEvent.objects.filter(case__in=segments.cases(user=user).values("id"))
    return about.select_related("case__party", "entered_by").order_by("-id")


def withdrawn_from(*, event_id: int, user: User) -> int | None:
    """Return the case that an event was withdrawn from, when a person sees it."""
    kept = CourtEvent.pgh_event_model.objects  # type: ignore[attr-defined]
    versions = kept.filter(pgh_obj_id=event_id, case__in=segments.cases(user=user).values("id"))
    found: int | None = versions.values_list("case_id", flat=True).first()
    return found


def find(*, case: Case, told: Told) -> CourtEvent | None:
    """Return the event when the case has it already."""
    same = CourtEvent.objects.filter(
        case=case,
        kind=told.kind,
        happened_on=told.happened_on,
    )
    if told.kind == Kind.COLLECTED:
        same = same.filter(principal=told.principal, number=told.number)
    return same.first()


def differs(*, event: CourtEvent, told: Told) -> bool:
    """Say whether what is told now disagrees with what was entered; what is left out does not."""
    pairs = (
        (getattr(event, name), getattr(told, name))
        for name in ("number", "principal", "penalty", "duty")
    )
    return any(new not in (None, "") and new != old for old, new in pairs)


def open_task(*, case: Case, kind: str) -> Task | None:
    """Return the open task that waits for a kind of event."""
    asked = Task.objects.filter(
        case=case,
        status=Task.Status.OPEN,
        kind=task_of(kind=kind),
    )
    return asked.order_by("-id").first()


def is_after_force(*, case: Case, told: Told) -> bool:
    """Say whether an order is cancelled that the case takes for one in force."""
    order = known_of(case=case).order
    return told.kind == Kind.ORDER_CANCELED and order is not None and order.ruling == "IN_FORCE"


def is_known(*, case: Case, told: Told) -> bool:
    """Say whether the case knows the same already, from a task."""
    return _answer(known_of(case=case), told.kind) == (outcome_of(kind=told.kind), told.happened_on)


def refusal(*, case: Case, told: Told, today: date) -> str:
    """Return why an event cannot be entered into a case and what to do; nothing when it can."""
    if case.closed_on or case.close_requested:
        return _("The case is closed or is being closed: nothing can be entered into it.")
    if told.happened_on > today and not told.kind.may_be_ahead:
        return _("The day has not come yet: check the date.")
    if doubt := _doubt(told, today):
        return doubt
    lacking = [name for name in NEEDS.get(told.kind, ()) if getattr(told, name) in (None, "")]
    if lacking:
        return _("“%(event)s” needs: %(what)s.") % {
            "event": told.label,
            "what": ", ".join(_field(name) for name in lacking),
        }
    known = known_of(case=case)
    return (
        _too_early(case, known, told)
        or _other_number(known, told)
        or _contradiction(case, known, told)
        or _too_much(case, known, told)
    )


def _doubt(told: Told, today: date) -> str:
    span = days.HAPPENED
    if told.kind.may_be_ahead:
        span = days.AWAITED
    doubts = (
        staff.doubt_about_day(
            told.happened_on,
            span=span,
            today=today,
        ),
        *map(staff.doubt_about_sum, told.sums),
    )
    return next(filter(None, doubts), "")


def _too_early(case: Case, known: Known, told: Told) -> str:
    begins = earliest(case=case, known=known, kind=told.kind)
    if begins is None:
        return _(
            "Nothing has been filed with a court in this case yet: "
            "check which case the event is about."
        )
    if told.happened_on < begins:
        return _("Check the date: this cannot have happened before %(day)s.") % {
            "day": f"{begins:%d.%m.%Y}"
        }
    return ""


def earliest(*, case: Case, known: Known, kind: str) -> date | None:
    """Return the day before which nothing can have happened.

    It is the day of the filing, else of the paper that goes to the court.
    """
    if known.writ and kind not in _ORDER | _CLAIM | {Kind.WRIT_ISSUED}:
        return known.writ.issued_on
    if court := known.court(kind):
        return max(_order_days(case, court, kind))
    papers = Document.objects.filter(
        case=case,
        kind__in=[_PAPERS[track] for track in _tracks(kind)],
    )
    return (
        papers.exclude(status=Document.Status.CANCELED)
        .order_by("dated")
        .values_list("dated", flat=True)
        .first()
    )


def _tracks(kind: str) -> list[CourtCase.Track]:
    """Return the ways to a court that an event may be about."""
    if kind in _CLAIM:
        return [CourtCase.Track.LAWSUIT]
    if kind in _ORDER:
        return [CourtCase.Track.ORDER]
    return list(CourtCase.Track)


def _order_days(case: Case, court: CourtCase, kind: str) -> list[date]:
    """Return the days of what comes before: nobody cancels an order that is not there."""
    earlier = _BEFORE.get(kind, {})
    told = CourtEvent.objects.filter(
        case=case,
        kind__in=earlier,
        applied_on=None,
    )
    days_told = told.values_list("happened_on", flat=True)
    known = (getattr(court, field) for field in earlier.values())
    return [court.filed_on, *filter(None, known), *days_told]


def _too_much(case: Case, known: Known, told: Told) -> str:
    match told.kind:
        case Kind.JUDGMENT_PARTIAL:
            return _beyond_claim(case, known, told)
        case Kind.WRIT_ISSUED:
            return writs.doubt_about_writ(
                case=case,
                amount=sum(told.sums, Decimal(0)),
            )
        case Kind.COLLECTED:
            return writs.doubt_about_part(case=case, amount=told.principal)
        case Kind.PROCEEDING_PAID | Kind.PROCEEDING_ENDED:
            return writs.doubt_about_collected(case=case, amount=told.principal)
        case _:
            return ""


def _beyond_claim(case: Case, known: Known, told: Told) -> str:
    """A judgment told before the filing is measured by the paper that goes to the court."""
    if known.claim:
        most = claims.claimed_of(known.claim)
    else:
        papers = Document.objects.filter(case=case, kind=_PAPERS[CourtCase.Track.LAWSUIT])
        paper = papers.exclude(status=Document.Status.CANCELED).latest("id")
        most = Granted(
            claim=paper.debt,
            penalty=paper.penalty,
            duty=paper.state_duty,
        )
    zero = Decimal(0)
    sums = Granted(told.principal or zero, told.penalty or zero, told.duty or zero)
    return grants.beyond(most, sums=sums)


def _other_number(known: Known, told: Told) -> str:
    ours = _our_number(known, told.kind)
    if ours and told.number and ours != told.number:
        return _(
            "The number %(theirs)s is of another matter: in this case it is %(ours)s. "
            "Check the number or the case."
        ) % {
            "theirs": told.number,
            "ours": ours,
        }
    return ""


def _our_number(known: Known, kind: str) -> str:
    if kind in _ORDER | _CLAIM:
        court = known.court(kind)
        return court.number if court else ""
    if kind in _PROCEEDING and known.writ:
        return known.writ.proceeding_number
    return ""


def _contradiction(case: Case, known: Known, told: Told) -> str:
    """A task that is open has no answer yet; an order in force may still be cancelled."""
    answer = _answer(known, told.kind)
    if (
        answer is None
        or answer == (outcome_of(kind=told.kind), told.happened_on)
        or open_task(case=case, kind=told.kind)
    ):
        return ""
    if told.kind == Kind.ORDER_CANCELED and answer[0] == "IN_FORCE":
        return ""
    message = _("The case says otherwise: %(outcome)s, %(day)s. Check the event and its date.")
    return message % {
        "outcome": named(labels.OUTCOMES, answer[0]).lower(),
        "day": f"{answer[1]:%d.%m.%Y}" if answer[1] else "—",
    }


def _answer(known: Known, kind: str) -> Answer | None:
    """Return what the case says to the question that an event answers."""
    asked = registry.kind_of(process=WORKFLOW_TYPE, code=task_of(kind=kind))
    if asked is None or asked.awaited is None:
        return None
    return asked.awaited.said(known, kind)


def known_of(*, case: Case) -> Known:
    """Return what a case knows of its courts and bailiffs."""
    courts = {court.track: court for court in CourtCase.objects.filter(case=case).order_by("id")}
    order, claim = courts.get(CourtCase.Track.ORDER), courts.get(CourtCase.Track.LAWSUIT)
    return Known(
        order=order,
        claim=claim,
        writ=Writ.objects.filter(case=case).order_by("-id").first(),
    )


def _field(name: str) -> str:
    return str(CourtEvent._meta.get_field(name).verbose_name).lower()  # type: ignore[union-attr]
