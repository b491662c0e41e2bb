"""Loading a debts registry that was looked at.

Its charges, and what was paid for them in advance.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import View

from webapp.billing import views as billing
from webapp.billing.forms import ChoiceForm
from webapp.billing.models import DebtUpload
from webapp.billing.operations import debts
from webapp.payments import operations
from webapp.staff import queries as staff
from webapp.staff.views import StaffPage


class LoadRegistry(StaffPage, View):
    """Load by the choice and show the result."""

    permission_required = "billing.load_debts"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Load all rows or the good ones, or say why not."""
        if not DebtUpload.objects.filter(pk=pk).exists():
            return self._gone()
        upload = billing.own_upload(user=self.staff, upload_id=pk)
        form = ChoiceForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Choose whether all rows are loaded or the good ones only."))
            return redirect("admin:billing_upload", pk=pk)
        return self._load(upload, good_rows_only=form.good_rows_only)

    def _gone(self) -> HttpResponse:
        """A file is forgotten once it is loaded: whoever sends it again is told so."""
        messages.info(
            self.request,
            _("This file is loaded already, or a day has passed: its load is in the list."),
        )
        return redirect("admin:billing_debts")

    def _load(self, upload: DebtUpload, *, good_rows_only: bool) -> HttpResponse:
        try:
            charged = operations.load_debts_upload(
                upload=upload,
                by=self.staff,
                today=staff.today(),
                good_rows_only=good_rows_only,
            )
        except debts.UnableToLoadDebts as error:
            messages.error(self.request, str(error))
            return redirect("admin:billing_upload", pk=upload.pk)
        if charged.load.load_id is None:
            text = _("Nothing changed: every good row was loaded before (%(rows)s).") % {
                "rows": charged.load.rows_unchanged
            }
            messages.info(self.request, text)
            return redirect("admin:billing_debts")
        if charged.advances_used:
            text = ngettext(
                "%(count)d payment made in advance covers new charges.",
                "%(count)d payments made in advance cover new charges.",
                charged.advances_used,
            )
            messages.info(self.request, text % {"count": charged.advances_used})
        return redirect("admin:billing_load", pk=charged.load.load_id)
