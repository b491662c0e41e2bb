"""Against whom a filing goes: everybody who owes is known, with ground, proof and address, or none.

What is not known stops the papers for a court and is named to whoever is to find it out.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from documents import contexts
from webapp.parties.models import Party
from webapp.parties.queries import residence
from webapp.processes.declarations import UnableToMake
from webapp.recovery.queries import relaid, respondents, still_owed
from webapp.recovery.queries.claims import Granted
from webapp.recovery.queries.contexts import values
from webapp.recovery.queries.contexts.values import CaseFacts
from webapp.recovery.queries.owing import Found, Respondent


def each(facts: CaseFacts) -> tuple[CaseFacts, ...]:
    """Return the case as it stands against each of those who owe, its own customer first.

    :raises UnableToMake: when it is not known who owes, why, or where to find him
    """
    found = _found(facts)
    unknown = [*found.unknown, *_unaddressed(found.respondents)]
    if unknown:
        raise UnableToMake("\n".join(dict.fromkeys(unknown)))
    if not found.respondents:
        raise UnableToMake(_("Nothing of this case is left to be claimed from anybody."))
    first = facts.case.party_id
    ordered = sorted(
        found.respondents,
        key=lambda one: one.party.pk != first,
    )
    return tuple(values.against(facts, one) for one in ordered)


def each_still(facts: CaseFacts) -> tuple[CaseFacts, ...]:
    """Return the case as each of those who owe, with what he himself still has to pay of it.

    What one of several has paid by his own writ, or a court has denied against him alone, lessens
    nothing of what the others owe.

    :raises UnableToMake: as above
    """
    known = each(facts)
    if len(known) < 2:
        return known
    left = still_owed.by_debtor(case=facts.case)
    if not left:
        return known
    charged = tuple(replace(row, denied=Decimal(0)) for row in facts.charges)
    whole = each(replace(facts, charges=charged))
    newest = still_owed.last_filed_on(case=facts.case)
    return tuple(_with_left(one, left.get(names(one)), newest) for one in whole)


def _with_left(facts: CaseFacts, left: Granted | None, newest: date) -> CaseFacts:
    """Lay what is left on the months that were claimed; later ones are owed as they stand."""
    if left is None or facts.respondent is None:
        return facts
    filed = [row for row in facts.charges if row.due < newest]
    later = [row for row in facts.charges if row.due >= newest]
    rows = (*relaid.owing(filed, left.claim), *later)
    return values.against(facts, replace(facts.respondent, charges=rows))


def shares(known: tuple[CaseFacts, ...]) -> tuple[contexts.Share, ...]:
    """Return who owes, as the memo lists them."""
    return tuple(
        contexts.Share(
            name=one.respondent.names,
            address=one.party.residence,
            ground=one.respondent.ground,
            debt=one.debt,
        )
        for one in known
        if one.respondent
    )


def names(facts: CaseFacts) -> str:
    """Return against whom a filing with these facts goes."""
    return facts.respondent.names if facts.respondent else facts.party.name


def _found(facts: CaseFacts) -> Found:
    if facts.case.party.kind == Party.Kind.PERSON:
        return respondents.of_account(
            account=facts.account,
            charges=facts.charges,
        )
    return respondents.of_business(
        party=facts.case.party,
        account=facts.account,
        charges=facts.charges,
    )


def _unaddressed(found: tuple[Respondent, ...]) -> Iterator[str]:
    """Yield whose address a court could not write to (ГПК 124, 131; АПК 125)."""
    for one in found:
        for party in _together(one):
            if fault := _fault(party):
                yield f"{party.name}: {fault}"


def _together(one: Respondent) -> tuple[Party, ...]:
    return (one.party, *one.jointly)


def _fault(party: Party) -> str:
    if party.residence:
        return residence.fault(party.residence)
    if Party.Kind(party.kind).is_natural_person:
        return _("the registration address is not entered.")
    return _("the address by ЕГРЮЛ is not entered.")
