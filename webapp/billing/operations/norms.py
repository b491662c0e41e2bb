"""The months by the norm that a registry tells beside its charges."""

from collections.abc import Sequence
from datetime import date

from webapp.billing.queries.plans import Planned
from webapp.contracts.models import MonthlyNorm

_BATCH = 2000
type _Key = tuple[int, int]


def keep(
    *, planned: Sequence[Planned], account_ids: dict[str, int], services: dict[str, int]
) -> None:
    """Keep the newest norm that a registry tells of each service of an account, when it is news."""
    told = {
        (account_ids[item.row.account], services[item.row.service]): item.row
        for item in sorted(planned, key=_period)
        if item.row.norm and item.row.tariff
    }
    if not told:
        return
    known = _known({account_id for account_id, _service in told})
    fresh = [
        MonthlyNorm(
            account_id=account_id,
            service_id=service_id,
            norm=row.norm,
            persons=row.persons,
            tariff=row.tariff,
            starts_on=row.period,
        )
        for (account_id, service_id), row in told.items()
        if row.norm and row.tariff
    ]
    MonthlyNorm.objects.bulk_create(
        [norm for norm in fresh if _is_news(norm, known.get((norm.account_id, norm.service_id)))],
        batch_size=_BATCH,
        ignore_conflicts=True,
    )


def _period(item: Planned) -> date:
    return item.row.period


def _known(accounts: set[int]) -> dict[_Key, MonthlyNorm]:
    rows = MonthlyNorm.objects.filter(account__in=accounts).order_by("starts_on")
    return {(row.account_id, row.service_id): row for row in rows}


def _is_news(norm: MonthlyNorm, known: MonthlyNorm | None) -> bool:
    """An older file does not say what holds now."""
    if known is None:
        return True
    said, knew = (_said(row) for row in (norm, known))
    return norm.starts_on > known.starts_on and said != knew


def _said(row: MonthlyNorm) -> tuple[object, ...]:
    return row.norm, row.persons, row.tariff
