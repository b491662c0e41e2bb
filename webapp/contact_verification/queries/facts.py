"""What is true of a verification: the question may have been answered elsewhere meanwhile."""

from dataclasses import replace
from datetime import date, datetime

from webapp.contact_verification.models import Verification
from webapp.contracts.models import Account
from webapp.parties.models import Contact
from webapp.processes.models import Case
from webapp.processes.queries import facts
from workflows.contact_verification import CONFIRMED, CORRECTED, UNUSABLE
from workflows.interfaces.process import CaseState, Facts


def read(case: Case, state: CaseState, today: date, now: datetime | None) -> Facts:
    """Return what is known of a case; one whose question is answered ends so."""
    known = facts.of_case(case, state, today, now)
    if case.closed_on or known.close_requested:
        return known
    answer = _answer(case.verification, case)
    return replace(known, close_requested=answer)


def _answer(verification: Verification, case: Case) -> str | None:
    if verification.kind == Verification.Kind.ADDRESS:
        if case.party.mailing_address == verification.value:
            return None
        return CORRECTED
    contact = verification.contact
    if contact is None:  # somebody has deleted it
        return UNUSABLE
    if contact.is_valid:
        return CONFIRMED
    later = Contact.objects.filter(
        party=case.party_id,
        kind=contact.kind,
        is_valid=True,
        id__gt=verification.newest,
    )
    if later.exists():
        return CORRECTED
    return None


def account(case: Case, _kind: str) -> int | None:
    """Return the first account of the customer: it leads to phones and supplier."""
    theirs = Account.objects.filter(party=case.party_id).order_by("id")
    return theirs.values_list("id", flat=True).first()
