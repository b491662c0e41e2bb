"""Who owes what a case claims, why, and by what paper that is proved: found, never assumed.

A home is paid for by its owners by their shares, by its tenant, for a minor by the parents; what
nobody is known to pay for is said to be unknown.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from tariffs import liability
from webapp.contracts.models import Account, Owner
from webapp.parties.models import Guardian, Party
from webapp.recovery.queries import owing
from webapp.recovery.queries.claims import ClaimedCharge
from webapp.recovery.queries.owing import Found, Respondent


def of_account(*, account: Account, charges: Sequence[ClaimedCharge]) -> Found:
    """Return who owes the months of a citizen's account: principal, or penalty of one paid late."""
    owed = [row for row in charges if row.is_late]
    holders = _holders(account)
    if not holders:
        text = _("Who owns or rents the premises of account %(account)s is not entered.")
        return Found(
            (),
            (text % {"account": account.number},),
        )
    months = {row.period: _shared(holders, row.period) for row in owed}
    debtors = {holder.pk: holder for holder in holders}
    claimed = [row for row in owed if months[row.period]]
    mine = _apportioned(claimed, months, debtors)
    named = [owing.named(holder, rows, holders) for holder, rows in mine]
    unknown = [*_unheld(months), *(fault for one in named for fault in one.unknown)]
    respondents = tuple(one for found in named for one in found.respondents)
    return Found(
        _merged(respondents),
        tuple(dict.fromkeys(unknown)),
    )


def of_business(*, party: Party, account: Account, charges: Sequence[ClaimedCharge]) -> Found:
    """Return the customer, who owes by the contract or for what was really consumed."""
    contract = account.contract
    if contract:
        signed_on = f"{contract.signed_on:%d.%m.%Y}"
        ground = f"сторона договора № {contract.number} от {signed_on}"
    else:
        # ГК 438 п. 3; Information letter 14 of the Supreme Arbitration Court of 05.05.1997 p. 3
        ground = (
            "потребитель, фактически принимающий поставленный ресурс без письменного договора "
            "(пункт 3 статьи 438 Гражданского кодекса Российской Федерации)"
        )
    return Found(
        (
            Respondent(
                party,
                ground,
                (),
                tuple(charges),
            ),
        )
    )


def _holders(account: Account) -> list[Owner]:
    guardians = Prefetch(
        "party__guardians",
        Guardian.objects.select_related("party").order_by("id"),
    )
    known = Owner.objects.filter(account=account).select_related("party")
    known = known.prefetch_related(guardians, "party__states")
    return list(known.order_by("starts_on", "id"))


def _shared(holders: Iterable[Owner], period: date) -> dict[int, Fraction]:
    """Return what part of a month each pays for; where there is a tenant, the owner does not."""
    rights = [_Right.of(holder) for holder in holders]
    tenants = [right.held for right in rights if right.is_tenancy]
    shared = liability.parts(
        holders=tenants,
        period=period,
    )
    if liability.unknown(shared):
        owners = [right.held for right in rights if not right.is_tenancy]
        shared = {
            **shared,
            **liability.parts(
                holders=owners,
                period=period,
            ),
        }
    return shared


@dataclass(frozen=True, slots=True)
class _Right:
    held: liability.Holder
    is_tenancy: bool

    @classmethod
    def of(cls, holder: Owner) -> "_Right":
        held = liability.Holder(
            key=holder.pk,
            share=Fraction(holder.share_numerator, holder.share_denominator),
            starts_on=holder.starts_on,
            ends_on=holder.ends_on,
        )
        return cls(
            held,
            holder.right == Owner.Right.TENANCY,
        )


def _unheld(months: dict[date, dict[int, Fraction]]) -> Iterator[str]:
    """Yield the months of which nobody is known to pay for a part, or more than the whole is."""
    empty = [period for period, shared in months.items() if liability.unknown(shared)]
    if empty:
        text = _("Whose the premises were is not known in full for: %(months)s.")
        yield text % {"months": ", ".join(f"{one:%m.%Y}" for one in sorted(empty))}


def _apportioned(
    charges: Sequence[ClaimedCharge],
    months: dict[date, dict[int, Fraction]],
    holders: dict[int, Owner],
) -> list[tuple[Owner, list[ClaimedCharge]]]:
    """Return what each holder owes of each charge."""
    found: dict[int, list[ClaimedCharge]] = {}
    for row in charges:
        shared = months[row.period]
        for key, part in zip(
            shared,
            _parts(
                row,
                list(shared.values()),
            ),
            strict=True,
        ):
            found.setdefault(key, []).append(part)
    return [(holders[key], rows) for key, rows in found.items()]


def _parts(row: ClaimedCharge, by: list[Fraction]) -> list[ClaimedCharge]:
    """Divide a charge: debt and payments to the kopeck, and what was charged is their sum."""
    if len(by) == 1:
        return [row]
    debts = liability.split(
        amount=row.debt,
        by=by,
    )
    before = liability.split(
        amount=row.paid_before,
        by=by,
    )
    paid = [
        liability.split(
            amount=amount,
            by=by,
        )
        for _day, amount in row.payments
    ]
    days = [day for day, _amount in row.payments]
    found = []
    for place, debt in enumerate(debts):
        payments = tuple(zip(days, (one[place] for one in paid), strict=True))
        charged = debt + before[place] + sum((amount for _day, amount in payments), Decimal(0))
        part = replace(
            row,
            charged=charged,
            paid_before=before[place],
            denied=Decimal(0),
            payments=payments,
        )
        found.append(part)
    return found


def _merged(respondents: Sequence[Respondent]) -> tuple[Respondent, ...]:
    """Who owes on two grounds is one respondent: for a share of his own and of his child."""
    found: dict[tuple[int, ...], Respondent] = {}
    for one in respondents:
        key = (one.party.pk, *(other.pk for other in one.jointly))
        known = found.get(key)
        found[key] = _together(known, one) if known else one
    return tuple(found.values())


def _together(known: Respondent, one: Respondent) -> Respondent:
    return replace(
        known,
        ground="; ".join(dict.fromkeys((known.ground, one.ground))),
        proofs=tuple(dict.fromkeys((*known.proofs, *one.proofs))),
        charges=_summed((*known.charges, *one.charges)),
    )


def _summed(charges: Iterable[ClaimedCharge]) -> tuple[ClaimedCharge, ...]:
    """Return one row of a charge of which somebody owes two parts."""
    found: dict[int, ClaimedCharge] = {}
    for row in charges:
        known = found.get(row.charge_id)
        found[row.charge_id] = _added(known, row) if known else row
    return tuple(found.values())


def _added(known: ClaimedCharge, row: ClaimedCharge) -> ClaimedCharge:
    paid = zip(
        known.payments,
        row.payments,
        strict=True,
    )
    return replace(
        known,
        charged=known.charged + row.charged,
        paid_before=known.paid_before + row.paid_before,
        payments=tuple((day, amount + more) for (day, amount), (_day, more) in paid),
    )
