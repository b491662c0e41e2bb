"""What goes to a court: what is reported of a filing, one against each of those who owe."""

from datetime import date
from itertools import zip_longest
from typing import Any

from django.utils.translation import gettext as _

from webapp.correspondence.models import Document
from webapp.correspondence.operations import documents
from webapp.payments.operations import references
from webapp.processes.models import Case
from webapp.processes.queries import reports
from webapp.recovery.models import CourtCase, Recovery
from webapp.recovery.queries import claims, filed
from webapp.tasks.models import Task
from webapp.tasks.operations import UnableToComplete
from webapp.tasks.queries import corrections


def order_filed(case: Case, task: Task, today: date) -> None:
    """The application for an order lies before the court: what the case claims is fixed."""
    _filed(
        case,
        task,
        today,
        track=CourtCase.Track.ORDER,
    )


def claim_filed(case: Case, task: Task, today: date) -> None:
    """The statement of claim lies before the court: what the case claims is fixed."""
    _filed(
        case,
        task,
        today,
        track=CourtCase.Track.LAWSUIT,
    )


def _filed(case: Case, task: Task, today: date, *, track: CourtCase.Track) -> None:
    made = Document.objects.filter(
        case=case,
        stage=task.stage,
        attempt=task.attempt,
    )
    alive = made.exclude(status=Document.Status.CANCELED).order_by("id")
    papers = list(alive) or [made.latest("id")]
    filed_on = reports.day_of(task=task, today=today)
    _refuse(_signed_in_vain(papers[0], filed_on))
    told = numbers(task)
    if former := corrections.before(task=task):
        _correct_filings(case, task, track, former, filed_on)
        return
    _refuse(_filed_already(case, track, filed_on))
    for paper, number in zip_longest(papers, told[: len(papers)], fillvalue=""):
        _file(
            case,
            task,
            today,
            track,
            paper,
            number,
        )
    Recovery.objects.filter(pk=case.pk, is_filed=False).update(is_filed=True)
    # what came due since may make a case of its own
    Case.objects.filter(pk=case.pk).update(exclusive=None)
    remember(case, task)


def _correct_filings(
    case: Case, task: Task, track: CourtCase.Track, former: Any, filed_on: date
) -> None:
    """Write what was told wrong of filings, one number for each debtor."""
    known = CourtCase.objects.filter(case=case, track=track)
    told = numbers(task)
    courts = known.filter(filed_on=former.result.get("date")).order_by("id")
    for place, court in enumerate(courts):
        number = ""
        if place < len(told):
            number = told[place]
        CourtCase.objects.filter(pk=court.pk).update(
            court=task.result.get("court") or court.court,
            number=number,
            filed_on=filed_on,
        )
    remember(case, task)


def _filed_already(case: Case, track: CourtCase.Track, on: date) -> str:
    if CourtCase.objects.filter(case=case, track=track, filed_on=on).exists():
        return _("A filing of this day is in the case already. Check the date.")
    return ""


def _signed_in_vain(paper: Document, on: date) -> str:
    """Return why a court would not take a paper: who signed it might not any more (ГПК 135)."""
    until = paper.context["signatory"].get("until")
    if not until or date.fromisoformat(until) >= on:
        return ""
    text = _(
        "The power of attorney of who signed the paper ended on %(day)s. "
        "Return the paper to be made anew."
    )
    return text % {"day": f"{date.fromisoformat(until):%d.%m.%Y}"}


def _file(
    case: Case,
    task: Task,
    today: date,
    track: CourtCase.Track,
    paper: Any,
    number: Any,
) -> None:
    CourtCase.objects.create(
        case=case,
        track=track,
        court=task.result.get("court") or paper.context["court"]["name"],
        number=number,
        debtor=filed.against(paper),
        filed_on=reports.day_of(task=task, today=today),
        claim=paper.debt,
        penalty=paper.penalty,
        state_duty=paper.state_duty,
    )
    documents.mark_issued(document_id=paper.pk)


def numbers(task: Task) -> list[str]:
    """Return the numbers that a report tells, one for each debtor."""
    return filed.numbers(task.result.get("number") or "")


def remember(case: Case, task: Task) -> None:
    """Money that courts and bailiffs collect comes under their numbers: let it find the account."""
    known = CourtCase.objects.filter(case=case).order_by("-id")
    for number in numbers(task):
        references.remember(
            number=number,
            account_id=claims.accounts(case)[0].pk,
            claimed_before=known.values_list("filed_on", flat=True).first(),
        )


def _refuse(doubt: str) -> None:
    if doubt:
        raise UnableToComplete(doubt, field="date")
