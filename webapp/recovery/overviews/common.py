"""What the overviews of debt recovery share: whose cases they are about, and their columns."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from webapp.contracts import queries as contracts
from webapp.oversight.declarations import Asked, Cell, Column, Kind
from webapp.processes.models import Case
from webapp.recovery.queries import segments

SEE_CASES = "recovery.view_recoverycase"
TOTAL = _("Total")
STAGE = Column(_("Stage"), Kind.TEXT, 24)


def cases_of(asked: Asked) -> QuerySet[Case]:
    """Return the cases that a person sees, about the customers asked for."""
    wanted = contracts.customers_of(
        party_kind=asked.party_kind,
        district_id=asked.district,
    )
    return segments.cases(user=asked.user).filter(wanted)


def list_of(page: str, **query: str) -> str:
    """Return the address of a list, narrowed."""
    return f"{reverse(f'admin:{page}')}?{urlencode(query)}"


def case_cell(case: Case) -> Cell:
    """Return the number of a case, which leads to its page."""
    return Cell(case.number, link=reverse("admin:recovery_case", args=[case.pk]))


def by_id(ids: Iterable[int]) -> dict[int, Case]:
    """Return cases with their debtors, by their ids."""
    return segments.every().select_related("party").in_bulk(set(ids))
