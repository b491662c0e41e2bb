"""A queued payment divided between several accounts."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView

from webapp.contracts import queries as contracts
from webapp.contracts.models import Account
from webapp.payments import operations
from webapp.payments.forms import PARTS_MAX, PartForms, is_another
from webapp.payments.models import Payment
from webapp.payments.queries import chosen, lists
from webapp.payments.queries.lists import Proposed, Waiting
from webapp.staff import characters
from webapp.staff.views import StaffPage

EMPTY_ROWS = 3


class Divide(StaffPage, TemplateView):
    """Rows of account and sum, which must make the payment."""

    permission_required = "payments.identify_payment"
    template_name = "payments/divide.html"
    title = gettext_lazy("Divide the payment")
    kwargs: dict[str, Any]

    @cached_property
    def payment(self) -> Payment:
        """Return the payment that waits, or waited when the rows were shown."""
        return get_object_or_404(
            lists.visible(user=self.staff),
            pk=self.kwargs["pk"],
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the rows for a payment that still waits, and the payment itself for another."""
        if self.payment.status != Payment.Status.UNIDENTIFIED:
            return redirect("admin:payments_payment", self.payment.pk)
        return super().get(request, *args, **kwargs)

    @cached_property
    def waiting(self) -> Waiting:
        """Return why it waits and whose it may be."""
        return lists.with_suggestions([self.payment], user=self.staff)[0]

    @cached_property
    def offered(self) -> list[Proposed]:
        """Return the accounts that rows are offered for, each with its ground."""
        return chosen.offered(self.waiting, user=self.staff)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Offer a row for each likely account, and some empty ones; say of each whose it is."""
        if "rows" not in kwargs:
            filled = [{"account": one.account.number} for one in self.offered]
            kwargs["rows"] = self._fresh(filled)
        accounts = kwargs.pop("accounts", None) or self._accounts_in(kwargs["rows"])
        beside = chosen.beside(
            self.payment,
            accounts=accounts,
            grounds={one.account.pk: one.grounds for one in self.offered},
            there=kwargs.pop("there", {}),
        )
        return super().get_context_data(
            payment=self.payment,
            waiting=self.waiting,
            parts=[(row, beside.get(_number_in(row))) for row in kwargs["rows"]],
            **kwargs,
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Divide it, give more rows, or show beside the rows what is wrong."""
        rows = PartForms(request.POST, form_kwargs=self._choice())
        if "more" in request.POST and rows.management_form.is_valid():
            return self.render_to_response(self.get_context_data(rows=self._fresh(_entered(rows))))
        if not rows.is_valid():
            return self.render_to_response(self.get_context_data(rows=rows))
        return self._divide(rows)

    def _divide(self, rows: Any) -> HttpResponse:
        given = [row.cleaned_data for row in rows if row.cleaned_data.get("amount") is not None]
        parts = [operations.Part(account_id=row["found"].pk, amount=row["amount"]) for row in given]
        asked = ",".join(f"{part.account_id}:{part.amount:.2f}" for part in parts)
        try:
            operations.refuse_wrong_parts(payment=self.payment, parts=parts)
            if self.request.POST.get("confirmed") != asked:
                return self._ask(rows, given, parts, asked)
            operations.divide(
                payment_id=self.payment.pk,
                parts=parts,
                by=self.staff,
                is_another=is_another(self.request.POST),
            )
        except operations.SuchIsThere:
            return self._ask(rows, given, parts, asked)
        except operations.UnableToDivide as error:
            return self.render_to_response(self.get_context_data(rows=rows, error=str(error)))
        except (operations.UnableToAssign, operations.UnableToPost) as error:
            messages.error(self.request, str(error))
            return redirect("admin:payments_unidentified")
        text = ngettext(
            "The payment is divided between %(count)d account.",
            "The payment is divided between %(count)d accounts.",
            len(parts),
        )
        messages.success(
            self.request,
            text % {"count": len(parts)},
        )
        return redirect("admin:payments_payment", self.payment.pk)

    def _ask(
        self, rows: Any, given: list[dict[str, Any]], parts: list[operations.Part], confirmed: str
    ) -> HttpResponse:
        """Show whose the accounts are, and what they have already, before anything is posted."""
        there = operations.such_on_accounts(payment=self.payment, parts=parts)
        return self.render_to_response(
            self.get_context_data(
                rows=rows,
                accounts=[row["found"] for row in given],
                there=there,
                confirmed=confirmed,
                is_alike=bool(there),
            )
        )

    def _accounts_in(self, rows: Any) -> list[Account]:
        numbers = {_number_in(row) for row in rows}
        return list(self._choice()["accounts"].filter(number__in=numbers))

    def _choice(self) -> dict[str, Any]:
        accounts = contracts.visible_accounts(user=self.staff)
        return {"accounts": accounts.select_related("party", "premises")}

    def _fresh(self, filled: list[dict[str, str]]) -> Any:
        return PartForms(
            initial=[*filled, *({} for _row in range(EMPTY_ROWS))][:PARTS_MAX],
            form_kwargs=self._choice(),
        )


def _number_in(row: Any) -> str:
    return characters.shown(str(row["account"].value() or "")).strip()


def _entered(rows: Any) -> list[dict[str, str]]:
    """Return what stands in the rows, as it was typed."""
    typed = [{name: str(row[name].value() or "") for name in ("account", "amount")} for row in rows]
    return [row for row in typed if any(row.values())]
