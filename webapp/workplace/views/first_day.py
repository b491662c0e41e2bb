"""The card of the first day: what a desk is for, and where its work begins."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from webapp.oversight.operations import preferences
from webapp.staff.models import Role, User


@dataclass(frozen=True, slots=True)
class Card:
    """What the desk of a role is for, and three pages to begin with, by name."""

    told: Promise
    links: Mapping[str, Promise]


_TASKS = "tasks_list"
_CARDS: dict[str, Card] = {
    Role.HEAD_OF_LEGAL: Card(
        _("Here you approve papers, share work out, and see where cases stand and who is late."),
        {
            _TASKS: _("Tasks and approvals"),
            "tasks_team": _("Who has how much to do"),
            "oversight_overviews": _("Reports"),
        },
    ),
    Role.LAWYER: Card(
        _("Here you lead cases: from the choice of debtors to the court and the bailiffs."),
        {
            _TASKS: _("What waits for you"),
            "recovery_debtors": _("Debtors: choose whom to recover from"),
            "recovery_cases": _("Cases under way"),
        },
    ),
    Role.CALL_CENTER: Card(
        _("Here you speak with customers: promises, plans, letters, contacts that do not work."),
        {
            _TASKS: _("What waits for you"),
            "recovery_debtors": _("Debtors by name, account or address"),
            "correspondence_message_changelist": _("Messages: what was sent and what arrived"),
        },
    ),
    Role.ACCOUNTANT: Card(
        _("Here you bring in debts and money, and find out whose a payment is."),
        {
            "payments_unidentified": _("Payments that nobody knows yet"),
            "payments_statements": _("Bank statements"),
            "billing_debts": _("Debts registries"),
        },
    ),
    Role.CREW: Card(
        _("Here are your orders: where to go, what to do there, and the report with photos."),
        {
            _TASKS: _("My orders"),
            "oversight_calendar": _("Orders by day"),
            "oversight_preferences": _("A letter in the morning"),
        },
    ),
    Role.ADMINISTRATOR: Card(
        _("Here you give colleagues their roles and look after what nobody else can settle."),
        {
            "staff_user_changelist": _("Colleagues and their roles"),
            "correspondence_message_doubtful": _("Messages in doubt"),
            "audit_journal": _("Journal of deeds"),
        },
    ),
}


def card(*, user: User) -> dict[str, Any] | None:
    """Return the card of a person's first role; nothing once the person has put it away."""
    if preferences.of(person=user).knows_desk:
        return None
    role = next((code for code in _CARDS if code in user.roles), None)
    if role is None:
        return None
    found = _CARDS[role]
    links = {f"admin:{page}": title for page, title in found.links.items()}
    return {"told": found.told, "links": links}
