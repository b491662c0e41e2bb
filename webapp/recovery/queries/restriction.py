"""What of a case's supply may be restricted: the account must owe for a service that the law lets us cut."""

import functools
from collections.abc import Collection
from datetime import date

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from tariffs import restriction
from tariffs.parameters import NotInForce
from webapp.contracts.models import Account
from webapp.correspondence.models import Document
from webapp.metering.models import Meter
from webapp.payments.models import Payment
from webapp.premises.models import Building
from webapp.recovery.models import CaseCharge, RecoveryCase
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


def unpaid_claims() -> QuerySet[CaseCharge]:
    """Return the claimed charges that are not paid in full."""
    paid = Sum("charge__allocations__amount", filter=Q(charge__allocations__payment__status=Payment.Status.POSTED))
    return CaseCharge.objects.annotate(paid=Coalesce(paid, F("charge__paid_before") * 0)).filter(
        charge__amount__gt=F("charge__paid_before") + F("paid")
    )


def restrictable_claims(*, on: date) -> QuerySet[CaseCharge]:
    """Return the unpaid claims for which supply can be restricted: lawful, technically possible, not done yet."""
    possible = Q(charge__account__restriction_possible=True, charge__account__never_cut=False, charge__account__is_disconnected=False)
    return unpaid_claims().filter(possible, _lawful(on))


def restrictable_accounts(*, case: RecoveryCase, on: date) -> QuerySet[Account]:
    """Return the accounts of a case whose supply can be restricted for its debt, by number."""
    claims = restrictable_claims(on=on).filter(case=case)
    return _joined().filter(id__in=claims.values("charge__account")).order_by("number")


def owing_accounts(*, case: RecoveryCase) -> QuerySet[Account]:
    """Return the accounts of a case that still owe, by number."""
    return _joined().filter(id__in=unpaid_claims().filter(case=case).values("charge__account")).order_by("number")


def to_restrict(*, case: RecoveryCase, on: date) -> Account | None:
    """Return the account a crew may be sent to. Who has been warned about one account is not cut off at another."""
    accounts = restrictable_accounts(case=case, on=on)
    warning = newest(case=case, kind=_WARNING)
    return (accounts.filter(document=warning) if warning else accounts).first()


def restricted(*, case: RecoveryCase) -> Account | None:
    """Return the account that the crew was sent to."""
    order = newest(case=case, kind=_ORDER)
    return _joined().filter(document=order).first() if order else None


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


def _joined() -> QuerySet[Account]:
    return Account.objects.select_related("supplier", "premises__building__street__district", "party", "contract")


@functools.lru_cache(maxsize=32)
def _lawful(on: date) -> Q:
    """Put the rule into the query. Of a day whose law is not known nothing may be cut off."""
    found = Q(pk__in=[])
    for kind, debtor in _DEBTORS.items():
        for service in restriction.SERVICES:
            for inside in (True, False):
                if _is_lawful(service, debtor, inside, on):
                    building = Q(charge__account__premises__building__kind=Building.Kind.APARTMENT_BUILDING)
                    owed = Q(charge__account__party__kind=kind, charge__service__code=service)
                    found |= owed & (building if inside else ~building)
    return found


def _is_lawful(service: str, debtor: str, inside: bool, on: date) -> bool:
    try:
        return restriction.ground(service=service, debtor=debtor, in_apartment_building=inside, on=on) is not None
    except NotInForce:
        return False
