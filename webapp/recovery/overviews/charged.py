"""Work with charges and debtors: what was charged, what is paid of it, what is in recovery."""

from collections.abc import Callable, Mapping
from typing import Any

from django.urls import reverse
from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from webapp.contracts import queries as contracts
from webapp.contracts.models import Account, Service, Supplier
from webapp.oversight.declarations import Asked, Cell, Column, Kind, Overview, Row, Table
from webapp.parties.models import Party
from webapp.premises.models import District
from webapp.recovery.overviews.common import SEE_CASES, TOTAL
from webapp.recovery.queries import charged
from webapp.recovery.queries.charged import Charged

_WAYS: dict[str, Promise] = {
    "month": _("by month"),
    "party_kind": _("by kind of customer"),
    "service": _("by service"),
    "supplier": _("by supplier"),
    "district": _("by district"),
}
_SUMS = (
    Column(_("Charged, ₽"), Kind.MONEY),
    Column(_("Paid, ₽"), Kind.MONEY),
    Column(_("Unpaid, ₽"), Kind.MONEY),
    Column(_("Overdue, ₽"), Kind.MONEY),
    Column(_("of it in recovery, ₽"), Kind.MONEY),
)
_CHARGED = (Column(_("Accounts")), *_SUMS, Column(_("Debtors")))
_ACCOUNTS = (
    Column(_("Account"), Kind.TEXT, 18),
    Column(_("Customer"), Kind.TEXT, 40),
    *_SUMS,
)


def _found(asked: Asked, way: str, within: tuple[str, str] | None = None) -> Any:
    seen = contracts.visible_accounts(user=asked.user).filter(
        contracts.accounts_of(
            party_kind=asked.party_kind,
            district_id=asked.district,
        )
    )
    return charged.read(
        accounts=seen,
        first_on=asked.first_on,
        last_on=asked.last_on,
        way=way,
        within=within,
    )


def _read_charged(asked: Asked) -> Table:
    found, whole = _found(asked, asked.way)
    head, names = _NAMES[asked.way]
    known = names()
    rows = [
        _row(
            one,
            _named(one.of, known),
            f"{one.of}",
        )
        for one in found
    ]
    return Table(
        (
            Column(
                head,
                Kind.TEXT,
                30,
            ),
            *_CHARGED,
        ),
        rows,
        _row(whole, TOTAL),
    )


def _named(of: Any, known: Mapping[Any, Any]) -> Any:
    if known:
        return known.get(of, "—")
    return formats.date_format(of, "YEAR_MONTH_FORMAT")


def _row(one: Charged, name: Any, key: str = "") -> Row:
    return (
        Cell(name),
        Cell(one.accounts, key=key),
        *_sums(one),
        Cell(one.debtors, key=key and f"{key}:owing"),
    )


def _sums(one: Charged) -> list[Cell]:
    return [Cell(amount) for amount in (one.amount, one.paid, one.debt, one.overdue, one.claimed)]


def _behind_charged(asked: Asked, key: str) -> Table:
    of, _colon, owing = key.partition(":")
    found, whole = _found(
        asked,
        "account",
        (asked.way, of),
    )
    shown = [one for one in found if one.overdue or not owing]
    accounts = Account.objects.select_related("party").in_bulk([one.of for one in shown])
    rows = [
        (
            Cell(accounts[one.of].number, link=_page(one.of)),
            Cell(str(accounts[one.of].party)),
            *_sums(one),
        )
        for one in shown
    ]
    return Table(
        _ACCOUNTS,
        rows,
        () if owing else (Cell(TOTAL), Cell(), *_sums(whole)),
    )


def _page(account_id: int) -> str:
    return reverse("admin:contracts_account_change", args=[account_id])


def _months() -> dict[Any, Any]:
    """Months are named by themselves."""
    return {}


def _kinds() -> dict[Any, Any]:
    return dict(Party.Kind.choices)


def _services() -> dict[Any, Any]:
    return {str(key): name for key, name in Service.objects.values_list("id", "name")}


def _suppliers() -> dict[Any, Any]:
    return {str(key): name for key, name in Supplier.objects.values_list("id", "short_name")}


def _districts() -> dict[Any, Any]:
    return {str(key): name for key, name in District.objects.values_list("id", "name")}


_NAMES: dict[str, tuple[Promise, Callable[[], Mapping[Any, Any]]]] = {
    "month": (_("Month"), _months),
    "party_kind": (_("Customer"), _kinds),
    "service": (_("Service"), _services),
    "supplier": (_("Supplier"), _suppliers),
    "district": (_("District"), _districts),
}
CHARGED = Overview(
    "charged",
    title=_("Work with charges and debtors"),
    told=_("What was charged in the months of the period, and what of it is paid or overdue."),
    counted=(
        _(
            "Charges for services whose month begins in the months of the period. Paid is what was "
            "received by its last day, and what was paid before the account came here."
        ),
        _(
            "Overdue is unpaid after the due date. In recovery is what open cases claim of it "
            "today. What courts awarded is not counted."
        ),
        _("Accounts that have several services stand in several rows, and once in the total."),
    ),
    read=_read_charged,
    behind=_behind_charged,
    permissions=(SEE_CASES,),
    ways=_WAYS,
)
