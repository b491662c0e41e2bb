"""Court and bailiff events on screen.

What is known, a file of them with its preview, and its loading.
"""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import FormView, ListView, TemplateView

from webapp.billing.forms import ChoiceForm, UploadForm
from webapp.billing.operations import debts
from webapp.recovery.models import CourtEvent, CourtEventUpload
from webapp.recovery.operations import court_event_files
from webapp.recovery.queries import court_event_columns, court_events, court_events_file
from webapp.staff import queries as staff
from webapp.staff.views import StaffPage
from webapp.uploads.tables import books
from webapp.uploads.tables.sheets import UnableToReadTable

_PERMISSION = ("recovery.view_recoverycase", "recovery.enter_court_event")
ROWS_SHOWN = 50
ERRORS_SHOWN = 100


class EventList(StaffPage, ListView):  # type: ignore[type-arg]
    """The events of the cases a person sees, and the form for a file of them."""

    permission_required = _PERMISSION
    title = gettext_lazy("Court and bailiff events")
    template_name = "recovery/court_events.html"
    paginate_by = 50

    def get_queryset(self) -> QuerySet[CourtEvent]:
        """Return the newest first."""
        return court_events.visible(user=self.staff)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form."""
        return super().get_context_data(form=UploadForm(), **kwargs)


class Upload(StaffPage, FormView):  # type: ignore[type-arg]
    """Takes a file, reads it once to refuse what is no table of events, and shows its preview."""

    permission_required = _PERMISSION
    title = gettext_lazy("Court and bailiff events")
    template_name = "recovery/court_events.html"
    form_class = UploadForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A refused file leaves its address in the browser: reloading it leads back to the list."""
        return redirect("admin:recovery_events")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show the list under the form that was refused."""
        return super().get_context_data(
            object_list=court_events.visible(user=self.staff)[:50],
            **kwargs,
        )

    def form_valid(self, form: UploadForm) -> HttpResponse:
        """Keep the file when it can be read."""
        file = form.cleaned_data["file"]
        content = file.read()
        try:
            court_events_file.read(file_name=file.name, content=content)
        except UnableToReadTable as error:
            form.add_error("file", str(error))
            return self.form_invalid(form)
        upload = debts.keep_upload(
            file_name=file.name,
            content=content,
            by=self.staff,
            model=CourtEventUpload,
        )
        return redirect("admin:recovery_events_upload", pk=upload.pk)


class _OwnUpload(StaffPage):
    """A file waits for the person who brought it."""

    permission_required = _PERMISSION
    kwargs: dict[str, Any]

    def upload(self) -> CourtEventUpload:
        """Return the kept file."""
        return get_object_or_404(CourtEventUpload, pk=self.kwargs["pk"], uploaded_by=self.staff)

    def plan(self, upload: CourtEventUpload) -> court_events_file.Plan:
        """Compare the file with the cases anew."""
        file = court_events_file.read(
            file_name=upload.file_name,
            content=bytes(upload.content),
        )
        return court_events_file.plan(file=file, user=self.staff, today=staff.today())


class Preview(_OwnUpload, TemplateView):
    """What a kept file would enter, its errors, and the choice; a POST loads it."""

    title = gettext_lazy("Court and bailiff events: preview")
    template_name = "recovery/court_events_preview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show the first rows and errors."""
        upload = self.upload()
        plan = self.plan(upload)
        shown = {
            "rows": plan.new[:ROWS_SHOWN],
            "errors": plan.errors[:ERRORS_SHOWN],
            "errors_total": len(plan.errors),
        }
        wrong_rows = len({error.row for error in plan.errors})
        return super().get_context_data(
            upload=upload,
            plan=plan,
            wrong_rows=wrong_rows,
            **shown,
            **kwargs,
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponseRedirect:
        """Load by the choice and say what was done."""
        upload = self.upload()
        form = ChoiceForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Choose whether all rows are loaded or the good ones only."))
            return redirect("admin:recovery_events_upload", pk=pk)
        try:
            done = court_event_files.load_upload(
                upload=upload,
                by=self.staff,
                today=staff.today(),
                good_rows_only=form.good_rows_only,
            )
        except court_event_files.UnableToLoadEvents as error:
            messages.error(request, str(error))
            return redirect("admin:recovery_events_upload", pk=pk)
        told = {
            "entered": done.entered,
            "unchanged": done.unchanged,
            "wrong": len({error.row for error in done.errors}),
        }
        messages.success(
            request,
            _("Events entered: %(entered)s; already there: %(unchanged)s; left out: %(wrong)s.")
            % told,
        )
        return redirect("admin:recovery_events")


class Errors(_OwnUpload, View):
    """The errors of a kept file as a workbook."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Return the workbook."""
        return _download(books.errors_book(self.plan(self.upload()).errors), "errors.xlsx")


class EmptyTable(StaffPage, View):
    """A table of events to fill in."""

    permission_required = _PERMISSION

    def get(self, request: HttpRequest) -> HttpResponse:
        """Return the workbook."""
        return _download(
            books.table_to_fill(
                shown=court_event_columns.COLUMNS,
                example=court_event_columns.EXAMPLE,
            ),
            "events.xlsx",
        )


def _download(content: bytes, file_name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{file_name}"'}
    return HttpResponse(content, content_type=books.CONTENT_TYPE, headers=headers)
