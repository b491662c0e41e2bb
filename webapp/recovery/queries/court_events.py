"""What a court or bailiff event means.

The task that waits for it, what it needs, and what in the case speaks against it.
"""

from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from webapp.correspondence.models import Document
from webapp.processes import registry
from webapp.processes.declarations import TaskKind
from webapp.processes.models import Case
from webapp.processes.queries.labels import named
from webapp.recovery.models import CourtCase, CourtEvent
from webapp.recovery.queries import claims, filed, grants, labels, segments, settlements, writs
from webapp.recovery.queries.claims import Granted
from webapp.recovery.queries.court_knowledge import (
    AWARDING,
    CLAIM,
    NEEDS,
    ORDER,
    PROCEEDING,
    Known,
    Told,
    courts_of,
    known_of,
)
from webapp.staff import queries as staff
from webapp.staff.models import User
from webapp.tasks.models import Task
from workflows.interfaces import days
from workflows.interfaces.debt_recovery import WORKFLOW_TYPE

Kind = CourtEvent.Kind
type Answer = tuple[str, date | None]
# what must have happened to an order before, with the field of its court case
_BEFORE: dict[str, dict[str, str]] = {
    Kind.ORDER_IN_FORCE: {Kind.ORDER_ISSUED: "issued_on"},
    Kind.ORDER_CANCELED: {
        Kind.ORDER_ISSUED: "issued_on",
        Kind.ORDER_IN_FORCE: "in_force_on",
    },
}
_PAPERS = {
    CourtCase.Track.ORDER: "court_order_application",
    CourtCase.Track.LAWSUIT: "statement_of_claim",
}
_OF_ONE = {Kind.COLLECTED, Kind.PROCEEDING_PAID}
_PASSED = ("GRANTED", "PARTIAL")
_AFTER_FORCE = {Kind.ENFORCEMENT_STAYED, Kind.ENFORCEMENT_RESUMED}


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
        debtor=told.debtor,
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
    waiting = [asked.code for asked in _kinds() if kind in asked.events]
    asked = Task.objects.filter(
        case=case,
        status=Task.Status.OPEN,
        kind__in=waiting,
    )
    return asked.order_by("-id").first()


def is_after_force(*, case: Case, told: Told) -> bool:
    """Say whether an order is cancelled that the case takes for one in force."""
    order = known_of(case=case, told=told).order
    return told.kind == Kind.ORDER_CANCELED and order is not None and order.ruling == "IN_FORCE"


def is_reversed_in_force(*, case: Case, told: Told) -> bool:
    """Say whether a judgment falls that is in force, and no appeal is waited for."""
    if told.kind != Kind.JUDGMENT_REVERSED:
        return False
    return _is_settled(case, known_of(case=case, told=told).claim)


def is_known(*, case: Case, told: Told) -> bool:
    """Say whether the case knows the same already, from a task."""
    answer = _answer(known_of(case=case, told=told), told.kind)
    return answer == (outcome_of(kind=told.kind), told.happened_on)


def is_about_one(*, case: Case, told: Told) -> bool:
    """Say whether an event is about one of several who owe, and no more than written down."""
    return told.debtor != "" and not told.kind.is_informational and not told.kind.is_direct


def refusal(*, case: Case, told: Told, today: date) -> str:
    """Return why an event cannot be entered into a case and what to do; nothing when it can."""
    is_over = bool(case.closed_on or case.close_requested)
    if is_over and told.kind != Kind.REVERSAL_ORDERED:
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
    known = known_of(case=case, told=told)
    return (
        _stranger(case, told)
        or _too_early(case, known, told)
        or _out_of_place(case, known, told)
        or _other_number(known, told)
        or _contradiction(case, known, told)
        or _too_much(case, known, told)
    )


def _stranger(case: Case, told: Told) -> str:
    """Nothing was filed against whom the event names."""
    names = {court.debtor for court in courts_of(case=case, kind=told.kind)}
    if not told.debtor or told.debtor in names:
        return ""
    text = _("Nothing was filed against “%(name)s”. There are filings against: %(names)s.")
    return text % {"name": told.debtor, "names": "; ".join(sorted(names))}


