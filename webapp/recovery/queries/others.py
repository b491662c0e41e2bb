"""Those who owe beside the customer: each is written to before a court is asked."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from webapp.correspondence.models import Document
from webapp.processes.models import Case
from webapp.staff.amounts import money
from webapp.tasks.models import Task

KIND = "letters_to_others"
_NOTICE = "notice"


def are_unwritten(*, case: Case) -> bool:
    """Say whether notices for others are made and nobody has been asked to post them."""
    if Task.objects.filter(case=case, kind=KIND).exists():
        return False
    return _notices(case).exists()


def explained(case: Case, _today: date) -> str:
    """Return to whom the notices go, where, and over how much."""
    told = [_("Post a registered letter to each of those who owe beside the customer:")]
    for paper in _notices(case):
        debtor = paper.context["debtor"]
        address = debtor["postal_address"] or debtor["residence"] or debtor["address"]
        told.append(f"№ {paper.number}: {debtor['name']}, {address}; {money(paper.debt)} ₽")
    return "\n".join(told)


def _notices(case: Case) -> QuerySet[Document]:
    # that of the customer stands in the journal, those for others beside it
    made = Document.objects.filter(case=case, kind=_NOTICE, journal__isnull=True)
    return made.exclude(status=Document.Status.CANCELED).order_by("id")
