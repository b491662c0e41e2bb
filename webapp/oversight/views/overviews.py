"""Overviews: all that there are, one of them, and the rows behind a figure; each as a sheet too."""

from dataclasses import replace
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from webapp.oversight import registry
from webapp.oversight.declarations import Asked, Overview, Table
from webapp.oversight.forms import OverviewForm
from webapp.oversight.views import sheets
from webapp.staff import queries as staff
from webapp.staff.views import StaffPage

MOST_SHOWN = 1000
"""A longer list is a sheet, and no page."""
# of one kind of days; a sheet has more
_OF_A_KIND = 200


class OverviewList(StaffPage, TemplateView):
    """What can be looked at."""

    permission_required = registry.SEE
    title = gettext_lazy("Reports")
    template_name = "oversight/overviews.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the overviews that the person may see."""
        shown = registry.overviews(user=self.staff)
        return super().get_context_data(
            overviews=shown,
            **kwargs,
        )


class _One(StaffPage):
    """One overview, named in the address, with what is asked of it."""

    kwargs: dict[str, Any]

    def get_permission_required(self) -> tuple[str, ...]:
        """Demand what the overview demands; an unknown one demands the right to see any."""
        overview = registry.overview(code=self.kwargs["code"])
        return (registry.SEE, *(overview.permissions if overview else ()))

    @cached_property
    def overview(self) -> Overview:
        """Return the overview."""
        overview = registry.overview(code=self.kwargs["code"])
        if overview is None:
            raise Http404(self.kwargs["code"])
        return overview

    @cached_property
    def form(self) -> OverviewForm:
        """Return what is asked, as a form."""
        return OverviewForm(
            self.request.GET.dict(), overview=self.overview, now=staff.business_now()
        )

    @cached_property
    def asked(self) -> Asked:
        """Return what is asked."""
        return self.form.asked(user=self.staff)

    @cached_property
    def query(self) -> str:
        """Return what is asked as the end of an address."""
        given = self.request.GET
        return urlencode({name: given[name] for name in given if given[name] and name != "key"})

    @property
    def key(self) -> str:
        """Return which figure the rows are asked of."""
        return self.request.GET.get("key", "")


class OverviewPage(_One, TemplateView):
    """The figures, each with the list behind it, and how they are counted."""

    is_fullwidth = "1"
    template_name = "oversight/overview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the figures."""
        address = reverse("admin:oversight_behind", args=[self.overview.code])
        asked = replace(self.asked, most=_OF_A_KIND)
        return super().get_context_data(
            overview=self.overview,
            title=self.overview.title,
            form=self.form,
            asked=self.asked,
            table=self.overview.read(asked),
            query=self.query,
            behind=f"{address}?{self.query}",
            **kwargs,
        )


class Behind(_One, TemplateView):
    """The rows of which a figure is made."""

    is_fullwidth = "1"
    template_name = "oversight/behind.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the rows; of very many the first."""
        table = self.overview.behind(self.asked, self.key)
        return super().get_context_data(
            overview=self.overview,
            title=self.overview.title,
            asked=self.asked,
            table=Table(table.columns, table.rows[:MOST_SHOWN], table.total),
            count=len(table.rows),
            most=MOST_SHOWN,
            query=self.query,
            key=self.key,
            **kwargs,
        )


class Export(_One, View):
    """The figures, or the rows behind one of them, as a sheet."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Send the file."""
        if self.key:
            table = self.overview.behind(self.asked, self.key)
        else:
            table = self.overview.read(self.asked)
        content = sheets.book(
            overview=self.overview,
            asked=self.asked,
            table=table,
        )
        return FileResponse(
            BytesIO(content),
            as_attachment=True,
            filename=f"{self.overview.title} {self.asked.last_on.isoformat()}.xlsx",
        )
