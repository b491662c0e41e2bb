"""Receipts for the chosen debtors, on sheets of paper."""

from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from webapp.audit import operations as audit
from webapp.lists.views.deeds import Chosen
from webapp.lists.views.page import NOT_UNDERSTOOD
from webapp.recovery.queries import debtors, receipts
from webapp.recovery.views.workbench import LISTING
from webapp.staff import queries as staff

MOST = 500
"""A code is drawn for each."""


class Receipts(Chosen, TemplateView):
    """A receipt for each debtor who is ticked, or for everybody found: what is overdue today."""

    listing = LISTING
    http_method_names = ("post",)
    template_name = "recovery/receipts.html"

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Show what is to be printed, or say why it cannot be."""
        if not self.question.form.is_valid():
            return self.back(str(NOT_UNDERSTOOD))
        found = debtors.find(
            criteria=self.question.form.criteria(),
            user=self.staff,
            account_ids=self.keys,
        )
        if found.count > MOST:
            text = _("There are %(count)d debtors, at most %(most)d at once: narrow the criteria.")
            return self.back(text % {"count": found.count, "most": MOST})
        made = receipts.of_accounts(
            account_ids=[row.account_id for row in found.rows],
            on=staff.today(),
        )
        return self._printed(list(made))

    def _printed(self, made: list[receipts.Receipt]) -> HttpResponse:
        if not made:
            return self.back(_("Nothing is overdue today: there is nothing to print."))
        audit.record(
            name="recovery.receipts.printed",
            subject=f"user:{self.staff.pk}",
            actor=self.staff,
            details={"receipts": len(made)},
        )
        context = self.get_context_data(
            receipts=made,
            today=staff.today(),
        )
        # a customer reads them, whatever language the office is read in
        with translation.override(settings.LANGUAGE_CODE):
            answer: Any = self.render_to_response(context)
            return cast(HttpResponse, answer.render())
