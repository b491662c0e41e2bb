"""Which parties a staff member may see."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from webapp.audit.models import Entry
from webapp.parties.models import Contact, Party
from webapp.staff.models import User


def visible_parties(*, user: User) -> QuerySet[Party]:
    """Return the parties of the user's segment.

    Of their kinds, and with an account in their districts. Empty lists mean all.

    Accounts live in a higher app, so districts are reached by reverse names only.
    """
    parties = Party.objects.all()
    if user.is_superuser:
        return parties
    if user.segment_party_kinds:
        parties = parties.filter(kind__in=user.segment_party_kinds)
    if user.segment_districts:
        here = Party.objects.filter(accounts__place__district__code__in=user.segment_districts)
        parties = parties.filter(id__in=here.values("id"))
    return parties


def holders(*, kind: Contact.Kind, value: str) -> QuerySet[Party]:
    """Return the parties that have a contact, the earliest first."""
    return Party.objects.filter(contacts__kind=kind, contacts__value=value).order_by("id")


def whose(*, kind: Contact.Kind, value: str, party: Party, user: User | None) -> str:
    """Say that another customer has a contact; name only whom the person may see."""
    others = holders(kind=kind, value=value).exclude(pk=party.pk)
    named = None
    if user:
        named = others.filter(pk__in=visible_parties(user=user).values("pk")).first()
    if named:
        text = _("%(value)s is the contact of another customer: %(name)s.")
        return text % {"value": value, "name": named.name}
    return _("%(value)s is the contact of another customer.") % {"value": value}


def failures(*, party: Party) -> dict[int, Entry]:
    """Return when and why each contact of a party was last found not to work,
    by the contact's id.
    """
    told = Entry.objects.filter(subject=f"party:{party.pk}", name="parties.contact.failed")
    return {entry.details["contact"]: entry for entry in told.order_by("at")}
