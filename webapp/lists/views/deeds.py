"""What is done to all the rows that are ticked: told before, done one by one, each answered for."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from webapp.lists.declarations import Act, Deed, Part, Refused, Result
from webapp.lists.views.page import NOT_UNDERSTOOD, OfList
from webapp.staff.asked import whole_numbers

MOST_AT_ONCE = 200
NAMED = 20


class Chosen(OfList):
    """A page about the rows that are ticked, or about everything that was found."""

    @property
    def is_everything(self) -> bool:
        """Say whether all that was found is meant."""
        return "everything" in self.request.POST

    @property
    def keys(self) -> list[int] | None:
        """Return what is ticked; nothing when everything is meant."""
        if self.is_everything:
            return None
        return whole_numbers(self.request.POST.getlist("ids"))

    def chosen(self, most: int | None = None) -> Part:
        """Return the chosen rows, within what the person sees and the criteria find."""
        orders = self.listing.orders(self.question.order)
        return self.question.find(self.keys).part(orders=orders, length=most)


class DoToMany(Chosen, TemplateView):
    """A deed: its dialog, and when it is confirmed what came of each row."""

    http_method_names = ("post",)
    kwargs: dict[str, Any]

    @cached_property
    def deed(self) -> Deed:
        """Find the deed; one that the list does not have is not there."""
        for deed in self.listing.deeds:
            if deed.code == self.kwargs["deed"] and deed.act:
                return deed
        raise Http404(self.kwargs["deed"])

    def has_permission(self) -> bool:
        """Demand the right to the deed besides that to see the list."""
        return super().has_permission() and self.staff.has_perm(self.deed.permission)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Ask, or do it: one that is refused does not keep the others from it."""
        if self.question.form.errors:
            return self._ask(self.deed.form(), refusal=str(NOT_UNDERSTOOD))
        if "sure" not in request.POST:
            return self._ask(self.deed.form())
        form = self.deed.form(request.POST)
        if not form.is_valid():
            return self._ask(form)
        if self.deed.foresee and "foreseen" not in request.POST:
            foreseen = self._results(self.deed.foresee, form)
            return self._ask(form, foreseen=foreseen)
        assert self.deed.act is not None
        results = self._results(self.deed.act, form)
        template = "lists/_done.html" if self.is_part else "lists/results.html"
        return self._show(
            template,
            results=results,
            title=self.deed.title,
        )

    def _results(self, do: Callable[[Act], str], form: Form) -> list[Result]:
        """Do something to each of the chosen rows."""
        return [self._one(do, Act(row, self.staff, form)) for row in self.chosen(MOST_AT_ONCE).rows]

    def _ask(self, form: Form, refusal: str = "", **more: Any) -> HttpResponse:
        part = self.chosen(NAMED)
        names = [self.listing.name(row) for row in part.rows]
        return self._show(
            "lists/_deed.html",
            form=form,
            refusal=refusal,
            number=part.count,
            names=names,
            unnamed=part.count - len(names),
            most=MOST_AT_ONCE,
            ids=self.request.POST.getlist("ids"),
            is_everything=self.is_everything,
            **more,
        )

    def _show(self, template: str, **context: Any) -> HttpResponse:
        self.template_name = template
        shown = {
            "deed": self.deed,
            "listing": self.listing,
            "address": self.address,
            "address_of_deed": self.listing.named("deed"),
            "query": self.question.query(),
        }
        return self.render_to_response(self.get_context_data(**shown, **context))

    def _one(self, do: Callable[[Act], str], act: Act) -> Result:
        name, address = self.listing.name(act.row), self.listing.address(act.row)
        try:
            told = do(act)
        except Refused as refusal:
            return Result(
                name,
                address,
                refusal=str(refusal),
            )
        return Result(
            name,
            address,
            told=told,
        )
