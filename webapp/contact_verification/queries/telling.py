"""What is said to a customer whose contact does not work, and to whoever is asked to find out."""

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from webapp.contact_verification.models import Verification
from webapp.contact_verification.queries import facts
from webapp.contracts.models import Supplier
from webapp.parties import queries as parties
from webapp.processes.models import Case

Kind = Verification.Kind
_ASKED: dict[str, Promise] = {
    Kind.EMAIL: gettext_lazy(
        "%(sender)s: our letter to your e-mail address came back. "
        "Tell us an address that works by phone %(phone)s."
    ),
    Kind.PHONE: gettext_lazy(
        "%(sender)s: we cannot reach you by the phone number that we have. "
        "Tell us one that works by phone %(phone)s."
    ),
    Kind.ADDRESS: gettext_lazy(
        "%(sender)s: our letter by post came back. Tell us your postal address by phone %(phone)s."
    ),
}

_MARKED = gettext_lazy(
    "%(sender)s: we cannot reach you by the e-mail address that we have. "
    "Tell us one that works by phone %(phone)s."
)


def to_customer(case: Case, _channel: str) -> tuple[str, str]:
    """Return title and text in the customer's language. They name no contact: others may read."""
    words = _sender(case)
    asked = _asked(case.verification)
    with translation.override(case.party.language):
        title = _("Please tell us how to reach you")
        text = str(asked) % words
        return title, text


def _asked(verification: Verification) -> Promise:
    """A letter came back, unless it was a person who said that the contact does not work."""
    if verification.kind != Kind.EMAIL:
        return _ASKED[verification.kind]
    failure = parties.failures(party=verification.case.party).get(verification.contact_id or 0)
    if failure and failure.actor_id:
        return _MARKED
    return _ASKED[Kind.EMAIL]


def _sender(case: Case) -> dict[str, str]:
    """Return who writes, and by which phone he is reached."""
    account = facts.account(case, "")
    supplier = Supplier.objects.filter(account=account).first()
    if supplier is None:
        return {"sender": "", "phone": ""}
    return {
        "sender": supplier.short_name or supplier.name,
        "phone": supplier.phone,
    }


def to_desk(case: Case, _kind: str) -> str:
    """Return which contact is meant and what happened to it."""
    verification = case.verification
    told = (
        verification.value,
        verification.ground,
    )
    return ": ".join(filter(None, told))
