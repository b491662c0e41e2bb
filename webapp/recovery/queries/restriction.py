"""What of a case's supply may be restricted: the account must owe for a service that the law lets us cut."""

import functools
from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import QuerySet

from tariffs import restriction
from tariffs.parameters import NotInForce
from webapp.contracts.models import Account
from webapp.correspondence.models import Document
from webapp.metering.models import Meter
from webapp.premises.models import Building
from webapp.recovery.models import RecoveryCase
from webapp.recovery.queries import claims
from webapp.recovery.queries.claims import Position
from webapp.tasks.models import Task
from workflows.interfaces import debt_recovery as words

_DEBTORS = {
    "PERSON": "citizen",
    "SOLE_TRADER": "business",
    "ORGANIZATION": "business",
    "MANAGING_COMPANY": "manager",
    "HOA": "manager",
}
_WARNING, _ORDER = "restriction_warning", "restriction_order"


def ground(*, account: Account, service: str, on: date) -> restriction.Ground | None:
    """Return the acts on which a service of an account may be restricted for its debt; nothing when the law forbids it."""
    in_apartment_building = account.premises.building.kind == Building.Kind.APARTMENT_BUILDING
    return restriction.ground(service=service, debtor=_DEBTORS[account.party.kind], in_apartment_building=in_apartment_building, on=on)


def possible(*, positions: Iterable[Position], kind: str, on: date, account_id: int | None = None) -> set[int]:
    """Return the accounts, or whether the one named, where a debtor of a kind owes for what may and can be cut off."""
    return {
        position.account_id
        for position in positions
        if position.debt > 0
        and position.can_be_cut
        and _is_lawful(position.service_code, _DEBTORS[kind], position.in_apartment_building, on)
        if account_id in (None, position.account_id)
    }


def warned_account(*, case: RecoveryCase) -> int | None:
    """Return the account that the newest warning names. Who has been warned about one account is not cut off at another."""
    warning = newest(case=case, kind=_WARNING)
    return warning.account_id if warning else None


def restrictable_accounts(*, case: RecoveryCase, on: date) -> QuerySet[Account]:
    """Return the accounts of a case whose supply can be restricted for its debt, by number."""
    return _joined(possible(positions=claims.positions(case_id=case.pk), kind=case.party.kind, on=on))


def owing_accounts(*, case: RecoveryCase) -> QuerySet[Account]:
    """Return the accounts of a case that still owe, by number."""
    return _joined({position.account_id for position in claims.positions(case_id=case.pk) if position.debt > 0})


def to_restrict(*, case: RecoveryCase, on: date) -> Account | None:
    """Return the account a crew may be sent to."""
    warned = warned_account(case=case)
    found = possible(positions=claims.positions(case_id=case.pk), kind=case.party.kind, on=on, account_id=warned)
    return _joined(found).first()


def restricted(*, case: RecoveryCase) -> Account | None:
    """Return the account that the crew was sent to."""
    order = newest(case=case, kind=_ORDER)
    return _joined({order.account_id}).first() if order and order.account_id else None


def promised(*, case: RecoveryCase, prefix: str = "") -> date | None:
    """Return the day before which the newest warning (of the steps that begin with ``prefix``) promises not to restrict."""
    warning = newest(case=case, kind=_WARNING, prefix=prefix)
    return date.fromisoformat(warning.context["restriction_from"]) if warning else None


def meters(*, account: Account, services: Collection[str]) -> list[Meter]:
    """Return the working meters of services (by name) on an account, the oldest first."""
    working = Meter.objects.filter(account=account, removed_on=None, service__name__in=services)
    return list(working.select_related("service").order_by("id"))


def meters_to_read(*, task: Task) -> list[Meter]:
    """Return the meters of what the crew of a task restricts or brings back."""
    order = _papers(task.subject, _ORDER).last()
    return meters(account=task.account, services=order.context["services"]) if order and task.account else []


def newest(*, case: RecoveryCase, kind: str, prefix: str = "") -> Document | None:
    """Return the newest paper of a kind that was not cancelled."""
    return _papers(words.case_subject(case_id=case.pk), kind).filter(step__startswith=prefix).last()


def _papers(subject: str, kind: str) -> QuerySet[Document]:
    return Document.objects.filter(subject=subject, kind=kind).exclude(status=Document.Status.CANCELLED).order_by("id")


def _joined(ids: Collection[int]) -> QuerySet[Account]:
    accounts = Account.objects.select_related("supplier", "premises__building__street__district", "party", "contract")
    return accounts.filter(id__in=ids).order_by("number")


@functools.lru_cache(maxsize=1000)
def _is_lawful(service: str, debtor: str, inside: bool, on: date) -> bool:
    try:
        return restriction.ground(service=service, debtor=debtor, in_apartment_building=inside, on=on) is not None
    except NotInForce:
        return False
