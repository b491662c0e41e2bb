"""Who answers for what a holder of a right owes: he, his heirs, the parents of a minor, family."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import Q
from django.utils.translation import gettext as _

from tariffs import liability
from webapp.contracts.models import Owner, Resident
from webapp.parties.models import Guardian, Party
from webapp.recovery.queries import halts
from webapp.recovery.queries.claims import ClaimedCharge


@dataclass(frozen=True, slots=True)
class Respondent:
    """One who owes a part of a claim, with the ground that a paper prints, and its proofs.

    ``jointly`` are those who owe the same part together with him (ЖК 31, 69; СК 61).
    """

    party: Party
    ground: str
    proofs: tuple[str, ...]
    charges: tuple[ClaimedCharge, ...]
    jointly: tuple[Party, ...] = ()

    @property
    def names(self) -> str:
        """Against whom a filing goes: one for a share of his own, both parents for their child."""
        return ", ".join(party.name for party in (self.party, *self.jointly))

    @property
    def debt(self) -> Decimal:
        """The principal that he owes."""
        return sum((row.debt for row in self.charges), Decimal(0))


@dataclass(frozen=True, slots=True)
class Found:
    """Who owes, and what is not known of it, in words for whoever is to find it out."""

    respondents: tuple[Respondent, ...]
    unknown: tuple[str, ...] = ()


def named(holder: Owner, charges: list[ClaimedCharge], holders: list[Owner]) -> Found:
    """Return who answers for what a holder owes: he, his heirs, or for a minor the parents."""
    died_on = halts.dead(holder.party)
    if died_on:
        return _inherited(
            holder,
            died_on,
            charges,
            holders,
        )
    born = holder.party.birth_date
    young = [
        row
        for row in charges
        if born
        and liability.is_minor(
            born=born,
            on=row.period,
        )
    ]
    grown = [row for row in charges if row not in young]
    unknown = []
    if not holder.proof:
        text = _("The paper that proves the right of %(name)s is not entered.")
        unknown.append(text % {"name": holder.party.name})
    found: list[Respondent] = []
    if grown:
        found.append(_himself(holder, grown))
    if young:
        parents = list(holder.party.guardians.all())
        if not parents:
            text = _("%(name)s was a minor: enter the parents who answer for the debt.")
            unknown.append(text % {"name": holder.party.name})
        else:
            found.append(_of_parents(holder, parents, tuple(young)))
    return Found(tuple(found), tuple(unknown))


def _himself(holder: Owner, charges: list[ClaimedCharge]) -> Respondent:
    return Respondent(
        party=holder.party,
        ground=_ground(holder),
        proofs=_proofs(holder),
        charges=tuple(charges),
        jointly=_family(holder),
    )


def _inherited(
    holder: Owner, died_on: date, charges: list[ClaimedCharge], holders: list[Owner]
) -> Found:
    """The heirs owe together what the dead owed, within what they have got (ГК 1175)."""
    heirs = [one for one in holders if one.starts_on >= died_on and one.party_id != holder.party_id]
    if not heirs:
        text = _("%(name)s died on %(day)s: enter the heirs among the owners since that day.")
        return Found(
            (),
            (text % {"name": holder.party.name, "day": f"{died_on:%d.%m.%Y}"},),
        )
    first, *others = heirs
    ground = (
        f"наследник: {holder.party.name}, смерть {died_on:%d.%m.%Y}; отвечает по долгам "
        f"наследодателя в пределах стоимости перешедшего имущества (статья 1175 Гражданского "
        f"кодекса Российской Федерации)"
    )
    proofs = [one.proof for one in (holder, *heirs) if one.proof]
    respondent = Respondent(
        party=first.party,
        ground=ground,
        proofs=tuple(dict.fromkeys(proofs)),
        charges=tuple(charges),
        jointly=tuple(one.party for one in others),
    )
    return Found((respondent,))


def _of_parents(
    holder: Owner, parents: list[Guardian], charges: tuple[ClaimedCharge, ...]
) -> Respondent:
    """Both parents owe it together, whoever lives where (Plenum 22 p. 28, СК 61)."""
    first, *others = parents
    born = f"{holder.party.birth_date:%d.%m.%Y}"
    ground = (
        f"законный представитель: собственник {holder.party.name} (дата рождения {born}) в "
        f"спорный период не достиг совершеннолетия (статьи 26 и 28 Гражданского кодекса "
        f"Российской Федерации); {_ground(holder)}"
    )
    proofs = [parent.proof for parent in parents if parent.proof]
    return Respondent(
        party=first.party,
        ground=ground,
        proofs=(*_proofs(holder), *dict.fromkeys(proofs)),
        charges=charges,
        jointly=tuple(parent.party for parent in others),
    )


def _family(holder: Owner) -> tuple[Party, ...]:
    """Return the grown members of the family who live there: they owe together (ЖК 31, 69)."""
    share = Fraction(holder.share_numerator, holder.share_denominator)
    if share != 1:
        return ()
    lived = Resident.objects.filter(
        account=holder.account_id,
        is_family=True,
        is_absence=False,
    )
    living = lived.filter(Q(ends_on=None) | Q(ends_on__gt=holder.starts_on))
    others = living.exclude(party=holder.party_id).select_related("party").order_by("id")
    return tuple(one.party for one in others if not _is_young(one))


def _is_young(resident: Resident) -> bool:
    born = resident.party.birth_date
    return born is not None and liability.is_minor(
        born=born,
        on=resident.starts_on,
    )


def _proofs(holder: Owner) -> tuple[str, ...]:
    if not holder.proof:
        return ()
    return (holder.proof,)


def _ground(holder: Owner) -> str:
    """Return by what right somebody owes, as after «является»: the paper says it in the case."""
    since = f"с {holder.starts_on:%d.%m.%Y}"
    if holder.ends_on:
        since = f"{since} до {holder.ends_on:%d.%m.%Y}"
    if holder.right == Owner.Right.TENANCY:
        return f"наниматель жилого помещения {since}"
    share = f"{holder.share_numerator}/{holder.share_denominator}"
    if holder.share_numerator == holder.share_denominator:
        return f"собственник помещения {since}"
    return f"собственник доли {share} в праве на помещение {since}, отвечает в размере этой доли"
