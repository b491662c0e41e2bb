"""A file that waits: what its columns are, its preview, its wrong rows, and the choice."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import FormView, TemplateView

from webapp.staff import queries as staff
from webapp.uploads import operations, queries
from webapp.uploads.declarations import Report
from webapp.uploads.forms import ChoiceForm, ColumnsForm
from webapp.uploads.models import Upload
from webapp.uploads.tables import books, cells
from webapp.uploads.tables.columns import Header, UnclearHeader, fingerprint
from webapp.uploads.tables.reading import Reading
from webapp.uploads.tables.sheets import UnableToReadTable
from webapp.uploads.views import common

SAMPLES = 3


class _OwnUpload(common.KindPage):
    """A file waits for the person who brought it."""

    def upload(self) -> Upload:
        """Return the kept file."""
        waiting = queries.kept(
            kind=self.kind.code,
            user=self.staff,
        )
        return get_object_or_404(
            waiting,
            pk=self.kwargs["pk"],
        )

    def reading(self, upload: Upload) -> Reading[Any]:
        """Read the file anew: what its headers mean may have been said since."""
        return queries.read(
            kind=self.kind,
            file_name=upload.file_name,
            content=bytes(upload.content),
            today=staff.today(),
        )

    def plan(self, reading: Reading[Any]) -> Any:
        """Compare the file with the database anew."""
        return self.kind.plan(reading, self.staff, staff.today())


class Preview(_OwnUpload, TemplateView):
    """What a kept file would change, its errors, and the choice; a POST loads it."""

    template_name = "uploads/preview.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask what the columns are where nobody can tell."""
        upload = self.upload()
        try:
            reading = self.reading(upload)
        except UnclearHeader:
            return redirect(
                self.address(
                    "_columns",
                    pk=upload.pk,
                )
            )
        except UnableToReadTable as error:
            messages.error(request, str(error))
            return redirect(self.address())
        return self.render_to_response(
            self.get_context_data(
                upload=upload,
                reading=reading,
            )
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show the first rows and errors."""
        upload: Upload = kwargs["upload"]
        reading: Reading[Any] = kwargs["reading"]
        plan = self.plan(reading)
        count = self.kind.preview.rows_shown
        shown = {
            "title": _("%(kind)s: preview") % {"kind": self.kind.title},
            "plan": plan,
            "rows": plan.new[:count],
            "lines": _first_lines(reading, count),
            "errors": plan.errors[: common.ERRORS_SHOWN],
            "errors_total": len(plan.errors),
            "wrong_rows": len({error.row for error in plan.errors}),
            "before": queries.same_before(
                kind=self.kind,
                sha256=upload.sha256,
            ),
            "said": self._said(reading.header),
            "columns": _columns(reading.header),
            "columns_page": self.address(
                "_columns",
                pk=upload.pk,
            ),
            "download": self.address(
                "_errors",
                pk=upload.pk,
            ),
        }
        own = self.kind.preview.shown(plan)
        return super().get_context_data(**{**shown, **own, **kwargs})

    def _said(self, header: Header) -> Any:
        if not header.is_mapped:
            return None
        return queries.map_of(
            kind=self.kind,
            fingerprint=fingerprint(header.heading),
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponseRedirect:
        """Load by the choice and say what was done."""
        form = ChoiceForm(request.POST)
        if not form.is_valid():
            self.upload()
            messages.error(request, _("Choose whether all rows are loaded or the good ones only."))
            return redirect(
                self.address(
                    "_upload",
                    pk=pk,
                )
            )
        try:
            report = operations.load_kept(
                kind=self.kind,
                upload_id=pk,
                by=self.staff,
                today=staff.today(),
                good_rows_only=form.good_rows_only,
            )
        except operations.UploadIsGone:
            return self._gone()
        except (operations.UnableToLoad, UnableToReadTable) as error:
            messages.error(request, str(error))
            return redirect(
                self.address(
                    "_upload",
                    pk=pk,
                )
            )
        return self._loaded(report)

    def _gone(self) -> HttpResponseRedirect:
        """A file is forgotten once it is loaded: whoever sends it again is told so."""
        if Upload.objects.filter(pk=self.kwargs["pk"]).exists():
            raise Http404
        messages.info(
            self.request,
            _("This file is loaded already, or a day has passed: its load is in the list."),
        )
        return redirect(self.address())

    def _loaded(self, report: Report) -> HttpResponseRedirect:
        if report.load_id is None:
            text = _("Nothing changed: every good row was loaded before (%(rows)s).")
            messages.info(self.request, text % {"rows": report.rows_unchanged})
            return redirect(self.address())
        messages.success(self.request, self.kind.told(report))
        for text in report.written.told:
            messages.info(self.request, text)
        return redirect(
            self.address(
                "_load",
                pk=report.load_id,
            )
        )


def _columns(header: Header) -> list[tuple[str, str]]:
    """Return each header of the file with the title of the column that it is, if it is one."""
    titles = {place: column.title for place, column in header.places.items()}
    return [(cell, titles.get(place, "")) for place, cell in enumerate(header.cells) if cell]


def _first_lines(reading: Reading[Any], count: int) -> list[tuple[int, list[str]]]:
    """Return the first good lines of the file as it shows them."""
    wrong = {error.row for error in reading.errors}
    good = [number for number in reading.lines if number not in wrong][:count]
    return [(number, [cells.shown(cell) for cell in reading.lines[number]]) for number in good]


class Columns(_OwnUpload, FormView):  # type: ignore[type-arg]
    """Which column of a file is which: said once for all files with these headers."""

    template_name = "uploads/columns.html"
    form_class = ColumnsForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Ask about the headers of the file."""
        return {**super().get_form_kwargs(), "header": self._understood()[0]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what stands under each header."""
        header, fault = self._understood()
        form = kwargs.get("form") or self.get_form()
        shown = {
            "title": _("%(kind)s: columns") % {"kind": self.kind.title},
            "upload": self.upload(),
            "fault": fault,
            "asked": [
                (form[f"column{place}"], _under(header, place)) for place in range(form.count)
            ],
        }
        return super().get_context_data(**{**shown, **kwargs, "form": form})

    def form_valid(self, form: ColumnsForm) -> HttpResponse:
        """Keep what was said and show the preview."""
        operations.explain(
            kind=self.kind,
            header=self._understood()[0],
            keys=form.keys(),
            whose=form.cleaned_data["whose"],
            by=self.staff,
        )
        return redirect(
            self.address(
                "_upload",
                pk=self.kwargs["pk"],
            )
        )

    def _understood(self) -> tuple[Header, str]:
        """Return what is known of the headers, and what is unclear."""
        try:
            return self.reading(self.upload()).header, ""
        except UnclearHeader as error:
            return error.header, str(error)
        except UnableToReadTable as error:
            raise Http404 from error


def _under(header: Header, place: int) -> list[str]:
    """Return the first values of a column."""
    first = header.sheet.rows[header.row + 1 :][:SAMPLES]
    return [cells.shown(line[place]) for line in first if place < len(line)]


class Errors(_OwnUpload, View):
    """The wrong rows of a kept file as a workbook."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Return the workbook."""
        try:
            reading = self.reading(self.upload())
        except UnableToReadTable as error:
            raise Http404 from error
        errors = self.plan(reading).errors
        return common.download(books.errors_book(errors, reading.rejected(errors)), "errors.xlsx")
