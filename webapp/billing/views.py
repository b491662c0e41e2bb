"""Debts registries on screen: upload, preview with errors, choice, load, result."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import DetailView, FormView, ListView, TemplateView

from webapp.billing import forms, queries
from webapp.billing.models import DebtLoad, DebtUpload
from webapp.billing.operations import debts, rates
from webapp.billing.queries import cautions, new_places, plans, registry
from webapp.billing.queries import rates as rates_known
from webapp.billing.queries.registry import columns
from webapp.staff import queries as staff
from webapp.staff.models import User
from webapp.staff.views import StaffPage
from webapp.uploads.tables import books, sheets
from webapp.uploads.tables.lines import RowError

ROWS_SHOWN = 20
ERRORS_SHOWN = 100


class LoadsView(StaffPage, ListView):  # type: ignore[type-arg]
    """The registries that were loaded, and the form for the next one."""

    permission_required = "billing.load_debts"
    title = gettext_lazy("Debts registries")
    template_name = "billing/loads.html"
    paginate_by = 25

    def get_queryset(self) -> QuerySet[DebtLoad]:
        """Return the newest first."""
        return queries.loads().defer("errors")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form."""
        return super().get_context_data(form=forms.UploadForm(), **kwargs)


class UploadView(StaffPage, FormView):  # type: ignore[type-arg]
    """Takes a file, reads it once to refuse what is no registry, and shows its preview."""

    permission_required = "billing.load_debts"
    title = gettext_lazy("Debts registries")
    template_name = "billing/loads.html"
    form_class = forms.UploadForm

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A refused file leaves its address in the browser: reloading it leads back to the list."""
        return redirect("admin:billing_debts")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show the list under the form that was refused."""
        return super().get_context_data(
            object_list=queries.loads().defer("errors")[:25],
            **kwargs,
        )

    def form_valid(self, form: forms.UploadForm) -> HttpResponse:
        """Keep the file when it can be read."""
        file = form.cleaned_data["file"]
        content = file.read()
        try:
            registry.read(
                file_name=file.name,
                content=content,
                today=staff.today(),
            )
        except sheets.UnableToReadTable as error:
            form.add_error("file", str(error))
            return self.form_invalid(form)
        upload = debts.keep_upload(
            file_name=file.name,
            content=content,
            by=self.staff,
            model=DebtUpload,
        )
        return redirect("admin:billing_upload", pk=upload.pk)


class PreviewView(StaffPage, TemplateView):
    """What a kept file would change, its errors, and the choice.

    ``payments`` loads it, with the advances that pay for it.
    """

    permission_required = "billing.load_debts"
    title = gettext_lazy("Debts registry: preview")
    template_name = "billing/preview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Compare the file with the database anew each time it is shown."""
        upload = own_upload(user=self.staff, upload_id=self.kwargs["pk"])
        plan = _plan(upload)
        wrong_rows = len({error.row for error in plan.errors})
        fresh = new_places.of(planned=plan.new)
        shown = {
            "rows": plan.rows_to_load[:ROWS_SHOWN],
            "streets": fresh.streets,
            "houses": fresh.houses,
            "cautions": cautions.of(planned=plan.new),
            "errors": plan.errors[:ERRORS_SHOWN],
            "wrong_rows": wrong_rows,
        }
        return super().get_context_data(
            upload=upload,
            plan=plan,
            errors_total=len(plan.errors),
            **shown,
            **kwargs,
        )


class UploadErrorsView(StaffPage, View):
    """The errors of a kept file as a workbook."""

    permission_required = "billing.load_debts"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Return the workbook."""
        return _download(
            books.errors_book(_plan(own_upload(user=self.staff, upload_id=pk)).errors),
            "errors.xlsx",
        )


class LoadView(StaffPage, DetailView):  # type: ignore[type-arg]
    """What one load did."""

    permission_required = "billing.load_debts"
    title = gettext_lazy("Debts registry")
    template_name = "billing/load.html"
    context_object_name = "load"

    def get_queryset(self) -> QuerySet[DebtLoad]:
        """Return any load."""
        return queries.loads()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the errors, of which a page shows the first."""
        errors = self.object.errors
        return super().get_context_data(
            errors=errors[:ERRORS_SHOWN],
            errors_total=len(errors),
            wrong_rows=len({error["row"] for error in errors}),
            **kwargs,
        )


class LoadErrorsView(StaffPage, View):
    """The errors of a finished load as a workbook."""

    permission_required = "billing.load_debts"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Return the workbook."""
        load = get_object_or_404(DebtLoad, pk=pk)
        return _download(
            books.errors_book(RowError(**error) for error in load.errors),
            "errors.xlsx",
        )


class EmptyRegistryView(StaffPage, View):
    """A registry to fill in."""

    permission_required = "billing.load_debts"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Return the workbook."""
        return _download(
            books.table_to_fill(shown=columns.TO_FILL, example=columns.EXAMPLE),
            "registry.xlsx",
        )


def own_upload(*, user: User, upload_id: int) -> DebtUpload:
    """Return a kept file: it waits for the person who brought it."""
    return get_object_or_404(DebtUpload, pk=upload_id, uploaded_by=user)


def _plan(upload: DebtUpload) -> plans.Plan:
    found = registry.read(
        file_name=upload.file_name,
        content=bytes(upload.content),
        today=staff.today(),
    )
    return plans.plan(registry=found)


def _download(content: bytes, file_name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{file_name}"'}
    return HttpResponse(content, content_type=books.CONTENT_TYPE, headers=headers)


class KeyRatesView(StaffPage, FormView):  # type: ignore[type-arg]
    """The key rate over the years, and the form for the next one.

    The old and the new are shown before it is entered.
    """

    permission_required = "billing.add_keyrate"
    title = gettext_lazy("Key rate")
    template_name = "billing/key_rates.html"
    form_class = forms.KeyRateForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show the newest rates first, the shipped and the entered ones alike."""
        rows = rates_known.key_rate().rows[::-1][:40]
        former = rates_known.refinancing_rate().rows[::-1]
        waiting = rates_known.not_yet_in_effect(today=staff.today())
        return super().get_context_data(
            rows=rows,
            former=former,
            waiting=waiting,
            **kwargs,
        )

    def form_valid(self, form: forms.KeyRateForm) -> HttpResponse:
        """Ask to confirm the rate, then enter it, or say why it cannot be."""
        given = form.cleaned_data
        step = self.request.POST.get("step")
        if step == "correct":
            return self.render_to_response(self.get_context_data(form=form))
        try:
            if step != "confirm":
                rates.check_key_rate(
                    effective_from=given["effective_from"],
                    rate_percent=given["rate_percent"],
                    today=staff.today(),
                )
                return self.render_to_response(self.get_context_data(form=form, asked=given))
            rates.enter_key_rate(
                by=self.staff,
                today=staff.today(),
                **given,
            )
        except rates.UnableToEnterRate as error:
            form.add_error(error.field, str(error))
            return self.form_invalid(form)
        messages.success(
            self.request,
            _("The rate is entered: every penalty counted from now on knows it."),
        )
        return redirect("admin:billing_key_rates")


class WithdrawKeyRateView(StaffPage, View):
    """Takes back a rate that is not yet in effect."""

    permission_required = "billing.add_keyrate"

    def post(self, request: HttpRequest, pk: int) -> HttpResponseRedirect:
        """Withdraw it, or say why it cannot be."""
        try:
            rates.withdraw_key_rate(
                key_rate_id=pk,
                by=self.staff,
                today=staff.today(),
            )
        except rates.UnableToWithdrawRate as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The rate is withdrawn."))
        return redirect("admin:billing_key_rates")
