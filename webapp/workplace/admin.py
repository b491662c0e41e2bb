"""The journal of deeds.

It stands here, above all apps, because its rows are about things of all of them.
"""

import itertools
from collections.abc import Callable, Iterable
from typing import Any, cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.contrib.filters.admin import DropdownFilter, RangeDateTimeFilter
from unfold.decorators import display
from unfold.views import ChangeList

from webapp.audit import queries as audit
from webapp.audit.models import Entry, Look
from webapp.staff.admin import ReadOnlyAdmin
from webapp.staff.models import User
from webapp.uploads.tables import books
from webapp.workplace.queries import details, journal

_AT_ONCE = 2000
# what holds personal data besides cases, by the word before the colon of a subject
_PERSONAL = ("account", "party", "contract", "document", "task")


class SubjectFilter(DropdownFilter):
    """Looks by what was looked at."""

    title = gettext_lazy("subject")
    parameter_name = "kind"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> list[tuple[str, Any]]:
        """Return the kinds of things that hold personal data."""
        known = journal.kinds()
        cases = [(code, kind.title) for code, kind in known.items() if code not in journal.KINDS]
        return [*cases, *((code, known[code].title) for code in _PERSONAL)]

    def queryset(self, _request: HttpRequest, queryset: QuerySet[Look]) -> QuerySet[Look]:
        """Return the looks at things of the chosen kind."""
        if self.value():
            return queryset.filter(subject__startswith=f"{self.value()}:")
        return queryset


class DeedFilter(DropdownFilter):
    """Deeds by what they are called."""

    title = gettext_lazy("deed")
    parameter_name = "name"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> list[tuple[str, str]]:
        """Return all deeds, in the order of their names."""
        return sorted(
            ((name, str(words)) for name, words in audit.DEEDS.items()),
            key=lambda deed: deed[1],
        )

    def queryset(self, _request: HttpRequest, queryset: QuerySet[Entry]) -> QuerySet[Entry]:
        """Return the deeds of the chosen name."""
        if self.value():
            return queryset.filter(name=self.value())
        return queryset


class JournalList(ChangeList):
    """A page of the journal that knows what its rows are about."""

    result_list: Any

    def get_results(self, request: HttpRequest) -> None:
        """Read the subjects of the page together."""
        super().get_results(request)
        self.result_list = _with_subjects(self.result_list, _user(request))


@admin.register(Entry)
class EntryAdmin(ReadOnlyAdmin):
    """Who did what, when, on what ground.

    Filtered by day, person and deed; the chosen rows go to a workbook.
    """

    list_display = ("at", "actor", "deed", "about", "why")
    list_filter = (("at", RangeDateTimeFilter), "actor", DeedFilter)
    search_fields = ("subject",)  # shows the field; ``journal.search`` says what it finds
    search_help_text = gettext_lazy("Account, case, customer, deed or ground")
    ordering = ("-at", "-id")
    list_select_related = ("actor",)
    fields = ("at", "business_date", "actor", "deed", "about", "why", "pretty_details")
    readonly_fields = fields
    actions = ("export",)
    on_paper = ("told",)

    def read_for_paper(self, found: QuerySet[Entry], request: HttpRequest) -> Iterable[Entry]:
        """Return all deeds that were found, with their subjects and details."""
        deeds = found.iterator(chunk_size=_AT_ONCE)
        for some in itertools.batched(deeds, _AT_ONCE):
            yield from _with_facts(some, _user(request))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Entry]:
        """Return the deeds of the reader's segment."""
        return journal.visible(user=_user(request)).order_by(*self.get_ordering(request))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Entry], search_term: str
    ) -> tuple[QuerySet[Entry], bool]:
        """Find deeds by what people know: numbers, names, words."""
        text = search_term.strip()
        return (
            journal.search(
                entries=queryset,
                user=_user(request),
                text=text,
            )
            if text
            else queryset
        ), False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """Return the list that names subjects."""
        return JournalList

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Entry | None:
        """Return one deed with its subject."""
        entry: Entry | None = super().get_object(request, object_id, from_field)
        if entry:
            return _with_facts([entry], _user(request))[0]
        return None

    @display(description=gettext_lazy("deed"), ordering="name")
    def deed(self, entry: Entry) -> str:
        """Return the deed in words."""
        return audit.deed_in_words(entry.name)

    @display(description=gettext_lazy("subject"), ordering="subject")
    def about(self, entry: Entry) -> str:
        """Return the subject with a link to its page."""
        return _linked(entry.named)  # type: ignore[attr-defined]

    @display(description=gettext_lazy("ground"), ordering="ground")
    def why(self, entry: Entry) -> str:
        """Return the ground in words."""
        return journal.ground(entry.ground)

    @display(description=gettext_lazy("details"))
    def pretty_details(self, entry: Entry) -> str:
        """Return the details in words, one in a line."""
        facts: list[details.Fact] = entry.facts  # type: ignore[attr-defined]
        return format_html_join(
            mark_safe("<br>"), "{}: {}", ((one.title, one.value) for one in facts)
        )

    @display(description=gettext_lazy("details"))
    def told(self, entry: Entry) -> str:
        """Return the details in words, in one line."""
        return _in_a_line(entry)

    @admin.action(description=gettext_lazy("Export the chosen rows (xlsx)"), permissions=["view"])
    def export(self, request: HttpRequest, chosen: QuerySet[Entry]) -> HttpResponse | None:
        """Return the chosen rows as a workbook; more than a sheet holds are refused."""
        entries = chosen.select_related("actor").order_by("-at", "-id")
        return _exported(request, "journal", entries, _workbook)


