"""Changes of contacts.

Requisites are checked by ``parties.queries.requisites`` and kept in every former version by the
database.
"""

from datetime import date
from typing import Literal

from django.db import transaction
from django.utils.translation import gettext as _

from webapp.audit import operations as audit
from webapp.audit.models import Entry
from webapp.outbox import operations as outbox
from webapp.parties import queries
from webapp.parties.models import Contact, Party
from webapp.parties.queries import ours, requisites
from webapp.staff import characters
from webapp.staff.models import User


class UnableToAddContact(Exception):
    """The address or number cannot be one, or the party has it already."""


class ContactOfAnother(UnableToAddContact):
    """Another customer has it: what is meant for one would reach the other."""


@transaction.atomic
def add_contact(
    *,
    party: Party,
    kind: Contact.Kind,
    value: str,
    by: User | None,
    is_shared: bool = False,
) -> Contact:
    """Write one more way to reach a party.

    What another customer has is taken only when the person says that they share it.

    :raises ContactOfAnother: when another customer has it, and ``is_shared`` is not said
    :raises UnableToAddContact: when the value is wrong, or known to the party already
    """
    try:
        if kind == Contact.Kind.EMAIL:
            checked = requisites.email(value)
        else:
            checked = requisites.phone(value)
        ours.refuse(kind=kind, value=checked)
    except requisites.InvalidRequisite as error:
        raise UnableToAddContact(str(error)) from error
    others = queries.holders(kind=kind, value=checked).exclude(pk=party.pk)
    if not is_shared and others.exists():
        raise ContactOfAnother(checked)
    contact, created = Contact.objects.get_or_create(
        party=party,
        kind=kind,
        value=checked,
    )
    if not created:
        raise UnableToAddContact(
            _("%(value)s is in the contacts of this customer already.") % {"value": checked}
        )
    entry = audit.record(
        name="parties.contact.added",
        subject=f"party:{party.pk}",
        actor=by,
        details={"contact": contact.pk, "kind": kind.value, "is_shared": is_shared},
    )
    _announce(contact, "contact.added", entry)
    return contact


@transaction.atomic
def mark_contact(*, contact_id: int, works: bool, ground: str, by: User | None = None) -> None:
    """Note that a contact works or does not; only a change is written."""
    if Contact.objects.filter(id=contact_id, is_valid=not works).update(is_valid=works):
        contact = Contact.objects.get(id=contact_id)
        if works:
            fact = "contact.confirmed"
        else:
            fact = "contact.failed"
        entry = audit.record(
            name=f"parties.{fact}",
            subject=f"party:{contact.party_id}",
            actor=by,
            ground=ground,
            details={"contact": contact_id},
        )
        _announce(contact, fact, entry)


@transaction.atomic
def correct_address(*, party: Party, address: str, by: User | None) -> None:
    """Write another postal address of a party; only a change is written.

    :raises UnableToAddContact: when it cannot be read
    """
    try:
        written = characters.one_alphabet(characters.visible(address)).strip()
    except characters.UnreadableSigns as error:
        raise UnableToAddContact(str(error)) from error
    others = Party.objects.filter(pk=party.pk).exclude(address=written)
    if others.update(address=written):
        entry = audit.record(
            name="parties.party.changed",
            subject=f"party:{party.pk}",
            actor=by,
            details={"fields": ["address"]},
        )
        outbox.announce(
            subject=f"party:{party.pk}",
            fact="address.changed",
            key=str(entry.pk),
        )


def _announce(contact: Contact, fact: str, entry: Entry) -> None:
    """Let know whoever listens to a customer, and whoever begins something about a contact."""
    subjects = (f"party:{contact.party_id}", f"contact:{contact.pk}")
    outbox.announce_many(fact=fact, about=[(subject, str(entry.pk)) for subject in subjects])


@transaction.atomic
def record_consent(
    *,
    contact_id: int,
    to: Literal["sms", "calls"],
    agrees: bool,
    ground: str,
    today: date,
    by: User | None = None,
) -> None:
    """Note that the owner of a number refuses short messages or calls, or agrees to them again.

    Only a change is written.
    """
    field = f"takes_{to}"
    if Contact.objects.filter(id=contact_id, **{field: not agrees}).update(
        **{field: agrees, "consent_on": today}
    ):
        contact = Contact.objects.get(id=contact_id)
        if agrees:
            name = "parties.contact.agreed"
        else:
            name = "parties.contact.refused"
        details = {"contact": contact_id, "to": to}
        entry = audit.record(
            name=name,
            subject=f"party:{contact.party_id}",
            actor=by,
            ground=ground,
            details=details,
        )
        _announce(contact, name.removeprefix("parties."), entry)
