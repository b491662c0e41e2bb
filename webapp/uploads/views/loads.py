"""Past loads: who, when, what, and the rows that were left out."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import DetailView, ListView

from webapp.uploads import queries
from webapp.uploads.models import TableLoad
from webapp.uploads.tables import books
from webapp.uploads.views import common


class Loads(common.KindPage, ListView):  # type: ignore[type-arg]
    """The past loads of a kind: who, when, what, and how many rows."""

    template_name = "uploads/loads.html"
    paginate_by = common.LISTED

    def get_queryset(self) -> QuerySet[Any]:
        """Return the newest first."""
        return queries.loads(kind=self.kind)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add where the report of each stands."""
        shown = {
            "title": _("%(kind)s: past loads") % {"kind": self.kind.title},
            "here": f"admin:{self.kind.name}_loads",
            "load_page": f"admin:{self.kind.name}_load",
        }
        return super().get_context_data(**{**shown, **kwargs})


class _LoadOfKind(common.KindPage):
    """A past load."""

    def get_queryset(self) -> QuerySet[Any]:
        """Return any load, with what was wrong in it."""
        return queries.loads(kind=self.kind).defer(None)

    def may_read_rows(self, load: TableLoad) -> bool:
        """Say whether the person may read what was wrong."""
        return queries.may_read_rows(
            load=load,
            user=self.staff,
        )


class LoadPage(_LoadOfKind, DetailView):  # type: ignore[type-arg]
    """What one load did."""

    template_name = "uploads/load.html"
    context_object_name = "load"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the errors, of which a page shows the first.

        The frame names the app and the model of an ``object`` above a page: it is not told of it.
        """
        errors = self.object.row_errors
        seen = errors[: common.ERRORS_SHOWN] if self.may_read_rows(self.object) else []
        title = _("%(kind)s: %(file)s")
        shown = {
            "title": title % {"kind": self.kind.title, "file": self.object.file_name},
            "errors": seen,
            "errors_total": len(errors),
            "wrong_rows": len({error.row for error in errors}),
            "download": self.address(
                "_load_errors",
                pk=self.object.pk,
            ),
        }
        context = super().get_context_data(**{**shown, **kwargs})
        del context["object"]
        return context


class LoadErrors(_LoadOfKind, View):
    """The rows that a load left out, as a workbook."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Return the workbook."""
        load = get_object_or_404(
            self.get_queryset(),
            pk=pk,
        )
        if not self.may_read_rows(load):
            raise Http404
        return common.download(
            books.errors_book(load.row_errors, load.rejected_rows), "errors.xlsx"
        )
