"""Parties with their contacts and former requisites."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter

from webapp.audit.admin import JournaledAdmin
from webapp.parties import queries
from webapp.parties.forms import ContactForm, PartyForm
from webapp.parties.models import Contact, Guardian, Party, State
from webapp.search.admin import SearchedList
from webapp.staff.admin import HistoryInline, LinesInline


class ContactInline(LinesInline):
    """How to reach the party.

    Who may not change the party itself has a page of its own for contacts.
    """

    model = Contact
    form = ContactForm
    readonly_fields = (
        "is_valid",
    )  # messages that come back change it too: it has a page of its own, with a ground

    def has_add_permission(self, request: HttpRequest, _obj: Any = None) -> bool:
        """The form is saved as a whole: who cannot save the party cannot save its lines."""
        return request.user.has_perm("parties.change_party")

    def has_change_permission(self, request: HttpRequest, _obj: Any = None) -> bool:
        """As above."""
        return request.user.has_perm("parties.change_party")

    def has_delete_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        """Wrong contacts are kept, so that nobody enters them again."""
        return False


class GuardianInline(LinesInline):
    """Who answers for the party while it is a minor."""

    model = Guardian
    fk_name = "child"
    can_delete = False
    autocomplete_fields = ("party",)


class StateInline(LinesInline):
    """What has happened to the party that changes what may be asked of it."""

    model = State
    can_delete = False


class GuardianHistoryInline(HistoryInline):
    """Former parents and guardians."""

    model = Guardian.pgh_event_model  # type: ignore[attr-defined]
    fk_name = "child"
    verbose_name_plural = _("history of parents and guardians")
    columns = ("party", "starts_on", "ends_on", "proof")


class StateHistoryInline(HistoryInline):
    """What was said of the party before."""

    model = State.pgh_event_model  # type: ignore[attr-defined]
    fk_name = "party"
    verbose_name_plural = _("history of states")
    columns = ("kind", "starts_on", "ends_on", "evidence")


class PartyHistoryInline(HistoryInline):
    """Former requisites."""

    model = Party.pgh_event_model  # type: ignore[attr-defined]
    columns = (
        *("kind", "name", "last_name", "first_name", "patronymic", "birth_date"),
        *("inn", "kpp", "ogrn", "address", "residence", "language"),
    )


class ContactHistoryInline(HistoryInline):
    """Former contacts and what became known of them."""

    model = Contact.pgh_event_model  # type: ignore[attr-defined]
    fk_name = "party"
    verbose_name_plural = _("history of contacts")
    columns = ("kind", "value", "is_valid", "takes_sms", "takes_calls", "is_contractual")


@admin.register(Party)
class PartyAdmin(SearchedList, JournaledAdmin):
    """Counterparties of the reader's segment."""

    is_personal = True
    form = PartyForm
    change_form_before_template = "parties/contacts_link.html"
    list_display = ("name", "kind", "inn", "kpp", "address")
    list_filter = (("kind", ChoicesDropdownFilter),)
    searched = "party"
    card = "admin:workplace_party"
    ordering = ("name", "id")
    inlines = (
        ContactInline,
        GuardianInline,
        StateInline,
        PartyHistoryInline,
        ContactHistoryInline,
        GuardianHistoryInline,
        StateHistoryInline,
    )
    fieldsets = (
        (None, {"fields": ("kind", "name", "last_name", "first_name", "patronymic", "birth_date")}),
        (_("Requisites"), {"fields": ("inn", "kpp", "ogrn", "language")}),
        (_("Addresses"), {"fields": ("residence", "address")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Party]:
        """Return the reader's segment only."""
        found = queries.visible_parties(user=request.user)  # type: ignore[arg-type]
        return found.order_by(*self.get_ordering(request))
