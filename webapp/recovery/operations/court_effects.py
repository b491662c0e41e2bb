"""What a report on courts and bailiffs means for its case: the effects of kinds of tasks."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import zip_longest
from typing import Any

from django.utils.translation import gettext as _

from tariffs import liability, parameters, terms
from webapp.billing.operations.awards import UnableToCharge
from webapp.processes.models import Case
from webapp.processes.queries import reports
from webapp.recovery.models import CourtCase, Writ
from webapp.recovery.operations import after_payment, awards, filings, settlements
from webapp.recovery.queries import claims, filed, outcomes, writs
from webapp.staff.amounts import money
from webapp.tasks.models import Task
from webapp.tasks.operations import UnableToComplete
from webapp.tasks.queries import corrections


def order_ruled(case: Case, task: Task, today: date) -> None:
    """The judge has issued the order or refused it."""
    ruled_on = reports.day_of(task=task, today=today)
    found = {"ruled_on": ruled_on}
    if task.outcome == "ISSUED":
        found["issued_on"] = ruled_on
    _rule(
        case,
        CourtCase.Track.ORDER,
        task,
        today,
        **found,
    )


def order_settled(case: Case, task: Task, today: date) -> None:
    """The order is in force, or the debtor has objected to it."""
    ruled_on = reports.day_of(task=task, today=today)
    found = {"ruled_on": ruled_on}
    if task.outcome == "IN_FORCE":
        for order in _unanswered(case, CourtCase.Track.ORDER, task):
            heed_term_of_objections(order=order, in_force_on=ruled_on)
        found["in_force_on"] = ruled_on
    _rule(
        case,
        CourtCase.Track.ORDER,
        task,
        today,
        **found,
    )


def heed_term_of_objections(*, order: CourtCase, in_force_on: date) -> None:
    """The debtor may object for ten days from receiving the order (ГПК 128, АПК 229.5 ч. 3).

    :raises UnableToComplete: when the order would be in force before he could
    """
    if order.issued_on is None:
        return
    days = parameters.series("court.objection_days").on(order.issued_on)
    term = terms.deadline(start=order.issued_on, days=int(days.decimal()), kind="working")
    if in_force_on < term.end:
        text = _("The debtor may object to the order of %(issued)s until %(last)s at least.")
        said = {"issued": f"{order.issued_on:%d.%m.%Y}", "last": f"{term.end:%d.%m.%Y}"}
        raise UnableToComplete(text % said, field="date")


def judged(case: Case, task: Task, today: date) -> None:
    """The claim is granted, in full or in part, denied, settled, or not decided at all.

    A settlement is carried out at once (ГПК 153.10 ч. 11, АПК 141 ч. 8).
    """
    ruled_on = reports.day_of(task=task, today=today)
    found: dict[str, date | Decimal | None] = {"ruled_on": ruled_on, "stayed_until": None}
    if task.outcome in ("GRANTED", "PARTIAL"):
        found |= {"in_force_on": _in_force_on(task) or ruled_on, "appealed_on": None}
    if task.outcome == "SETTLED":
        found["in_force_on"] = ruled_on
    if task.outcome in ("PARTIAL", "SETTLED"):
        found |= _awarded(case, task)
    _rule(
        case,
        CourtCase.Track.LAWSUIT,
        task,
        today,
        **found,
    )
    if task.outcome == "SETTLED":
        settlements.agree(case=case, task=task, today=today)


def _in_force_on(task: Task) -> date | None:
    told = task.result.get("in_force_on")
    if not told:
        return None
    return date.fromisoformat(told)


def _awarded(case: Case, task: Task) -> dict[str, Decimal]:
    """Return what the court granted of the claim.

    :raises UnableToComplete: when a sum is missing or above what was claimed
    """
    courts = filed.newest(case=case, track=CourtCase.Track.LAWSUIT)
    claimed = {
        "claim": sum((court.claim for court in courts), Decimal(0)),
        "penalty": sum((court.penalty for court in courts), Decimal(0)),
        "duty": sum((court.state_duty for court in courts), Decimal(0)),
    }
    for name, most in claimed.items():
        if name not in task.result:
            raise UnableToComplete(_("Enter what the court awarded."), field=name)
        if not 0 <= Decimal(task.result[name]) <= most:
            text = _("No more than was claimed can be awarded: %(most)s ₽.")
            raise UnableToComplete(text % {"most": money(most)}, field=name)
    return {f"awarded_{name}": Decimal(task.result[name]) for name in claimed}


def _rule(
    case: Case,
    track: CourtCase.Track,
    task: Task,
    today: date,
    **found: date | Decimal | None,
) -> None:
    """Write what a court decided on each filing; what is in force is owed from now on.

    Of several, those that have had an answer of their own keep it.
    """
    courts = _unanswered(case, track, task)
    numbers = filings.numbers(task)[: len(courts)]
    parts = _shared(found, courts)
    for court, number, part in zip_longest(courts, numbers, parts, fillvalue=""):
        _write_ruling(court, task, number, part)
    filings.remember(case, task)
    after_payment.overtake(case)
    for court in courts:
        _enter_award(court, task, today)
    _refuse_different(case, task)


def _unanswered(case: Case, track: CourtCase.Track, task: Task) -> list[CourtCase]:
    courts = filed.newest(case=case, track=track)
    if len(courts) == 1 or task.correction:
        return courts
    return [court for court in courts if not outcomes.is_answered(court, task.kind)]


def _refuse_different(case: Case, task: Task) -> None:
    """What is told of the last of several is not what all the answers are together.

    :raises UnableToComplete: then the answer is told by an event, of its own debtor
    """
    outcome = outcomes.of_courts(case=case, task=task.kind)
    if outcome and outcome != task.outcome:
        text = _("The other debtors have had another answer: write this one down as an event.")
        raise UnableToComplete(text)


def _shared(found: dict[str, Any], courts: list[CourtCase]) -> list[dict[str, Any]]:
    """Lay what a court granted of several claims on them by their sums."""
    sums = {name: value for name, value in found.items() if isinstance(value, Decimal)}
    if not sums or len(courts) < 2:
        return [found] * len(courts)
    by = [Fraction(court.claim) for court in courts]
    parts = {name: liability.split(amount=value, by=by) for name, value in sums.items()}
    return [
        found | {name: split[place] for name, split in parts.items()}
        for place in range(len(courts))
    ]


def _write_ruling(court: Any, task: Task, number: Any, found: Any) -> None:
    changes: dict[str, Any] = {**found}
    if number:
        changes["number"] = number
    # what is corrected of an earlier word of the court leaves its last one as it is
    if task.correction and court.ruling:
        changes.pop("ruled_on")
    else:
        changes["ruling"] = task.outcome
    CourtCase.objects.filter(pk=court.pk).update(**changes)


def _enter_award(court: CourtCase, task: Task, today: date) -> None:
    try:
        awards.enter(
            court=CourtCase.objects.select_related("case").get(pk=court.pk),
            by=task.completed_by,
            today=today,
        )
    except UnableToCharge as error:
        raise UnableToComplete(str(error)) from error


def writ_registered(case: Case, task: Task, today: date) -> None:
    """The writ is here, one against each debtor.

    Unless it names its sum, it is what was awarded and is still unpaid.

    :raises UnableToComplete: when the numbers are not as many as the debtors
    """
    numbers = filed.numbers(task.result.get("number", ""))
    if not numbers:
        return  # events have told of each of them
    courts = _to_enforce(case, task)
    bearers = _bearers(courts, numbers)
    former = corrections.before(task=task)
    before: list[str] = filed.numbers(former.result["number"]) if former else []
    for place, number in enumerate(numbers):
        told: dict[str, Any] = {
            "number": number,
            "issued_on": reports.day_of(task=task, today=today),
        }
        court, against = bearers[place]
        if former is None or former.result.get("amount") != task.result.get("amount"):
            told["amount"] = _amount_of_writ(
                case,
                task,
                court,
                is_alone=len(bearers) == 1,
            )
        if former is None:
            Writ.objects.create(case=case, debtor=court.debtor, against=against, **told)
        else:
            Writ.objects.filter(case=case, number=before[place]).update(**told)
    filings.remember(case, task)


def _to_enforce(case: Case, task: Task) -> list[CourtCase]:
    """Return the awards whose writs come now: those against others went to the bailiffs before."""
    if task.correction:
        return filed.newest(case=case)
    return filed.without_writ(case=case) or filed.newest(case=case)


def _bearers(courts: list[CourtCase], numbers: list[str]) -> list[tuple[CourtCase, str]]:
    """Return against whom each writ is: one for each filing, or for each who owes together.

    :raises UnableToComplete: when there are other numbers of writs than debtors
    """
    if len(numbers) == len(courts):
        return [(court, "") for court in courts]
    each = [(court, name) for court in courts for name in filed.persons(court)]
    if len(numbers) == len(each):
        return each
    text = _("Enter the numbers of the writs, divided by «;», in this order: %(debtors)s.")
    raise UnableToComplete(text % {"debtors": filed.in_order(courts)}, field="number")


def _amount_of_writ(case: Case, task: Task, court: CourtCase, *, is_alone: bool) -> Decimal:
    if not is_alone:
        granted = claims.granted(court)
        return granted.claim + granted.penalty + granted.duty
    told = task.result.get("amount")
    if told:
        amount = Decimal(told)
        _refuse(writs.doubt_about_writ(case=case, amount=amount), field="amount")
        return amount
    standing = claims.standing(case_id=case.pk)
    principal = min(claims.granted(court).claim, standing.debt)
    return principal + standing.awarded


def writ_presented(case: Case, task: Task, today: date) -> None:
    """The writ has gone to the bailiffs; of several, those that were collected stay as they are."""
    told: dict[str, Any] = {
        "presented_on": reports.day_of(task=task, today=today),
        "bailiff_office": task.result.get("office", ""),
    }
    if not task.correction:
        told |= {"ended_on": None, "end_reason": ""}
    going = writs.to_present(case=case)
    if task.correction:
        going = writs.together(case=case)
    for writ in going:
        Writ.objects.filter(pk=writ.pk).update(**told, **_begun_anew(writ, task))


def _begun_anew(writ: Writ, task: Task) -> dict[str, Any]:
    """A writ that comes back to the bailiffs gets a proceeding of its own."""
    if task.correction or writ.ended_on is None:
        return {}
    return {"opened_on": None, "proceeding_number": ""}


def proceeding_opened(case: Case, task: Task, today: date) -> None:
    """The bailiffs have opened a proceeding or refused to."""
    unanswered = [writ for writ in _open(case) if not writ.opened_on and not writ.ended_on]
    for writ in unanswered or _open(case):
        if task.outcome == "REFUSED":
            writ.ended_on = reports.day_of(task=task, today=today)
            writ.end_reason = task.result.get("reason") or task.remarks or task.outcome
        elif number := task.result.get("number"):
            writ.opened_on = reports.day_of(task=task, today=today)
            writ.proceeding_number = number
        elif not writ.opened_on:
            writ.opened_on = reports.day_of(task=task, today=today)
        writ.save()
    if task.outcome != "REFUSED":
        filings.remember(case, task)


def proceeding_ended(case: Case, task: Task, today: date) -> None:
    """The bailiffs have collected the debt or ended without it.

    What earlier proceedings on the same writ brought stays counted. Of several writs, those that
    have ended by themselves stay as they are.
    """
    running = [writ for writ in _open(case) if not writ.ended_on]
    for writ, brought in zip(running, _brought(case, task, running), strict=True):
        writ.ended_on = reports.day_of(task=task, today=today)
        writ.end_reason = task.result.get("reason") or task.remarks or task.outcome
        writ.is_fulfilled = task.outcome == "COLLECTED"
        if brought is not None:
            writ.collected = brought + (writ.collected or 0)
        writ.save()


def _brought(case: Case, task: Task, running: list[Writ]) -> list[Decimal | None]:
    """Lay what was told of several writs at once on them, by their sums."""
    told = task.result.get("collected")
    if not told or not running:
        return [None] * len(running)
    _refuse(writs.doubt_about_collected(case=case, amount=Decimal(told)), field="collected")
    by = [Fraction(writ.amount) for writ in running]
    return [*liability.split(amount=Decimal(told), by=by)]


def _open(case: Case) -> list[Writ]:
    """Return the writs that went out together, without those that were collected already.

    One writ alone is always meant.
    """
    held = writs.together(case=case)
    if len(held) == 1:
        return held
    return [writ for writ in held if not writ.is_fulfilled]


def _refuse(doubt: str, *, field: str) -> None:
    if doubt:
        raise UnableToComplete(doubt, field=field)
