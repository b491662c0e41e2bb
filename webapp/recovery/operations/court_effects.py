"""What a report on courts and bailiffs means for its case: the effects of kinds of tasks."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from tariffs import parameters, terms
from webapp.billing.operations.awards import UnableToCharge
from webapp.correspondence.models import Document
from webapp.correspondence.operations import documents
from webapp.payments.operations import references
from webapp.processes.models import Case
from webapp.processes.queries import reports
from webapp.recovery.models import CourtCase, Recovery, Writ
from webapp.recovery.operations import after_payment, awards
from webapp.recovery.queries import claims, writs
from webapp.staff.amounts import money
from webapp.tasks.models import Task
from webapp.tasks.operations import UnableToComplete
from webapp.tasks.queries import corrections


def order_filed(case: Case, task: Task, today: date) -> None:
    """The application for an order lies before the court: what the case claims is fixed."""
    _filed(case, task, today, track=CourtCase.Track.ORDER)


def claim_filed(case: Case, task: Task, today: date) -> None:
    """The statement of claim lies before the court: what the case claims is fixed."""
    _filed(case, task, today, track=CourtCase.Track.LAWSUIT)


def _filed(case: Case, task: Task, today: date, *, track: CourtCase.Track) -> None:
    made = Document.objects.filter(
        case=case,
        stage=task.stage,
        attempt=task.attempt,
    )
    paper = made.latest("id")
    told = {
        "court": task.result.get("court") or paper.context["court"]["name"],
        "number": task.result.get("number", ""),
        "filed_on": reports.day_of(task=task, today=today),
    }
    if former := corrections.before(task=task):
        filed = CourtCase.objects.filter(case=case, track=track)
        filed.filter(filed_on=former.result.get("date")).update(**told)
        _remember(case, task)
        return
    CourtCase.objects.create(
        case=case,
        track=track,
        **told,
        claim=paper.debt,
        penalty=paper.penalty,
        state_duty=paper.state_duty,
    )
    documents.mark_issued(document_id=paper.pk)
    Recovery.objects.filter(pk=case.pk, is_filed=False).update(is_filed=True)
    # what came due since may make a case of its own
    Case.objects.filter(pk=case.pk).update(exclusive=None)
    _remember(case, task)


def order_ruled(case: Case, task: Task, today: date) -> None:
    """The judge has issued the order or refused it."""
    ruled_on = reports.day_of(task=task, today=today)
    found = {"ruled_on": ruled_on}
    if task.outcome == "ISSUED":
        found["issued_on"] = ruled_on
    _rule(case, CourtCase.Track.ORDER, task, today, **found)


def order_settled(case: Case, task: Task, today: date) -> None:
    """The order is in force, or the debtor has objected to it."""
    ruled_on = reports.day_of(task=task, today=today)
    found = {"ruled_on": ruled_on}
    if task.outcome == "IN_FORCE":
        _heed_term_of_objections(case, ruled_on)
        found["in_force_on"] = ruled_on
    _rule(case, CourtCase.Track.ORDER, task, today, **found)


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
    _rule(case, CourtCase.Track.LAWSUIT, task, today, **found)


def _in_force_on(task: Task) -> date | None:
    told = task.result.get("in_force_on")
    if not told:
        return None
    return date.fromisoformat(told)


def _awarded(case: Case, task: Task) -> dict[str, Decimal]:
    """Return what the court granted of the claim.

    :raises UnableToComplete: when a sum is missing or above what was claimed
    """
    filed = CourtCase.objects.filter(case=case, track=CourtCase.Track.LAWSUIT).latest("id")
    claimed = {"claim": filed.claim, "penalty": filed.penalty, "duty": filed.state_duty}
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
    """Write what a court decided; what is in force is owed from now on."""
    filed = CourtCase.objects.filter(case=case, track=track).latest("id")
    changes: dict[str, Any] = {**found}
    if task.result.get("number"):
        changes["number"] = task.result["number"]
    # what is corrected of an earlier word of the court leaves its last one as it is
    if task.correction and filed.ruling:
        changes.pop("ruled_on")
    else:
        changes["ruling"] = task.outcome
    CourtCase.objects.filter(pk=filed.pk).update(**changes)
    _remember(case, task)
    after_payment.overtake(case)
    try:
        awards.enter(
            court=CourtCase.objects.select_related("case").get(pk=filed.pk),
            by=task.completed_by,
            today=today,
        )
    except UnableToCharge as error:
        raise UnableToComplete(str(error)) from error


def _remember(case: Case, task: Task) -> None:
    """Money that courts and bailiffs collect comes under their numbers: let it find the account."""
    filed = CourtCase.objects.filter(case=case).order_by("-id")
    references.remember(
        number=task.result.get("number", ""),
        account_id=claims.accounts(case)[0].pk,
        claimed_before=filed.values_list("filed_on", flat=True).first(),
    )


def writ_registered(case: Case, task: Task, today: date) -> None:
    """The writ is here; unless it names its sum, it is what was awarded and is still unpaid."""
    told: dict[str, Any] = {
        "number": task.result["number"],
        "issued_on": reports.day_of(task=task, today=today),
    }
    former = corrections.before(task=task)
    if former is None or former.result.get("amount") != task.result.get("amount"):
        told["amount"] = _amount_of_writ(case, task)
    if former is None:
        Writ.objects.create(case=case, **told)
    else:
        Writ.objects.filter(case=case, number=former.result["number"]).update(**told)
    _remember(case, task)


def _amount_of_writ(case: Case, task: Task) -> Decimal:
    told = task.result.get("amount")
    if told:
        amount = Decimal(told)
        _refuse(writs.doubt_about_writ(case=case, amount=amount), field="amount")
        return amount
    court = CourtCase.objects.filter(case=case).latest("id")
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
        _remember(case, task)


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
    Writ.objects.filter(pk=newest.pk).update(**changes)
