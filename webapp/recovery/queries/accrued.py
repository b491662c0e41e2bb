"""The penalty on what a case claims, by the law for its debtor and his state."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from tariffs import exemptions, penalty
from tariffs.exemptions import Exemptions
from tariffs.parameters import Series
from webapp.billing.queries import rates
from webapp.contracts.models import Account, Service
from webapp.parties.models import Party
from webapp.recovery.queries.claims import ClaimedCharge


def penalty_of(
    *,
    charges: tuple[ClaimedCharge, ...],
    debtor: str,
    as_of: date,
    exempt: Exemptions = exemptions.NONE,
) -> dict[str, penalty.Penalty]:
    """Return the penalty by service code; each service has its own scale."""
    by_service: dict[tuple[str, bool], list[penalty.Claim]] = {}
    for row in charges:
        if row.is_unpaid_before:
            key = (row.service_code, exempt.is_former(row.period))
            by_service.setdefault(key, []).append(_claim(row))
    known, read = rates.key_rate(), penalty.reading_for(debtor=debtor)
    found: dict[str, penalty.Penalty] = {}
    for (code, is_former), claims in by_service.items():
        part = penalty.explain(
            debtor=debtor,
            service=Service.Code(code).penalty_service,
            as_of=as_of,
            claims=claims,
            options=exempt.options(read, is_former=is_former),
            key_rate=known,
        )
        found[code] = _both(found.get(code), part)
    return found


def _both(known: penalty.Penalty | None, part: penalty.Penalty) -> penalty.Penalty:
    if known is None:
        return part
    return penalty.Penalty(known.total + part.total, (*known.claims, *part.claims))


def penalty_totals(
    *,
    charges: Iterable[ClaimedCharge],
    debtor: str,
    as_of: date,
    exempt: Exemptions = exemptions.NONE,
) -> dict[str, Decimal]:
    """Return the penalty by charge, whatever the accounts.

    Services with one scale are counted together.
    """
    by_scale: dict[tuple[Series, bool], list[penalty.Claim]] = {}
    for row in charges:
        if row.is_unpaid_before:
            service = Service.Code(row.service_code).penalty_service
            scale = penalty.scale_of(debtor=debtor, service=service)
            by_scale.setdefault((scale, exempt.is_former(row.period)), []).append(_claim(row))
    known, read = rates.key_rate(), penalty.reading_for(debtor=debtor)
    found: dict[str, Decimal] = {}
    for (scale, is_former), claims in by_scale.items():
        found |= penalty.totals(
            scale=scale,
            as_of=as_of,
            claims=claims,
            options=exempt.options(read, is_former=is_former),
            key_rate=known,
        )
    return found


def _claim(row: ClaimedCharge) -> penalty.Claim:
    return penalty.Claim(
        due=row.due,
        amount=row.charged - row.paid_before - row.denied,
        payments=row.payments,
        key=str(row.charge_id),
    )


def debtor_for_penalty(party: Party, account: Account) -> str:
    """Return what the penalty law calls the debtor.

    Citizens have one scale for all services of their homes; for a garage they pay as any other
    consumer does (35-ФЗ ст. 37 п. 2).
    """
    match party.kind:
        case Party.Kind.PERSON if account.premises.is_home:
            return "citizen"
        case Party.Kind.MANAGING_COMPANY:
            return "manager"
        case Party.Kind.HOA:
            return "hoa"
        case _:
            return "other"
