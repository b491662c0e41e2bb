"""Payments of nobody yet: search of an account, assigning."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View

from webapp.contracts import queries as contracts
from webapp.payments import operations
from webapp.payments.forms import is_another
from webapp.payments.models import Payment
from webapp.payments.queries import directory, doubts, lists
from webapp.staff import characters
from webapp.staff import queries as staff
from webapp.staff.views import StaffPage

MONTHS_LENGTH_MAX = 120


class Accounts(StaffPage, TemplateView):
    """Accounts for a payment, as the person types."""

    permission_required = "payments.identify_payment"
    template_name = "payments/_accounts.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Look in the person's segment."""
        payment = get_object_or_404(lists.queue(), pk=kwargs["pk"])
        text = self.request.GET.get("account", "")
        return super().get_context_data(
            payment=payment,
            text=text,
            accounts=lists.accounts_like(text, user=self.staff),
            **kwargs,
        )


class Assign(StaffPage, TemplateView):
    """The question before posting, and posting."""

    permission_required = "payments.identify_payment"
    template_name = "payments/_assign.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show the payment beside the account and its debt."""
        payment = get_object_or_404(lists.queue(), pk=kwargs["pk"])
        accounts = contracts.visible_accounts(user=self.staff).select_related(
            "party",
            "premises",
            "contract",
        )
        account = get_object_or_404(accounts, pk=kwargs["account_id"])
        (waiting,) = lists.with_suggestions([payment], user=self.staff)
        found = doubts.about(directory.clues_of(payment), account_ids=[account.pk])
        return super().get_context_data(
            payment=payment,
            waiting=waiting,
            doubts=found[account.pk],
            account=account,
            owed=lists.owed(account_id=account.pk),
            named=lists.months_named(payment),
            offered=lists.months_offered(payment, account_id=account.pk),
            such=operations.such_on(payment=payment, account_id=account.pk),
            **kwargs,
        )

    def post(self, request: HttpRequest, pk: int, account_id: int) -> HttpResponse:
        """Post the payment to the account."""
        payment = get_object_or_404(Payment, pk=pk)
        account = get_object_or_404(contracts.visible_accounts(user=self.staff), pk=account_id)
        try:
            operations.assign(
                payment_id=payment.pk,
                account_id=account.pk,
                by=self.staff,
                months_said=characters.shown(request.POST.get("months", "")).strip()[
                    :MONTHS_LENGTH_MAX
                ],
                is_another=is_another(request.POST),
            )
        except (operations.UnableToAssign, operations.UnableToPost) as error:
            messages.error(request, str(error))
            return redirect("admin:payments_unidentified")
        messages.success(
            request,
            _("The payment is posted to account %(number)s.") % {"number": account.number},
        )
        return redirect("admin:payments_payment", pk)


class IdentifyAgain(StaffPage, View):
    """The rules once more: accounts may have been added since."""

    permission_required = "payments.identify_payment"

    def post(self, request: HttpRequest) -> HttpResponse:
        """Post what is found now."""
        count = operations.identify_again(by=self.staff, today=staff.today())
        text = ngettext(
            "%(count)d payment found its account.",
            "%(count)d payments found their accounts.",
            count,
        ) % {"count": count}
        messages.add_message(request, messages.SUCCESS if count else messages.INFO, text)
        return redirect("admin:payments_unidentified")
