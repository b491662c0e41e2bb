"""Bank statements: the list, a file looked at before it is loaded, loading, what a load did."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView, View

from webapp.contracts import queries as contracts
from webapp.payments import operations
from webapp.payments.forms import StatementForm
from webapp.payments.models import Statement
from webapp.payments.operations import StatementReport
from webapp.payments.operations.uploads import KIND
from webapp.payments.queries import lists
from webapp.payments.views import sheets
from webapp.staff import queries as staff
from webapp.staff.views import StaffPage
from webapp.uploads import queries as uploads
from webapp.uploads.models import Upload
from webapp.uploads.operations import UploadIsGone

PAGE = 30
ROWS_SHOWN_MAX = 200


class _StatementPage(StaffPage):
    """What every page here demands."""

    permission_required = "payments.load_statement"


class StatementList(_StatementPage, FormView):  # type: ignore[type-arg]
    """Loaded statements, and the form for the next one."""

    template_name = "payments/statements.html"
    title = gettext_lazy("Bank statements")
    form_class = StatementForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read one page of statements."""
        page = Paginator(lists.statements(), PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(page=page, query="", **kwargs)

    def form_valid(self, form: StatementForm) -> HttpResponse:
        """Keep the file and show what it would do; what is no statement is refused at once."""
        file = form.cleaned_data["file"]
        try:
            upload = operations.keep_upload(
                file_name=file.name,
                content=file.read(),
                by=self.staff,
                today=staff.today(),
            )
        except operations.UnableToRead as error:
            form.add_error("file", str(error))
            return self.form_invalid(form)
        return redirect("admin:payments_statement_preview", upload.pk)


class _Upload(_StatementPage):
    """A file that waits for its owner's decision."""

    kwargs: dict[str, Any]

    def upload(self) -> Upload:
        """Return the person's own file."""
        waiting = uploads.kept(kind=KIND, user=self.staff)
        return get_object_or_404(waiting, pk=self.kwargs["pk"])

    def report(self) -> StatementReport:
        """Return what loading it would do."""
        upload = self.upload()
        return operations.preview(
            file_name=upload.file_name,
            content=bytes(upload.content),
            today=staff.today(),
        )


class Preview(_Upload, TemplateView):
    """What the file would do: sums, warnings, refused documents, accounts found."""

    template_name = "payments/preview.html"
    title = gettext_lazy("Statement before loading")
    is_fullwidth = "1"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the file once more: accounts may have been added since."""
        report = self.report()
        same = lists.statements().filter(sha256=self.upload().sha256)
        shown = report.rows[:ROWS_SHOWN_MAX]
        found = {row.finding.account_id for row in shown if row.finding.account_id}
        accounts = (
            contracts.visible_accounts(user=self.staff).select_related("party").in_bulk(found)
        )
        rows = [(row, accounts.get(row.finding.account_id or 0)) for row in shown]
        return super().get_context_data(
            report=report,
            before=same.first(),
            rows=rows,
            hidden=len(report.rows) - len(rows),
            **kwargs,
        )


class PreviewErrors(_Upload, View):
    """The refused documents as a spreadsheet."""

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        """Send the file."""
        report = self.report()
        return FileResponse(
            sheets.refused(report.errors),
            as_attachment=True,
            filename=_("refused documents.xlsx"),
        )


class Load(_Upload, View):
    """Load the file: all of it, or the good documents only."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Load and show the statement.

        A file is forgotten once it is loaded: whoever sends it again is told so.
        """
        try:
            report = operations.load_upload(
                upload_id=pk,
                by=self.staff,
                today=staff.today(),
                good_rows_only="good_rows" in request.POST,
            )
        except UploadIsGone:
            if Upload.objects.filter(pk=pk).exists():
                raise Http404 from None
            text = _("This file is loaded already, or a day has passed: its load is in the list.")
            messages.info(request, text)
            return redirect("admin:payments_statements")
        except operations.UnableToLoad as error:
            messages.error(request, str(error))
            return redirect("admin:payments_statement_preview", pk)
        if report.statement_id is None:
            messages.error(
                request,
                _(
                    "Nothing was loaded: some documents are refused. Load the good ones "
                    "only, or correct the file."
                ),
            )
            return redirect("admin:payments_statement_preview", pk)
        self._tell(report)
        return redirect("admin:payments_statement", report.statement_id)

    def _tell(self, report: StatementReport) -> None:
        if report.was_loaded_before:
            messages.info(self.request, _("This file was loaded before: nothing has changed."))
            return
        text = ngettext(
            "%(count)d payment is posted.",
            "%(count)d payments are posted.",
            report.posted,
        ) % {"count": report.posted}
        if report.unidentified:
            waits = ngettext(
                "%(count)d waits in the queue.",
                "%(count)d wait in the queue.",
                report.unidentified,
            )
            text += " " + waits % {"count": report.unidentified}
        messages.success(self.request, text)


class Discard(_Upload, View):
    """Forget a file that is not to be loaded."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Delete it."""
        self.upload().delete()
        return redirect("admin:payments_statements")


class StatementPage(_StatementPage, TemplateView):
    """What a load did, and what it did not."""

    template_name = "payments/statement.html"
    title = gettext_lazy("Bank statement")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the statement."""
        statement = get_object_or_404(lists.statements(), pk=kwargs["pk"])
        return super().get_context_data(
            statement=statement,
            refused=operations.refusals(statement),
            **kwargs,
        )


class StatementErrors(_StatementPage, View):
    """The documents that a load refused, as a spreadsheet."""

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        """Send the file."""
        statement = get_object_or_404(Statement, pk=pk)
        refused = operations.refusals(statement)
        return FileResponse(
            sheets.refused(refused),
            as_attachment=True,
            filename=_("refused documents.xlsx"),
        )
