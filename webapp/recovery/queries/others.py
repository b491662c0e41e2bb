"""Those who owe beside the customer: each is written to before a court is asked."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from webapp.correspondence.models import Document
from webapp.processes.models import Case
from webapp.staff.amounts import money
from webapp.tasks.models import Task
from workflows.interfaces.debt_recovery import StageKind

KIND = "letters_to_others"
# a warning must reach whoever owes for the premises, tenants among them (ПП 354 п. 119)
PAPERS: dict[str, str] = {
    StageKind.NOTICE: "notice",
    StageKind.WARNING: "restriction_warning",
}


def are_unwritten(*, case: Case) -> bool:
    """Say whether letters for others are made and nobody has been asked to post them."""
    return bool(_unposted(case))


def explained(case: Case, _today: date) -> str:
    """Return to whom the letters go, where, and over how much."""
    told = [_("Post a registered letter to each of those who owe beside the customer:")]
    for paper in _unposted(case):
        debtor = paper.context["debtor"]
        address = debtor["postal_address"] or debtor["residence"] or debtor["address"]
        told.append(f"{_named(paper)} {debtor['name']}, {address}; {money(paper.debt)} ₽")
    return "\n".join(told)


def _named(paper: Document) -> str:
    return f"№ {paper.number}:"


def _unposted(case: Case) -> list[Document]:
    """Return the letters of the present attempt that no task has named yet."""
    asked = Task.objects.filter(case=case, kind=KIND).values_list("remarks", flat=True)
    named = "\n".join(asked)
    return [paper for paper in _letters(case) if _named(paper) not in named]


def _letters(case: Case) -> QuerySet[Document]:
    # that of the customer stands in the journal, those for others beside it
    made = Document.objects.filter(
        case=case,
        kind=PAPERS.get(case.stage_kind, ""),
        stage=case.stage,
        attempt=case.attempt,
        journal__isnull=True,
    )
    return made.exclude(status=Document.Status.CANCELED).order_by("id")
