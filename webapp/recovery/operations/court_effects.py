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
from webapp.recovery.operations import after_payment, awards, filings
from webapp.recovery.queries import claims, filed, writs
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
        _heed_term_of_objections(case, ruled_on)
        found["in_force_on"] = ruled_on
    _rule(
        case,
        CourtCase.Track.ORDER,
        task,
        today,
        **found,
    )


def _heed_term_of_objections(case: Case, in_force_on: date) -> None:
    """The debtor may object for ten days from receiving the order (ГПК 128, АПК 229.5 ч. 3).

    :raises UnableToComplete: when the order would be in force before he could
    """
    order = CourtCase.objects.filter(case=case, track=CourtCase.Track.ORDER).latest("id")
    if order.issued_on is None:
        return
    days = parameters.series("court.objection_days").on(order.issued_on)
    term = terms.deadline(start=order.issued_on, days=int(days.decimal()), kind="working")
    if in_force_on < term.end:
        text = _("The debtor may object to the order of %(issued)s until %(last)s at least.")
        said = {"issued": f"{order.issued_on:%d.%m.%Y}", "last": f"{term.end:%d.%m.%Y}"}
        raise UnableToComplete(text % said, field="date")


def judged(case: Case, task: Task, today: date) -> None:
    """The claim is granted, in full or in part, or denied."""
    ruled_on = reports.day_of(task=task, today=today)
    found: dict[str, date | Decimal] = {"ruled_on": ruled_on}
    if task.outcome in ("GRANTED", "PARTIAL"):
        found["in_force_on"] = _in_force_on(task) or ruled_on
    if task.outcome == "PARTIAL":
        found |= _awarded(case, task)
    _rule(
        case,
        CourtCase.Track.LAWSUIT,
        task,
        today,
        **found,
    )


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
    **found: date | Decimal,
) -> None:
    """Write what a court decided on each filing; what is in force is owed from now on."""
    courts = filed.newest(case=case, track=track)
    numbers = filings.numbers(task)[: len(courts)]
    parts = _shared(found, courts)
    for court, number, part in zip_longest(courts, numbers, parts, fillvalue=""):
        _write_ruling(court, task, number, part)
    filings.remember(case, task)
    after_payment.overtake(case)
    for court in courts:
        _enter_award(court, task, today)


def _shared(found: dict[str, Any], courts: list[CourtCase]) -> list[dict[str, Any]]:
    """Lay what a court granted of several claims on them by their sums."""
    sums = {name: value for name, value in found.items() if isinstance(value, Decimal)}
    if not sums or len(courts) == 1:
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
    courts = filed.newest(case=case)
    numbers = filed.numbers(task.result["number"])
    if len(numbers) != max(1, len(courts)):
        text = _("Enter the numbers of the writs, divided by «;», in this order: %(debtors)s.")
        raise UnableToComplete(text % {"debtors": filed.in_order(courts)}, field="number")
    former = corrections.before(task=task)
    before: list[str] = filed.numbers(former.result["number"]) if former else []
    for place, number in enumerate(numbers):
        told: dict[str, Any] = {
            "number": number,
            "issued_on": reports.day_of(task=task, today=today),
        }
        if former is None or former.result.get("amount") != task.result.get("amount"):
            told["amount"] = _amount_of_writ(
                case,
                task,
                courts[place],
                is_alone=len(courts) == 1,
            )
        if former is None:
            Writ.objects.create(case=case, debtor=courts[place].debtor, **told)
        else:
            Writ.objects.filter(case=case, number=before[place]).update(**told)
    filings.remember(case, task)


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
    """The writ has gone to the bailiffs."""
    told = {
        "presented_on": reports.day_of(task=task, today=today),
        "bailiff_office": task.result.get("office", ""),
    }
    if task.correction:
        _writ(case, **told)
    else:
        _writ(case, **told, ended_on=None, end_reason="")


def proceeding_opened(case: Case, task: Task, today: date) -> None:
    """The bailiffs have opened a proceeding or refused to."""
    if task.outcome == "REFUSED":
        _writ(
            case,
            ended_on=reports.day_of(task=task, today=today),
            end_reason=task.result.get("reason") or task.remarks or task.outcome,
        )
    else:
        _writ(
            case,
            opened_on=reports.day_of(task=task, today=today),
            proceeding_number=task.result.get("number", ""),
        )
        filings.remember(case, task)


def proceeding_ended(case: Case, task: Task, today: date) -> None:
    """The bailiffs have collected the debt or ended without it.

    What earlier proceedings on the same writ brought stays counted.
    """
    newest = Writ.objects.filter(case=case).latest("id")
    collected = newest.collected
    if told := task.result.get("collected"):
        _refuse(writs.doubt_about_collected(case=case, amount=Decimal(told)), field="collected")
        collected = Decimal(told) + (newest.collected or 0)
    reason = task.result.get("reason") or task.remarks or task.outcome
    _writ(
        case,
        ended_on=reports.day_of(task=task, today=today),
        end_reason=reason,
        collected=collected,
    )


def _refuse(doubt: str, *, field: str) -> None:
    if doubt:
        raise UnableToComplete(doubt, field=field)


def _writ(case: Case, **changes: Any) -> None:
    newest = Writ.objects.filter(case=case).latest("id")
    together = Writ.objects.filter(case=case, issued_on=newest.issued_on)
    together.exclude(pk=newest.pk).update(**_common(changes))
    Writ.objects.filter(pk=newest.pk).update(**changes)


def _common(changes: dict[str, Any]) -> dict[str, Any]:
    """Return what is so of every writ that went out together: what was collected is told once."""
    return {name: value for name, value in changes.items() if name != "collected"}
