"""One payment, a payment by hand, and undoing."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View

from webapp.contracts import queries as contracts
from webapp.contracts.models import Account
from webapp.payments import operations
from webapp.payments.forms import HandForm, ReasonForm
from webapp.payments.models import Payment
from webapp.payments.queries import debts, lists, refunds
from webapp.payments.queries.directory import Clues
from webapp.payments.queries.doubts import about as doubts_about
from webapp.staff import queries as staff
from webapp.staff.views import StaffPage


class PaymentPage(StaffPage, TemplateView):
    """One payment: what it paid, what is left, who did what; for a queued one, whose it may be."""

    permission_required = "payments.view_payment"
    template_name = "payments/payment.html"
    title = gettext_lazy("Payment")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the payment within the person's segment."""
        payment = get_object_or_404(
            lists.visible(user=self.staff),
            pk=kwargs["pk"],
        )
        allocations = payment.allocations.select_related(
            "charge__service",
            "charge__account",
        ).order_by("charge__period", "id")
        left = payment.amount - debts.allocated([payment.pk]).get(payment.pk, Decimal(0))
        is_waiting = payment.status == Payment.Status.UNIDENTIFIED
        may_choose = is_waiting and self.staff.has_perm("payments.identify_payment")
        is_whole = payment.parent_id is None
        status = payment.status
        stands = status in (Payment.Status.POSTED, Payment.Status.DIVIDED)
        return super().get_context_data(
            payment=payment,
            allocations=allocations,
            left=left if payment.status == Payment.Status.POSTED else None,
            parts=lists.parts(payment) if status == Payment.Status.DIVIDED else None,
            may_requeue=is_whole and stands and self.staff.has_perm("payments.identify_payment"),
            may_reverse=is_whole
            and status != Payment.Status.REVERSED
            and self.staff.has_perm("payments.reverse_payment"),
            journal=lists.journal(payment),
            waiting=lists.with_suggestions([payment], user=self.staff)[0] if may_choose else None,
            refunds=refunds.beside([payment])[payment.pk],
            reason=ReasonForm(),
            **kwargs,
        )


class _Undo(StaffPage, View):
    """A change of one payment that needs a reason. ``operation`` does it, ``done`` says so."""

    operation: ClassVar[Callable[..., object]]
    done: Promise

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it and say so, or say why not."""
        payment = get_object_or_404(lists.visible(user=self.staff), pk=pk)
        form = ReasonForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Write the reason: it stays in the journal."))
            return redirect("admin:payments_payment", pk)
        try:
            type(self).operation(
                payment_id=payment.pk,
                reason=form.cleaned_data["reason"],
                by=self.staff,
            )
        except operations.UnableToReverse as error:
            messages.error(request, str(error))
        else:
            messages.success(request, str(self.done))
        return redirect("admin:payments_payment", pk)


class Requeue(_Undo):
    """Back to the queue: it was posted to a wrong account."""

    permission_required = "payments.identify_payment"
    operation = operations.requeue
    done = gettext_lazy(
        "The payment is in the unidentified queue again. What it paid is owed again."
    )


class Reverse(_Undo):
    """Out: the bank returned it, or it was entered by mistake."""

    permission_required = "payments.reverse_payment"
    operation = operations.reverse
    done = gettext_lazy("The payment is reversed. What it paid is owed again.")


class ByHand(StaffPage, FormView):  # type: ignore[type-arg]
    """A payment that came past the bank's file."""

    permission_required = "payments.identify_payment"
    template_name = "payments/by_hand.html"
    title = gettext_lazy("Enter a payment")
    form_class = HandForm

    def get_initial(self) -> dict[str, Any]:
        """Offer the day of today."""
        return {"paid_on": staff.today()}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Let the person choose from the accounts of his segments."""
        return {**super().get_form_kwargs(), **self._choice()}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Check the payment, ask about it, post it; or give it back to be corrected."""
        if "correct" in request.POST:
            typed = {name: request.POST.get(name, "") for name in HandForm.base_fields}
            del typed["key"]
            fresh = {**typed, "confirmed": "", "is_another": False}
            form = HandForm(initial=fresh, **self._choice())
            return self.render_to_response(self.get_context_data(form=form))
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: HandForm) -> HttpResponse:
        """Ask whose account it is, then post, or show beside the form why it cannot be posted."""
        account = form.cleaned_data["account"]
        if form.cleaned_data["confirmed"] != str(account.pk):
            return self._ask(form, account)
        try:
            payment = self._posted(form, account)
        except operations.SuchIsThere:
            return self._ask(form, account)
        except operations.FormIsUsed as error:
            form.renew_key()
            return self._ask(form, account, str(error))
        except operations.UnableToPost as error:
            return self._ask(form, account, str(error))
        messages.success(
            self.request,
            _("The payment is posted to account %(number)s.") % {"number": account.number},
        )
        return redirect("admin:payments_payment", payment.pk)

    def form_invalid(self, form: HandForm) -> HttpResponse:
        """Give the payment back to be corrected: what was answered about it is asked anew."""
        form.forget_answers()
        return super().form_invalid(form)

    def _choice(self) -> dict[str, Any]:
        accounts = contracts.visible_accounts(user=self.staff)
        return {"accounts": accounts.select_related("party", "premises")}

    def _posted(self, form: HandForm, account: Account) -> Payment:
        return operations.post_by_hand(
            account_id=account.pk,
            by=self.staff,
            today=staff.today(),
            key=form.cleaned_data["key"],
            months_said=form.cleaned_data["months"].strip(),
            is_another=form.cleaned_data["is_another"],
            **form.entry(),
        )

    def _ask(self, form: HandForm, account: Account, doubt: str = "") -> HttpResponse:
        """Show whose the account is, and what speaks against posting."""
        entered = form.entry()
        such = operations.such_is_there(
            account_id=account.pk,
            months_said=form.cleaned_data["months"].strip(),
            **entered,
        )
        clue = Clues(
            entered["purpose"],
            amount=entered["amount"],
            paid_on=entered["paid_on"],
        )
        doubts = doubts_about(clue, account_ids=[account.pk])[account.pk]
        form.ask_months()
        context = self.get_context_data(
            form=form,
            account=account,
            entered=entered,
            owed=lists.owed(account_id=account.pk),
            doubts=[*filter(None, [doubt, such]), *doubts],
            is_alike=bool(such),
            asked_anew=("months", "confirmed", "is_another"),
        )
        return render(self.request, "payments/by_hand_question.html", context)
