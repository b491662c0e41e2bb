"""What a lawyer decides on before a filing is drawn up: months that can no longer be sued for, and
months that have come due since the case was opened.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from webapp.processes.models import Case
from webapp.recovery.queries import claimable, claims, limitation
from webapp.staff.amounts import money
from webapp.tasks.models import Task

QUESTION = "claim_months"


@dataclass(frozen=True, slots=True)
class Month:
    """A charge that is decided on: a month of a service of an account. Roubles."""

    charge_id: int
    period: date
    service: str
    account: str
    debt: Decimal
    ended_on: date | None = None

    def __str__(self) -> str:
        """Return what a person reads of it."""
        told = f"{self.period:%m.%Y} · {self.service} · {self.account} · {money(self.debt)} ₽"
        if self.ended_on is None:
            return told
        return _("%(month)s · limitation ended on %(day)s") % {
            "month": told,
            "day": f"{self.ended_on:%d.%m.%Y}",
        }


@dataclass(frozen=True, slots=True)
class Offered:
    """The months that nobody has decided on yet."""

    barred: tuple[Month, ...] = ()
    new: tuple[Month, ...] = ()

    def __bool__(self) -> bool:
        """Say whether there is anything to decide on."""
        return bool(self.barred or self.new)

    @property
    def ids(self) -> list[int]:
        """Return the charges of all of them."""
        return [month.charge_id for month in (*self.barred, *self.new)]


def offered(*, case: Case, today: date, answer: Task | None = None) -> Offered:
    """Return what of a case is to be decided on before its filing is drawn up.

    With an ``answer``, what it was to decide on.
    """
    decided = _decided(case, answer)
    return Offered(_barred(case, today, decided), _new(case, today, decided))


def is_asked(*, case: Case) -> bool:
    """Say whether a lawyer has the question now."""
    asked = Task.objects.filter(
        case=case,
        kind=QUESTION,
        status=Task.Status.OPEN,
    )
    return asked.exists()


def _decided(case: Case, answer: Task | None) -> set[int]:
    answered = Task.objects.filter(
        case=case,
        kind=QUESTION,
        status=Task.Status.DONE,
    )
    if answer:
        answered = answered.exclude(pk=answer.pk)
    found: set[int] = set()
    for result in answered.values_list("result", flat=True):
        found.update(result.get("offered", ()))
    return found


def _barred(case: Case, today: date, decided: set[int]) -> tuple[Month, ...]:
    ends = limitation.of_charges(case=case, today=today)
    over = {charge_id: known for charge_id, known in ends.items() if known.is_over}
    if not over.keys() - decided:
        return ()
    return tuple(
        Month(
            row.charge_id,
            row.period,
            row.service,
            row.account_number,
            row.debt,
            over[row.charge_id].ends_on,
        )
        for row in claims.claimed(case_id=case.pk)
        if row.charge_id in over and row.charge_id not in decided
    )


def _new(case: Case, today: date, decided: set[int]) -> tuple[Month, ...]:
    """Return what has come due since and no case claims; what was given up is no new month."""
    accounts = {account.pk: account.number for account in claims.accounts(case)}
    overdue = claimable.unclaimed(account_ids=accounts, on=today).exclude(id__in=decided)
    given_up = claimable.given_up().filter(charge__in=overdue.values("id"))
    fresh = overdue.exclude(id__in=given_up.values("charge_id"))
    return tuple(_month(charge, accounts) for charge in fresh)


def _month(charge: Any, accounts: dict[int, str]) -> Month:
    return Month(
        charge.pk,
        charge.period,
        charge.service.name,
        accounts[charge.account_id],
        charge.debt,
    )
