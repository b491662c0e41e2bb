"""The key rate on screen."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import FormView

from webapp.billing import forms
from webapp.billing.operations import rates
from webapp.billing.queries import rates as rates_known
from webapp.staff import queries as staff
from webapp.staff.views import StaffPage


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
