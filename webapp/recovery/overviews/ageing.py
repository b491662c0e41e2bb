"""How old debts are: by kind of customer, service, supplier, district, and by stage of recovery."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from webapp.contracts import queries as contracts
from webapp.contracts.models import Account, Service, Supplier
from webapp.oversight.declarations import Asked, Cell, Column, Kind, Overview, Row, Table, total
from webapp.parties.models import Party
from webapp.premises.models import District
from webapp.recovery.models import Recovery
from webapp.recovery.overviews.common import SEE_CASES, TOTAL, list_of
from webapp.recovery.queries import ageing, labels
from webapp.recovery.queries.ages import AGES, Age

_WAYS: dict[str, Promise] = {
    "party_kind": _("by kind of customer"),
    "service": _("by service"),
    "supplier": _("by supplier"),
    "district": _("by district"),
    "stage": _("by stage, with what was given up"),
}
_AGEING = (
    Column(_("Accounts")),
    *(Column(age.title, Kind.MONEY) for age in AGES),
    Column(TOTAL, Kind.MONEY),
)
_ACCOUNTS = (
    Column(_("Account"), Kind.TEXT, 18),
    Column(_("Customer"), Kind.TEXT, 40),
    *_AGEING[1:],
)


def _accounts(asked: Asked) -> QuerySet[Account]:
    return contracts.visible_accounts(user=asked.user).filter(
        contracts.accounts_of(
            party_kind=asked.party_kind,
            district_id=asked.district,
        )
    )


def _read_ageing(asked: Asked) -> Table:
    found, whole = ageing.read(
        accounts=_accounts(asked),
        on=asked.last_on,
        way=asked.way,
    )
    head, names = _NAMES[asked.way]
    columns = (
        Column(
            head,
            Kind.TEXT,
            30,
        ),
        *_AGEING,
    )
    known = names()
    if asked.way == "stage":
        rows = [_stage_row(aged, known) for aged in sorted(found, key=_place)]
    else:
        rows = [
            _aged_row(
                aged,
                known.get(aged.of, "—"),
                {**_on(asked), asked.way: str(aged.of)},
            )
            for aged in found
        ]
    total = _aged_row(
        whole,
        TOTAL,
        _on(asked),
    )
    return Table(columns, rows, total)


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
        for age, amount in _by_age(aged)
    ]
    return (
        Cell(name),
        Cell(aged.accounts, link=everything),
        *cells,
        Cell(aged.debt, link=everything),
    )


def _stage_row(aged: ageing.Aged, known: Mapping[Any, Any]) -> Row:
    """Return a row whose figures are explained account by account.

    An account may owe for months in several stages: the list of debtors cannot tell them apart.
    """
    cells = [Cell(amount, key=f"{aged.of}|{age.code}") for age, amount in _by_age(aged)]
    return (
        Cell(known.get(aged.of, aged.of)),
        Cell(aged.accounts, key=f"{aged.of}|"),
        *cells,
        Cell(aged.debt, key=f"{aged.of}|"),
    )


def _by_age(aged: ageing.Aged) -> Iterator[tuple[Age, Any]]:
    return zip(
        AGES,
        aged.by_age,
        strict=True,
    )


def _place(aged: ageing.Aged) -> int:
    """Return where a stage stands: those of schemes in their order, what was given up behind."""
    names = list(_stages())
    return names.index(aged.of) if aged.of in names else len(names)


def _behind_ageing(asked: Asked, key: str) -> Table:
    stage, _bar, age = key.partition("|")
    found, _whole = ageing.of_stage(
        accounts=_accounts(asked),
        on=asked.last_on,
        stage=stage,
    )
    shown = [aged for aged in found if not age or dict(_by_code(aged)).get(age)]
    accounts = Account.objects.select_related("party").in_bulk([aged.of for aged in shown])
    rows = [_account_row(aged, accounts[aged.of]) for aged in shown]
    return Table(
        _ACCOUNTS,
        rows,
        total(
            _ACCOUNTS,
            rows,
            title=TOTAL,
        ),
    )


def _by_code(aged: ageing.Aged) -> Iterator[tuple[str, Any]]:
    return ((age.code, amount) for age, amount in _by_age(aged))


def _account_row(aged: ageing.Aged, account: Account) -> Row:
    page = reverse("admin:contracts_account_change", args=[account.pk])
    amounts = [Cell(amount) for amount in aged.by_age]
    return (Cell(account.number, link=page), Cell(str(account.party)), *amounts, Cell(aged.debt))


def _stages() -> dict[str, Any]:
    """Return what stages, and the ends of cases that gave debts up, are called."""
    given_up = {
        f"{ageing.GIVEN_UP}{reason}": label for reason, label in Recovery.CloseReason.choices
    }
    return {ageing.NOT_CLAIMED: _("not in recovery"), **labels.STAGES, **given_up}


def _suppliers() -> dict[str, str]:
    return {str(key): name for key, name in Supplier.objects.values_list("id", "short_name")}


def _kinds() -> dict[str, Any]:
    return dict(Party.Kind.choices)


def _services() -> dict[str, str]:
    return {str(key): name for key, name in Service.objects.values_list("id", "name")}


def _districts() -> dict[str, str]:
    return {str(key): name for key, name in District.objects.values_list("id", "name")}


_NAMES: dict[str, tuple[Promise, Callable[[], Mapping[Any, Any]]]] = {
    "party_kind": (_("Customer"), _kinds),
    "service": (_("Service"), _services),
    "supplier": (_("Supplier"), _suppliers),
    "district": (_("District"), _districts),
    "stage": (_("Stage"), _stages),
}
AGEING = Overview(
    "ageing",
    title=_("Inventory of debts by age"),
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
        _(
            "By stage a charge is of the open case that claims it, else of the case that gave it "
            "up last: written off, denied, withdrawn, lost to a bankruptcy. These and what is "
            "beyond the limitation are the debts without hope."
        ),
    ),
    read=_read_ageing,
    behind=_behind_ageing,
    permissions=(SEE_CASES,),
    has_period=False,
    ways=_WAYS,
)
