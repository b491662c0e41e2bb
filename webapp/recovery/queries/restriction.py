"""What of a case's supply may be restricted.

The account must owe enough for a service that the law lets us cut.
"""

import functools
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby

from django.db.models import QuerySet

from tariffs import restriction
from tariffs.parameters import NotInForce
from webapp.contracts.models import Account
from webapp.correspondence.models import Document
from webapp.metering.models import Meter
from webapp.parties.models import Party
from webapp.premises.models import Building
from webapp.processes.models import Case
from webapp.recovery.queries import claims, norms
from webapp.recovery.queries.claims import ClaimedCharge, Position
from webapp.tasks.models import Task

_DEBTORS: dict[str, restriction.Debtor] = {
    "PERSON": "citizen",
    "SOLE_TRADER": "business",
    "ORGANIZATION": "business",
    "MANAGING_COMPANY": "manager",
    "HOA": "manager",
}
_WARNING, _ORDER = "restriction_warning", "restriction_order"


def debtor_of(*, kind: str, is_home: bool) -> restriction.Debtor:
    """Return what the law calls a debtor of a kind.

    A citizen is one at home: electricity of his garage or shop is restricted as that of any other
    consumer (35-ФЗ ст. 37; ПП 442).
    """
    if kind == Party.Kind.PERSON and not is_home:
        return "business"
    return _DEBTORS[kind]


def debtor_at(account: Account) -> restriction.Debtor:
    """Return what the law calls the customer of an account."""
    return debtor_of(
        kind=account.party.kind,
        is_home=account.premises.is_home,
    )


def ground(*, account: Account, service: str, on: date) -> restriction.Ground | None:
    """Return the acts on which a service of an account may be restricted for its debt.

    Nothing when the law forbids it.
    """
    in_apartment_building = account.premises.building.kind == Building.Kind.APARTMENT_BUILDING
    return restriction.ground(
        service=service,
        debtor=debtor_at(account),
        in_apartment_building=in_apartment_building,
        on=on,
    )


def possible(
    *, positions: Iterable[Position], kind: str, on: date, warning: Document | None = None
) -> list[Position]:
    """Return the claims of a debtor of a kind for what may and can be cut off.

    They are of a warning's account and services when it is given.
    """
    found = [position for position in positions if _may_be_cut(position, kind, on)]
    if warning is None:
        return found
    return [position for position in found if is_named(paper=warning, position=position)]


def _may_be_cut(position: Position, kind: str, on: date) -> bool:
    if not position.can_be_cut:
        return False
    return _is_lawful(
        position.service_code,
        debtor_of(
            kind=kind,
            is_home=position.is_home,
        ),
        position.in_apartment_building,
        on,
    )


def grounded(*, positions: Iterable[Position], kind: str, on: date) -> set[int]:
    """Return the accounts where the debt for one of these services is a ground to cut it off.

    Where nobody knows the norm it may be: whoever draws up the warning is asked.
    """
    rows = sorted(positions, key=_service)
    services = {key: list(found) for key, found in groupby(rows, key=_service)}
    debtors = {
        account_id: debtor_of(
            kind=kind,
            is_home=found[0].is_home,
        )
        for (account_id, _code), found in services.items()
    }
    monthly = by_norm(
        debtors=debtors,
        on=on,
    )
    return {
        account_id
        for (account_id, code), found in services.items()
        if is_enough(
            rows=found,
            debtor=debtors[account_id],
            monthly=monthly.get((account_id, code)),
            on=on,
        )
        is not False
    }


def by_norm(*, debtors: Mapping[int, restriction.Debtor], on: date) -> norms.Monthly:
    """Return the months by the norm by which the debts of citizens are measured, by account."""
    of_citizens = [account_id for account_id, debtor in debtors.items() if debtor == "citizen"]
    if not of_citizens:
        return {}
    return norms.monthly(accounts=of_citizens, on=on)


def is_enough(
    *,
    rows: Sequence[Position] | Sequence[ClaimedCharge],
    debtor: restriction.Debtor,
    monthly: Decimal | None,
    on: date,
) -> bool | None:
    """Say whether a debtor owes more for one service than the law wants for a cut-off.

    ``rows`` are its claimed months, ``monthly`` is a citizen's month by the norm: nobody can say
    without it.
    """
    owed = sum((row.debt for row in rows), Decimal(0))
    if owed <= 0:
        return False
    if debtor == "citizen" and monthly is None:
        return None
    try:
        if monthly is not None:
            return restriction.is_enough_of_citizen(
                owed=owed,
                monthly=monthly,
                on=on,
            )
        return restriction.is_enough_of_business(
            service=rows[0].service_code,
            months=[restriction.Month(row.charged, row.debt) for row in rows],
            on=on,
        )
    except NotInForce:
        return False


