"""How old debts are, by kind of customer, by service and by district."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from webapp.contracts import queries as contracts
from webapp.contracts.models import Service
from webapp.oversight.declarations import Asked, Cell, Column, Kind, Overview, Row, Table
from webapp.parties.models import Party
from webapp.premises.models import District
from webapp.recovery.overviews.common import SEE_CASES, TOTAL, list_of
from webapp.recovery.queries import ageing
from webapp.recovery.queries.ages import AGES

_WAYS: dict[str, Promise] = {
    "party_kind": _("by kind of customer"),
    "service": _("by service"),
    "district": _("by district"),
}
_AGEING = (
    Column(_("Accounts")),
    *(Column(age.title, Kind.MONEY) for age in AGES),
    Column(TOTAL, Kind.MONEY),
)


def _read_ageing(asked: Asked) -> Table:
    accounts = contracts.visible_accounts(user=asked.user).filter(
        contracts.accounts_of(
            party_kind=asked.party_kind,
            district_id=asked.district,
        )
    )
    found, whole = ageing.read(
        accounts=accounts,
        on=asked.last_on,
        way=asked.way,
    )
    head, names = _NAMES[asked.way]
    columns = (Column(head, Kind.TEXT, 30), *_AGEING)
    known = names()
    rows = [
        _aged_row(aged, known.get(aged.of, "—"), {**_on(asked), asked.way: str(aged.of)})
        for aged in found
    ]
    return Table(columns, rows, _aged_row(whole, TOTAL, _on(asked)))


def _on(asked: Asked) -> dict[str, str]:
    """Return how the list of debtors is asked for everything that is overdue on the day."""
    return {
        "min_periods": "0",
        "min_debt": "0",
        "on": asked.last_on.isoformat(),
        **asked.of_customers,
    }


def _aged_row(aged: ageing.Aged, name: Any, query: Mapping[str, str]) -> Row:
    everything = list_of("recovery_debtors", **query)
    cells = [
        Cell(
            amount,
            link=list_of(
                "recovery_debtors",
                **query,
                age=age.code,
            ),
        )
        for age, amount in zip(AGES, aged.by_age, strict=True)
    ]
    return (
        Cell(name),
        Cell(aged.accounts, link=everything),
        *cells,
        Cell(aged.debt, link=everything),
    )


def _kinds() -> dict[str, Any]:
    return dict(Party.Kind.choices)


def _services() -> dict[str, str]:
    return {str(key): name for key, name in Service.objects.values_list("id", "name")}


def _districts() -> dict[str, str]:
    return {str(key): name for key, name in District.objects.values_list("id", "name")}


_NAMES: dict[str, tuple[Promise, Callable[[], Mapping[Any, Any]]]] = {
    "party_kind": (_("Customer"), _kinds),
    "service": (_("Service"), _services),
    "district": (_("District"), _districts),
}
AGEING = Overview(
    "ageing",
    title=_("Age of debts"),
    told=_("How long customers have not paid, up to what can no longer be sued for."),
    counted=(
        _(
            "Unpaid charges for services whose due date is over on the day, less what was "
            "received by its end. What courts awarded is not counted."
        ),
        _(
            "Days are counted from the due date. Beyond the limitation are charges for which "
            "the three years of Civil Code art. 196 are over; a court order stops them, so of "
            "cases in court less may be lost."
        ),
        _("Accounts that owe for two services stand in two rows, and once in the total."),
    ),
    read=_read_ageing,
    permissions=(SEE_CASES,),
    has_period=False,
    ways=_WAYS,
)
