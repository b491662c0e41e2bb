"""A file is brought, over what came of former ones."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views import View
from django.views.generic import FormView, ListView

from webapp.staff import queries as staff
from webapp.uploads import operations, queries
from webapp.uploads.forms import UploadForm
from webapp.uploads.tables import books
from webapp.uploads.tables.columns import UnclearHeader
from webapp.uploads.tables.sheets import UnableToReadTable
from webapp.uploads.views import common


class _Listed(common.KindPage):
    """The form of a kind over what it lists: rows of its own, or its loads."""

    def rows(self) -> QuerySet[Any]:
        """Return what is listed, the newest first."""
        if self.kind.listing:
            return self.kind.listing.read(self.staff)
        return queries.loads(kind=self.kind)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add where the pages beside it stand."""
        shown = {
            "here": f"admin:{self.kind.name}",
            "load_page": f"admin:{self.kind.name}_load",
            "bring": self.address("_new"),
            "empty": self.address("_empty"),
            "loads": self.address("_loads") if self.kind.listing else "",
        }
        return super().get_context_data(**{**shown, **kwargs})


class Home(_Listed, ListView):  # type: ignore[type-arg]
    """The form for a file, and what came of former ones."""

    template_name = "uploads/home.html"
    paginate_by = common.LISTED

    def get_queryset(self) -> QuerySet[Any]:
        """Return the newest first."""
        return self.rows()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form."""
        return super().get_context_data(
            form=UploadForm(),
            **kwargs,
        )


class Bring(_Listed, FormView):  # type: ignore[type-arg]
    """Takes a file, reads it once to refuse what is no such table, and shows its preview."""

    template_name = "uploads/home.html"
    form_class = UploadForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A refused file leaves its address in the browser: reloading it leads back to the page."""
        return redirect(self.address())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show the list under the form that was refused."""
        return super().get_context_data(
            object_list=self.rows()[: common.LISTED],
            **kwargs,
        )

    def form_valid(self, form: UploadForm) -> HttpResponse:
        """Keep the file when it can be read, or when a person can say what its columns are."""
        file = form.cleaned_data["file"]
        content = file.read()
        page = "_upload"
        try:
            queries.read(
                kind=self.kind,
                file_name=file.name,
                content=content,
                today=staff.today(),
            )
        except UnclearHeader as error:
            if not error.header.places:
                return self._refused(form, error)
            page = "_columns"
        except UnableToReadTable as error:
            return self._refused(form, error)
        upload = operations.keep(
            kind=self.kind.code,
            file_name=file.name,
            content=content,
            by=self.staff,
        )
        return redirect(
            self.address(
                page,
                pk=upload.pk,
            )
        )

    def _refused(self, form: UploadForm, error: Exception) -> HttpResponse:
        form.add_error("file", str(error))
        return self.form_invalid(form)


class EmptyTable(common.KindPage, View):
    """A table of the kind to fill in."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Return the workbook."""
        kind = self.kind
        table = books.table_to_fill(
            shown=kind.to_fill,
            example=dict(kind.example),
        )
        return common.download(table, kind.empty)
