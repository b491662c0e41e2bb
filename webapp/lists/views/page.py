"""The page of a list: its criteria, its rows, and how they are looked at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template import Engine, Template
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from webapp.lists.declarations import Column, Deed, Found, Listing, Part
from webapp.lists.models import SavedView
from webapp.lists.queries import kept, questions
from webapp.lists.queries.questions import Look, Question
from webapp.staff import paging
from webapp.staff import queries as staff
from webapp.staff.asked import whole_number
from webapp.staff.views import StaffPage

NOT_UNDERSTOOD = gettext_lazy(
    "Some of the criteria cannot be understood. Mend them first: other rows would be taken "
    "than you mean."
)


@dataclass(frozen=True, slots=True)
class Head:
    """A column as it stands on the screen: its share of the width, and the way it can be ordered.

    ``sort`` is how the list is ordered by it now.
    """

    column: Column
    percent: int
    query: str = ""
    sort: str = ""

    @property
    def arrow(self) -> str:
        """Return the sign of the present order."""
        return {"descending": "↓", "ascending": "↑"}.get(self.sort, "")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the cells of a column stand in each row: how each begins, and what shows the value."""

    column: Column
    opening: SafeString
    shown: Template | None


class OfList(StaffPage):
    """A page of a list, for whoever may see the list."""

    listing: Listing = None  # type: ignore[assignment]  # every address names its list

    def get_permission_required(self) -> tuple[str, ...]:
        """Return what the list demands."""
        return self.listing.permission

    @cached_property
    def question(self) -> Question:
        """Return what the address asks for."""
        return Question(
            self.listing,
            self.request.GET.dict(),
            user=self.staff,
        )

    @property
    def address(self) -> str:
        """Return the address of the list with the same question."""
        return f"{reverse(self.listing.named(''))}?{self.question.query()}"

    def back(self, refusal: str = "") -> HttpResponse:
        """Return to the list with the same question, and say why nothing was done."""
        if refusal:
            messages.error(self.request, refusal)
        return redirect(self.address)


class ListPage(OfList, TemplateView):
    """The list with its criteria. htmx asks for the list alone."""

    is_fullwidth = "1"

    def get_template_names(self) -> list[str]:
        """Return the whole page, or the list alone for htmx."""
        return ["lists/_found.html" if self.is_part else "lists/page.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Find rows and read one page of them."""
        question, listing = self.question, self.listing
        views = kept.kept(user=self.staff, listing=listing.code)
        look = _look(views, self.staff.pk)
        page, part = self._read(whole_number(self.request.GET.get("page")) or 1)
        columns = questions.shown(question, look)
        return super().get_context_data(
            **{
                "title": listing.title,
                "listing": listing,
                "names": names_of(listing),
                "question": question,
                "form": question.form,
                "query": question.query(),
                "page": page,
                "count": part.count,
                "is_more": part.is_more,
                "totals": part.totals,
                "rows": part.rows,
                "columns": columns,
                "heads": list(_heads(question, columns)),
                "places": [_place(column) for column in columns],
                "offered": [(one, one in columns) for one in listing.columns if one.is_on_screen],
                "look": look,
                "views": [view for view in views if view.name],
                "deeds": self._deeds(),
                "today": staff.today(),
                "is_part": self.is_part,
                **listing.context(question.asked),
                **kwargs,
            }
        )

    def _deeds(self) -> list[Deed]:
        """Return what the person may do; nothing where the criteria are not understood."""
        if self.question.form.errors:
            return []
        return [deed for deed in self.listing.deeds if self.staff.has_perm(deed.permission)]

    def _read(self, number: int) -> tuple[Page[int], Part]:
        """Return a page of the rows: beyond the end, the last one."""
        size = self.listing.page_size
        found = self.question.find()
        part = self._part(found, number)
        if number > 1 and not part.rows:
            number = Paginator(range(part.count), size).num_pages
            part = self._part(found, number)
        return Paginator(range(part.count), size).get_page(number), part

    def _part(self, found: Found, number: int) -> Part:
        orders = self.listing.orders(self.question.order)
        size = self.listing.page_size
        start = (number - 1) * size
        return found.page(
            orders=orders,
            start=start,
            length=size,
            most=paging.COUNTED_MAX,
        )


class Sums(OfList, TemplateView):
    """How many there are and what they add up to, where that takes longer than the page."""

    def get_template_names(self) -> list[str]:
        """Return what is told above the list."""
        return [self.listing.parts.count]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Count all of them."""
        orders = self.listing.orders(self.question.order)
        part = self.question.find().part(orders=orders, length=1)
        more = self.listing.context(self.question.asked)
        return super().get_context_data(
            count=part.count,
            totals=part.totals,
            **more,
            **kwargs,
        )


# a list on the narrowest screen of an office
_NARROW_PX, _LETTER_PX, _PADDING_PX = 1000, 7, 18
_PAGES = ("export", "print", "look", "keep", "counts", "drop", "deed", "sums")


def names_of(listing: Listing) -> dict[str, str]:
    """Return the names of the addresses of a list, as templates need them."""
    return {"list": listing.named(""), **{name: listing.named(name) for name in _PAGES}}


def _look(views: list[SavedView], user_id: int) -> Look:
    for view in views:
        if not view.name and view.owner_id == user_id:
            asked = questions.said(view.query)
            return questions.look_of(asked)
    return Look()


def _heads(question: Question, columns: list[Column]) -> Iterator[Head]:
    shares = _shares(columns)
    for column in columns:
        percent = round(shares[column.key])
        if column.order:
            yield _ordering(question, column, percent)
        else:
            yield Head(column, percent)


def _shares(columns: Sequence[Column]) -> dict[str, float]:
    """Return the share of each column.

    What is never cut has its room, and the others divide the rest.
    """
    whole = {
        column.key: 100 * (column.width * _LETTER_PX + _PADDING_PX) / _NARROW_PX
        for column in columns
        if column.is_number or column.is_whole
    }
    left = max(100 - sum(whole.values()), 0)
    others = [column for column in columns if column.key not in whole]
    letters = sum(column.width for column in others)
    return whole | {column.key: left * column.width / letters for column in others}


def _place(column: Column) -> Place:
    opening = format_html('<td class="{}" data-label="{}">', column.looks, column.title)
    shown = None
    if column.template:
        shown = Engine.get_default().get_template(column.template)
    return Place(column, opening, shown)


def _ordering(question: Question, column: Column, percent: int) -> Head:
    downwards = f"-{column.key}"
    if question.order == downwards:
        return Head(
            column,
            percent,
            question.query(order=column.key),
            "descending",
        )
    if question.order == column.key:
        return Head(
            column,
            percent,
            question.query(order=downwards),
            "ascending",
        )
    first = column.key
    if column.is_number:
        first = downwards
    return Head(
        column,
        percent,
        question.query(order=first),
    )
