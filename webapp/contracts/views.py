"""The state of supply of an account: restricted or not, possible or not.

It is no plain field: crews change it too.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from webapp.contracts import operations, queries
from webapp.contracts.forms import SupplyForm
from webapp.contracts.models import Account
from webapp.staff.views import StaffPage


class SupplyPage(StaffPage, FormView):  # type: ignore[type-arg]
    """What is known about the supply, and the form that corrects it with its ground."""

    permission_required = ("contracts.change_account",)
    title = gettext_lazy("State of supply")
    template_name = "contracts/supply.html"
    form_class = SupplyForm
    kwargs: dict[str, Any]

    @cached_property
    def account(self) -> Account:
        """Return the account when the person may see it."""
        accounts = queries.visible_accounts(user=self.staff).select_related("party", "premises")
        return get_object_or_404(accounts, pk=self.kwargs["pk"])

    def get_initial(self) -> dict[str, Any]:
        """Begin with what is written now."""
        return SupplyForm.state_of(self.account)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show whose supply it is."""
        return super().get_context_data(account=self.account, **kwargs)

    def form_valid(self, form: SupplyForm) -> HttpResponse:
        """Write it, or say why not; the page then shows the state as it is now."""
        seen = form.supply("seen_")
        wanted = form.supply()
        ground = form.cleaned_data["ground"]
        try:
            operations.correct_supply(
                account_id=self.account.pk,
                seen=seen,
                wanted=wanted,
                ground=ground,
                by=self.staff,
            )
        except operations.UnableToChangeSupply as error:
            messages.error(self.request, str(error))
        else:
            messages.success(
                self.request,
                _("The state of supply is changed; the journal keeps the ground."),
            )
        return redirect("admin:contracts_account_supply", self.account.pk)
