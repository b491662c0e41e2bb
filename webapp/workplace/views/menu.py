"""The menu: every page there is, shown to those who may open it, with counters."""

import functools
from dataclasses import dataclass
from typing import Any, cast

from django.http import HttpRequest
from django.templatetags.l10n import localize
from django.urls import reverse
from django.utils.translation import gettext_lazy

from webapp.processes import registry
from webapp.processes.declarations import Process
from webapp.staff import queries as staff
from webapp.staff.models import User
from webapp.uploads import registry as uploads
from webapp.workplace import queries
from webapp.workplace.queries import Badge

Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the menu: whoever has all permissions sees it, with the number of what waits."""

    title: Any
    icon: str
    page: str
    permission: str | tuple[str, ...] = ()

    def is_open_to(self, user: User) -> bool:
        """Tell whether the page would let somebody in."""
        asked = (self.permission,) if isinstance(self.permission, str) else self.permission
        return user.has_perms([one for one in asked if one])


Section = tuple[Any, tuple[Entry, ...]]
_DESK: Section = (
    "",
    (
        Entry(gettext_lazy("Desk"), "space_dashboard", "index"),
        Entry(gettext_lazy("Tasks"), "task_alt", "tasks_list", "tasks.view_task"),
        Entry(gettext_lazy("Team"), "groups", "tasks_team", "tasks.lead_team"),
        Entry(
            gettext_lazy("Calendar"),
            "calendar_month",
            "oversight_calendar",
            "tasks.view_task",
        ),
        Entry(
            gettext_lazy("Reports"),
            "query_stats",
            "oversight_overviews",
            "oversight.view_overviews",
        ),
    ),
)
_SHARED: tuple[Section, ...] = (
    (
        gettext_lazy("Money"),
        (
            Entry(
                gettext_lazy("Payments"),
                "payments",
                "payments_payment_changelist",
                "payments.view_payment",
            ),
            Entry(
                gettext_lazy("Unidentified"),
                "help_center",
                "payments_unidentified",
                "payments.identify_payment",
            ),
            Entry(
                gettext_lazy("Bank statements"),
                "account_balance",
                "payments_statements",
                "payments.load_statement",
            ),
            Entry(
                gettext_lazy("Charges"),
                "receipt_long",
                "billing_charge_changelist",
                "billing.view_charge",
            ),
            Entry(
                gettext_lazy("Debts registries"),
                "upload_file",
                "billing_debts",
                "billing.load_debts",
            ),
        ),
    ),
    (
        gettext_lazy("Customers"),
        (
            Entry(
                gettext_lazy("Accounts"),
                "badge",
                "contracts_account_changelist",
                "contracts.view_account",
            ),
            Entry(
                gettext_lazy("Parties"), "group", "parties_party_changelist", "parties.view_party"
            ),
            Entry(
                gettext_lazy("Agreements"),
                "contract",
                "contracts_contract_changelist",
                "contracts.view_contract",
            ),
            Entry(
                gettext_lazy("Meters"), "speed", "metering_meter_changelist", "metering.view_meter"
            ),
        ),
    ),
    (
        gettext_lazy("Addresses"),
        (
            Entry(
                gettext_lazy("Flats and offices"),
                "door_front",
                "premises_premises_changelist",
                "premises.view_premises",
            ),
            Entry(
                gettext_lazy("Buildings"),
                "apartment",
                "premises_building_changelist",
                "premises.view_building",
            ),
            Entry(
                gettext_lazy("Streets"),
                "signpost",
                "premises_street_changelist",
                "premises.view_street",
            ),
            Entry(
                gettext_lazy("Districts"),
                "map",
                "premises_district_changelist",
                "premises.view_district",
            ),
        ),
    ),
    (
        gettext_lazy("Tools"),
        (
            Entry(gettext_lazy("Calculators"), "calculate", "workplace_calculators"),
            Entry(gettext_lazy("My settings"), "tune", "oversight_preferences"),
            Entry(
                gettext_lazy("Messages"),
                "outgoing_mail",
                "correspondence_message_changelist",
                "correspondence.view_message",
            ),
            Entry(
                gettext_lazy("Messages in doubt"),
                "help",
                "correspondence_message_doubtful",
                "correspondence.settle_message",
            ),
            Entry(
                gettext_lazy("Registered letters"),
                "table_view",
                "registered_post",
                ("correspondence.view_document", "tasks.complete_task"),
            ),
            Entry(
                gettext_lazy("Documents"),
                "description",
                "correspondence_document_changelist",
                "correspondence.view_document",
            ),
            Entry(
                gettext_lazy("Paper templates"),
                "edit_document",
                "correspondence_templates",
                "correspondence.change_template",
            ),
            Entry(gettext_lazy("Journal"), "history", "audit_journal", "audit.view_entry"),
            Entry(
                gettext_lazy("Who looked at what"),
                "visibility",
                "audit_look_changelist",
                "audit.view_look",
            ),
        ),
    ),
    (
        gettext_lazy("Reference"),
        (
            Entry(
                gettext_lazy("Suppliers"),
                "factory",
                "contracts_supplier_changelist",
                "contracts.view_supplier",
            ),
            Entry(
                gettext_lazy("Services"),
                "bolt",
                "contracts_service_changelist",
                "contracts.view_service",
            ),
            Entry(
                gettext_lazy("Courts and bailiffs"),
                "balance",
                "recovery_authority_changelist",
                "recovery.view_authority",
            ),
            Entry(gettext_lazy("Key rate"), "percent", "billing_key_rates", "billing.add_keyrate"),
            Entry(
                gettext_lazy("Limits of roles"),
                "rule",
                "processes_limit_changelist",
                "processes.view_limit",
            ),
            Entry(
                gettext_lazy("Lock date"),
                "event_busy",
                "staff_lockdate_changelist",
                "staff.view_lockdate",
            ),
            Entry(
                gettext_lazy("Staff"), "manage_accounts", "staff_user_changelist", "staff.view_user"
            ),
            Entry(gettext_lazy("API tokens"), "key", "api_tokens", "api.give_token"),
            Entry(
                gettext_lazy("Logins"),
                "login",
                "staff_loginattempt_changelist",
                "staff.view_loginattempt",
            ),
        ),
    ),
)


@functools.cache
def menu() -> tuple[Section, ...]:
    """Return every line there is: the desk, each process with its own pages, then the rest."""
    sections = (_DESK, *map(_of_process, registry.processes()), *_SHARED)
    listed = {entry.page for _title, entries in sections for entry in entries}
    return (*sections, *_of_uploads(listed))


def _of_uploads(listed: set[str]) -> tuple[Section, ...]:
    """Return the kinds of tables that have no line among the pages of their app."""
    entries = tuple(
        Entry(kind.title, "table_view", kind.name, kind.permission)
        for kind in uploads.kinds()
        if kind.name not in listed
    )
    if not entries:
        return ()
    return ((gettext_lazy("Uploads"), entries),)


def _of_process(process: Process) -> Section:
    pages = registry.pages_of(process=process.code)
    lines = pages.menu if pages else ()
    entries = [Entry(line.title, line.icon, line.page, line.permission) for line in lines]
    return process.title, tuple(entries)


def navigation(request: HttpRequest) -> list[Item]:
    """Return the menu for a person: only what the person may open, with counters."""
    user = cast(User, request.user)
    badges = queries.badges(user=user, now=staff.business_now())
    here = _here(request.path)
    return [
        {
            "title": title,
            "items": [
                _item(entry, badges.get(entry.page), here)
                for entry in entries
                if entry.is_open_to(user)
            ],
        }
        for title, entries in menu()
    ]


def _here(path: str) -> str:
    """Return the page of the one line under which an address lies: the nearest of them."""
    desk = _address("index")
    if path == desk:
        return "index"
    pages = {_address(entry.page): entry.page for _title, entries in menu() for entry in entries}
    above = [address for address in pages if address != desk and path.startswith(address)]
    return pages[max(above, key=len)] if above else ""


def _item(entry: Entry, badge: Badge | None, here: str) -> Item:
    item: Item = {
        "title": entry.title,
        "icon": entry.icon,
        "link": _address(entry.page),
        "active": entry.page == here,
    }
    if badge:
        item |= {"badge": localize(badge.count), "badge_variant": badge.variant}
    return item


@functools.cache
def _address(page: str) -> str:
    return reverse(f"admin:{page}")
