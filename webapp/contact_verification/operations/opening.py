"""A contact fails or a letter comes back: a case opens by itself, one for each contact."""

from contextlib import suppress
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from webapp.contact_verification.models import Verification
from webapp.parties import queries as parties
from webapp.parties.models import Contact, Party
from webapp.processes.operations import opening
from webapp.processes.operations.opening import UnableToOpen
from workflows.contact_verification import WORKFLOW_TYPE

Kind = Verification.Kind


def contact_failed(subject: str, today: date) -> None:
    """Open a case about a contact that does not work, if nobody has said meanwhile that it does."""
    kind, _colon, number = subject.partition(":")
    if kind != "contact":
        return
    broken = Contact.objects.filter(pk=number, is_valid=False).select_related("party")
    for contact in broken:
        newest = contact.party.contacts.aggregate(last=Max("id"))
        _open(
            party=contact.party,
            about=subject,
            today=today,
            kind=contact.kind,
            value=contact.value,
            contact=contact,
            newest=newest["last"],
            ground=_ground(contact),
        )


def _ground(contact: Contact) -> str:
    """Return why a contact was found not to work."""
    failures = parties.failures(party=contact.party)
    entry = failures.get(contact.pk)
    if entry is None:
        return ""
    return entry.ground


def letter_returned(subject: str, today: date) -> None:
    """Open a case about the address from which a letter came back."""
    _party, _colon, number = subject.partition(":")
    party = Party.objects.get(pk=number)
    _open(
        party=party,
        about=f"address:{party.pk}",
        today=today,
        kind=Kind.ADDRESS,
        value=party.mailing_address,
    )


def _open(*, party: Party, about: str, today: date, **known: Any) -> None:
    """One that is open already asks about the same."""
    with suppress(UnableToOpen), transaction.atomic():
        case = opening.open_case(
            process=WORKFLOW_TYPE,
            party=party,
            exclusive=about,
            today=today,
        )
        Verification.objects.create(case=case, **known)