def _out_of_place(case: Case, known: Known, told: Told) -> str:
    """Return why the case has nothing that the event could change."""
    claim = known.claim
    match told.kind:
        case Kind.CLAIM_STAYED if told.until and told.until < told.happened_on:
            return _("The court cannot have set a day that had passed.")
        case Kind.APPEAL_LODGED if claim and claim.appealed_on:
            return _("An appeal lies already: enter what the court above decides.")
        case Kind.APPEAL_LODGED if claim and claim.ruling in filed.FALLEN:
            return _("There is no judgment against which an appeal could lie.")
        case Kind.JUDGMENT_UPHELD | Kind.JUDGMENT_CHANGED if _is_settled(case, claim):
            return _("No appeal is entered in this case: enter it first.")
        case kind if kind in _AFTER_FORCE and not filed.in_force(case=case):
            return _("Nothing is in force in this case: there is no enforcement to suspend.")
        case Kind.SETTLEMENT_APPROVED:
            return settlements.refusal(told)
        case kind if kind in _OF_ONE and not told.debtor:
            return _whose(case, told)
        case _:
            return ""


def _whose(case: Case, told: Told) -> str:
    """A sum that was collected of one of several is no sum of all of them."""
    names = {court.debtor for court in courts_of(case=case, kind=told.kind)}
    if len(names) < 2:
        return ""
    text = _("Say of which debtor it was collected, or give the number: %(names)s.")
    return text % {"names": "; ".join(sorted(names))}


def _is_settled(case: Case, claim: CourtCase | None) -> bool:
    """Say whether a judgment is in force and nobody appeals."""
    return claim is not None and claim.in_force_on is not None and not claim.appealed_on


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
    if known.writ and kind not in ORDER | CLAIM | {Kind.WRIT_ISSUED, *_AFTER_FORCE}:
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
    if kind in CLAIM:
        return [CourtCase.Track.LAWSUIT]
    if kind in ORDER:
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
        case kind if kind in AWARDING:
            return _beyond_claim(case, known, told)
        case Kind.WRIT_ISSUED:
            return writs.doubt_about_writ(
                case=case,
                amount=sum(told.sums, Decimal(0)),
                debtor=told.debtor,
            )
        case Kind.COLLECTED:
            return writs.doubt_about_part(
                case=case,
                amount=told.principal,
                debtor=told.debtor,
            )
        case Kind.PROCEEDING_PAID | Kind.PROCEEDING_ENDED:
            return writs.doubt_about_collected(
                case=case,
                amount=told.principal,
                debtor=told.debtor,
            )
        case _:
            return ""


def _beyond_claim(case: Case, known: Known, told: Told) -> str:
    """A judgment told before the filing is measured by the paper that goes to the court."""
    courts = filed.newest(case=case, track=CourtCase.Track.LAWSUIT)
    if known.claim and told.debtor:
        most = claims.claimed_of(known.claim)
    elif courts:
        most = claims.together(courts)
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
    if kind in ORDER | CLAIM:
        court = known.court(kind)
        return court.number if court else ""
    if kind in PROCEEDING and known.writ:
        return known.writ.proceeding_number
    return ""


def _contradiction(case: Case, known: Known, told: Told) -> str:
    """A task that is open has no answer yet; an order in force may still be cancelled."""
    answer = _answer(known, told.kind)
    if answer is None or answer == (outcome_of(kind=told.kind), told.happened_on):
        return ""
    if not told.debtor and open_task(case=case, kind=told.kind):
        return ""
    if told.kind == Kind.ORDER_CANCELED and answer[0] == "IN_FORCE":
        return ""
    if told.debtor and told.kind == Kind.JUDGMENT_IN_FORCE and answer[0] in _PASSED:
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


def _field(name: str) -> str:
    return str(CourtEvent._meta.get_field(name).verbose_name).lower()  # type: ignore[union-attr]