def is_named(*, paper: Document, position: Position) -> bool:
    """Say whether a warning or an order is about a claim.

    Who was warned about one account or service is not cut off at another.
    """
    return position.account_id == paper.account_id and position.service in paper.context["services"]


def is_owed(*, case: Case, positions: Iterable[Position]) -> bool:
    """Say whether anything that the crew was sent to cut off is still unpaid.

    What was cut off without an order is.
    """
    order = newest(case=case, kind=_ORDER)
    return order is None or any(
        position.debt > 0 and is_named(paper=order, position=position) for position in positions
    )


def newest_warning(*, case: Case) -> Document | None:
    """Return the newest warning of a case."""
    return newest(case=case, kind=_WARNING)


def restrictable_accounts(*, case: Case, on: date) -> QuerySet[Account]:
    """Return the accounts of a case whose supply can be restricted for its debt, by number."""
    return _joined(_restrictable(case, on, warning=None))


def owing_accounts(*, case: Case) -> QuerySet[Account]:
    """Return the accounts of a case that still owe, by number."""
    return _joined(
        {position.account_id for position in claims.positions(case_id=case.pk) if position.debt > 0}
    )


def to_restrict(*, case: Case, on: date) -> Account | None:
    """Return the account a crew may be sent to."""
    return _joined(_restrictable(case, on, warning=newest_warning(case=case))).first()


def restricted(*, case: Case) -> Account | None:
    """Return the account that the crew was sent to."""
    order = newest(case=case, kind=_ORDER)
    return _joined({order.account_id}).first() if order and order.account_id else None


def promised(*, case: Case, attempt: tuple[int, int] | None = None) -> date | None:
    """Return the day before which the newest warning promises not to restrict.

    Only of one ``attempt``, a stage and its number, when it is given.
    """
    warning = newest(
        case=case,
        kind=_WARNING,
        attempt=attempt,
    )
    return date.fromisoformat(warning.context["restriction_from"]) if warning else None


def meters(*, account: Account, services: Collection[str]) -> list[Meter]:
    """Return the working meters of services (by name) on an account, the oldest first."""
    working = Meter.objects.filter(
        account=account,
        removed_on=None,
        service__name__in=services,
    )
    return list(working.select_related("service").order_by("id"))


def meters_to_read(*, task: Task) -> list[Meter]:
    """Return the meters of what the crew of a task restricts or brings back."""
    order = _papers(task.case_id, _ORDER).last()
    return (
        meters(account=task.account, services=order.context["services"])
        if order and task.account
        else []
    )


def newest(*, case: Case, kind: str, attempt: tuple[int, int] | None = None) -> Document | None:
    """Return the newest paper of a kind that was not cancelled, of any attempt or of one."""
    papers = _papers(case.pk, kind)
    if attempt:
        stage, number = attempt
        papers = papers.filter(stage=stage, attempt=number)
    return papers.last()


def ordered_level(*, case_id: int | None) -> str:
    """Return how far the newest order of a case goes; nothing while there is none."""
    order = _papers(case_id, _ORDER).last()
    if order is None:
        return ""
    return str(order.context["level"])


def _restrictable(case: Case, on: date, *, warning: Document | None) -> set[int]:
    kind = case.party.kind
    found = possible(
        positions=claims.positions(case_id=case.pk),
        kind=kind,
        on=on,
        warning=warning,
    )
    return grounded(
        positions=found,
        kind=kind,
        on=on,
    )


def _service(position: Position) -> tuple[int, str]:
    return position.account_id, position.service_code


def _papers(case_id: int | None, kind: str) -> QuerySet[Document]:
    return (
        Document.objects.filter(case=case_id or 0, kind=kind)
        .exclude(status=Document.Status.CANCELED)
        .order_by("id")
    )


def _joined(ids: Collection[int]) -> QuerySet[Account]:
    accounts = Account.objects.select_related(
        "supplier",
        "premises__building__street__district",
        "party",
        "contract",
    )
    return accounts.filter(id__in=ids).order_by("number")


@functools.lru_cache(maxsize=1000)
def _is_lawful(service: str, debtor: str, inside: bool, on: date) -> bool:
    try:
        return (
            restriction.ground(
                service=service,
                debtor=debtor,
                in_apartment_building=inside,
                on=on,
            )
            is not None
        )
    except NotInForce:
        return False


def last_reading(*, meter: Meter) -> Decimal | None:
    """Return what a meter showed when it was last read."""
    readings = meter.readings.order_by("-read_on", "-id")
    return readings.values_list("value", flat=True).first()