@admin.register(Look)
class LookAdmin(ReadOnlyAdmin):
    """Who has looked at the data of which customer, in which hour.

    Filtered by hour, person and kind of thing; the chosen rows go to a workbook.
    """

    list_display = ("hour", "by", "about")
    list_display_links = None
    list_filter = (("hour", RangeDateTimeFilter), "by", SubjectFilter)
    search_fields = ("subject",)  # shows the field; ``journal.about`` says what it finds
    search_help_text = gettext_lazy("Account, case or customer")
    ordering = ("-hour", "-id")
    list_select_related = ("by",)
    fields = ("hour", "by", "about")
    readonly_fields = fields
    actions = ("export",)

    def read_for_paper(self, found: QuerySet[Look], request: HttpRequest) -> Iterable[Look]:
        """Return all looks that were found, with what was looked at."""
        looks = found.iterator(chunk_size=_AT_ONCE)
        for some in itertools.batched(looks, _AT_ONCE):
            yield from _with_subjects(some, _user(request))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Look]:
        """Return the looks at what is in the reader's segment."""
        looks = journal.within(rows=Look.objects.all(), user=_user(request))
        return looks.order_by(*self.get_ordering(request))

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Look | None:
        """Return one look with what was looked at."""
        look: Look | None = super().get_object(request, object_id, from_field)
        if look is None:
            return None
        [named] = _with_subjects([look], _user(request))
        return cast(Look, named)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Look], search_term: str
    ) -> tuple[QuerySet[Look], bool]:
        """Find looks by what people know of what was looked at."""
        text = search_term.strip()
        if text:
            queryset = queryset.filter(journal.about(user=_user(request), text=text))
        return queryset, False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """Return the list that names subjects."""
        return JournalList

    @display(description=gettext_lazy("subject"), ordering="subject")
    def about(self, look: Look) -> str:
        """Return the subject with a link to its page."""
        return _linked(look.named)  # type: ignore[attr-defined]

    @admin.action(description=gettext_lazy("Export the chosen rows (xlsx)"), permissions=["view"])
    def export(self, request: HttpRequest, chosen: QuerySet[Look]) -> HttpResponse | None:
        """Return the chosen rows as a workbook; more than a sheet holds are refused."""
        looks = chosen.select_related("by").order_by("-hour", "-id")
        return _exported(request, "looks", looks, _workbook_of_looks)


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)


def _linked(subject: journal.Subject) -> str:
    if not subject.page:
        return subject.words
    return format_html(
        '<a class="ik-link" href="{}">{}</a>',
        reverse(f"admin:{subject.page}", args=[subject.number]),
        subject.words,
    )


def _exported(
    request: HttpRequest,
    name: str,
    chosen: QuerySet[Any],
    write: Callable[[QuerySet[Any], User], bytes],
) -> HttpResponse | None:
    """Return rows as a workbook; more than a sheet holds are refused."""
    if chosen.count() > books.ROWS_MAX:
        messages.error(
            request,
            _("A sheet holds %(rows)d rows: choose fewer days.") % {"rows": books.ROWS_MAX},
        )
        return None
    headers = {"Content-Disposition": f'attachment; filename="{name}.xlsx"'}
    return HttpResponse(
        write(chosen, _user(request)),
        content_type=books.CONTENT_TYPE,
        headers=headers,
    )


def _workbook_of_looks(looks: QuerySet[Look], user: User) -> bytes:
    batches = itertools.batched(looks.iterator(chunk_size=_AT_ONCE), _AT_ONCE)
    rows = itertools.chain.from_iterable(_with_subjects(batch, user) for batch in batches)
    headings = [books.Heading(title, 28) for title in (_("hour"), _("who"), _("subject"))]
    return books.book(books.Sheet(headings, map(_line_of_look, rows)))


def _line_of_look(look: Any) -> list[str]:
    hour = timezone.localtime(look.hour).strftime("%d.%m.%Y %H:%M")
    return [hour, str(look.by), look.named.words]


def _with_subjects(entries: Any, user: User) -> list[Any]:
    rows = list(entries)
    named = journal.subjects(entries=rows, user=user)
    for entry in rows:
        entry.named = named[entry.subject]
    return rows


def _with_facts(entries: Any, user: User) -> list[Entry]:
    rows = _with_subjects(entries, user)
    told = details.told(entries=rows, user=user)
    for entry in rows:
        entry.facts = told[entry.pk]  # type: ignore[attr-defined]
    return rows


def _workbook(entries: QuerySet[Entry], user: User) -> bytes:
    titles = (_("when"), _("who"), _("deed"), _("subject"), _("ground"), _("details"))
    batches = itertools.batched(entries.iterator(chunk_size=_AT_ONCE), _AT_ONCE)
    rows = itertools.chain.from_iterable(_with_facts(batch, user) for batch in batches)
    headings = [books.Heading(title, 28) for title in titles]
    return books.book(books.Sheet(headings, map(_line, rows)))


def _line(entry: Entry) -> list[str]:
    when = timezone.localtime(entry.at).strftime("%d.%m.%Y %H:%M:%S")
    if entry.actor:
        who = str(entry.actor)
    else:
        who = ""
    about = entry.named.words  # type: ignore[attr-defined]
    return [
        when,
        who,
        audit.deed_in_words(entry.name),
        about,
        journal.ground(entry.ground),
        _in_a_line(entry),
    ]


def _in_a_line(entry: Entry) -> str:
    facts: list[details.Fact] = entry.facts  # type: ignore[attr-defined]
    return "; ".join(f"{one.title}: {one.value}" for one in facts)
