"""The views that people keep, with how many rows each finds, and how a list is looked at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from webapp.lists import operations
from webapp.lists.models import SavedView
from webapp.lists.queries import kept, questions
from webapp.lists.queries.questions import Look, Question
from webapp.lists.views.page import OfList, names_of
from webapp.staff import paging
from webapp.staff.asked import whole_number

_AT_ONCE = 2
SHARE = "tasks.create_task"
"""Who may give work to others may also show them a view."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A view with the number of the reader's rows that it finds."""

    view: SavedView
    number: int
    may_drop: bool

    @property
    def is_more(self) -> bool:
        """Say whether there are more than are counted."""
        return self.number > paging.COUNTED_MAX

    @property
    def shown(self) -> int:
        """Return the number, or how far it was counted."""
        return min(self.number, paging.COUNTED_MAX)


class Counts(OfList, TemplateView):
    """The views of a person, each with the number of rows it finds for that person.

    A few are counted at once, and the page asks for the others.
    """

    template_name = "lists/_views.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Count some; views that differ in order or columns alone find the same."""
        views = kept.kept(
            user=self.staff,
            listing=self.listing.code,
        )
        asked = self.request.GET.get("first")
        first = whole_number(asked) or 0
        named = [view for view in views if view.name][first:]
        counted = list(self._some(named))
        return super().get_context_data(
            views=counted,
            others=named[len(counted) :],
            first=first + len(counted),
            names=names_of(self.listing),
            query=self.question.query(),
            **kwargs,
        )

    def _some(self, views: Sequence[SavedView]) -> Iterator[Counted]:
        """Yield the first of the views, as long as not too much has to be counted."""
        numbers: dict[str, int] = {}
        for view in views:
            asked = Question(
                self.listing,
                questions.said(view.query),
                user=self.staff,
            )
            criteria = asked.fingerprint
            if criteria not in numbers:
                if len(numbers) == _AT_ONCE:
                    return
                numbers[criteria] = asked.find().count(paging.COUNTED_MAX)
            may_drop = operations.may_drop(view, user=self.staff)
            yield Counted(
                view,
                numbers[criteria],
                may_drop,
            )


class Keep(OfList, View):
    """Keeping what the list was asked for."""

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Keep it under a name; the same name again means the new question."""
        wants_to_share = "is_shared" in request.POST
        try:
            operations.save(
                owner=self.staff,
                listing=self.listing.code,
                name=request.POST.get("name", ""),
                query=self.question.query(),
                is_shared=wants_to_share and self.staff.has_perm(SHARE),
            )
        except operations.UnableToSave as error:
            return self.back(str(error))
        messages.success(request, _("The view is kept."))
        return self.back()


class Drop(OfList, View):
    """Forgetting a view."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Forget it, or say whose it is."""
        try:
            operations.drop(
                by=self.staff,
                listing=self.listing.code,
                view_id=pk,
            )
        except operations.UnableToDrop as error:
            messages.error(request, str(error))
        return redirect(reverse(self.listing.named("")))


class ChooseLook(OfList, View):
    """Choosing columns and the height of rows; a person finds the list so next time."""

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Keep the choice; what the address itself asked for gives way to it."""
        known = {column.key for column in self.listing.columns if column.is_on_screen}
        chosen = [key for key in request.POST.getlist("column") if key in known]
        look = Look(tuple(chosen), "roomy" in request.POST)
        operations.remember_look(
            owner=self.staff,
            listing=self.listing.code,
            query=look.query,
        )
        query = self.question.query(columns="")
        return redirect(f"{reverse(self.listing.named(''))}?{query}")
