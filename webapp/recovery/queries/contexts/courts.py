"""Which court hears a claim and which bailiffs enforce it: by where the debtor lives or has a seat.

ГПК 28, АПК 35, 37; 188-ФЗ ст. 4; 229-ФЗ ст. 33. Where nobody has said which it is, a person is
asked: a filing with a wrong court is returned.
"""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from documents import contexts
from webapp.premises import addresses
from webapp.premises.models import Building, District
from webapp.processes.declarations import UnableToMake
from webapp.recovery.models import Authority
from webapp.recovery.queries import territories
from webapp.recovery.queries.contexts import values
from webapp.recovery.queries.contexts.values import CaseFacts


def court(facts: CaseFacts, *, kind: str) -> contexts.Court:
    """Return the court of the debtor.

    :raises UnableToMake: when it is not known which it is
    """
    found = authority(
        facts,
        kind=kind,
    )
    return contexts.Court(
        name=found.name,
        address=found.address,
    )


def court_kind(facts: CaseFacts, *, order: bool) -> Authority.Kind:
    """Return the kind of court.

    Arbitration for business, a magistrate for orders and small claims, else the district court.
    """
    if values.is_arbitration(facts):
        return Authority.Kind.ARBITRATION
    if (
        order
        or values.track(
            facts,
            order_cancelled=True,
        ).court_kind
        == "magistrate"
    ):
        return Authority.Kind.MAGISTRATE
    return Authority.Kind.DISTRICT_COURT


def authority(facts: CaseFacts, *, kind: str) -> Authority:
    """Return the court or office that the debtor belongs to.

    :raises UnableToMake: when it is not known which it is
    """
    contract = facts.account.contract
    if kind == Authority.Kind.ARBITRATION and contract and contract.venue:
        return _agreed(contract.venue)
    if kind == Authority.Kind.MAGISTRATE and territories.are_known():
        found = _by_house(facts)
        if found:
            return found
    return _by_district(facts, kind)


def _agreed(name: str) -> Authority:
    """The parties may agree on another court of arbitration (АПК 37)."""
    found = Authority.objects.filter(
        kind=Authority.Kind.ARBITRATION,
        name=name,
    ).first()
    if found is None:
        text = _("Enter the court “%(court)s”, agreed in the contract, among courts and bailiffs.")
        raise UnableToMake(text % {"court": name})
    return found


def _by_house(facts: CaseFacts) -> Authority | None:
    """Return the section whose houses the debtor's is one of; none where none is told to be."""
    address = _residence(facts)
    found = territories.of_address(address=address)
    if len(found) > 1:
        text = _("Several sections claim the address %(address)s: %(courts)s. Correct their lists.")
        names = ", ".join(one.name for one in found)
        raise UnableToMake(text % {"address": address, "courts": names})
    if found:
        return found[0]
    if _without_list(Authority.Kind.MAGISTRATE).exists():
        return None
    text = _("No section covers the address %(address)s: add it to the list of a section.")
    raise UnableToMake(text % {"address": address})


def _by_district(facts: CaseFacts, kind: str) -> Authority:
    district = _district(facts)
    known = _without_list(kind)
    own = list(known.filter(district=district)[:2]) if district else []
    if len(own) > 1:
        text = _(
            "Several of “%(kind)s” serve district %(district)s: load the lists of their houses."
        )
        label = Authority.Kind(kind).label
        raise UnableToMake(text % {"kind": label, "district": district})
    found = own or list(known.filter(district=None)[:1])
    if not found:
        raise UnableToMake(_unknown(facts, kind, district))
    return found[0]


def _unknown(facts: CaseFacts, kind: str, district: District | None) -> str:
    label = Authority.Kind(kind).label
    if district is None:
        text = _("It is not known which “%(kind)s” the address %(address)s belongs to: enter it.")
        return text % {"kind": label, "address": facts.party.residence}
    text = _("Enter “%(kind)s” of district %(district)s among courts and bailiffs.")
    return text % {"kind": label, "district": district}


def _without_list(kind: str) -> QuerySet[Authority]:
    return Authority.objects.filter(
        kind=kind,
        territories=None,
    ).order_by("id")


def _district(facts: CaseFacts) -> District | None:
    """Return the district of the house where the debtor lives.

    Before anybody has asked where that is, it is the house that is supplied.
    """
    if not facts.party.residence:
        return facts.account.premises.building.street.district
    address = _residence(facts)
    road = addresses.road_key(
        settlement=address.settlement,
        street=address.street,
    )
    there = Building.objects.filter(
        street__key=road,
        key=addresses.house_key(address.house),
    )
    house = there.filter(Q(closed_on=None)).select_related("street__district").first()
    if house is None:
        return None
    return house.street.district


def _residence(facts: CaseFacts) -> addresses.Address:
    try:
        return addresses.parse_address(facts.party.residence)
    except addresses.UnreadableAddress as error:
        raise UnableToMake(f"{facts.party.name}: {error}") from error
