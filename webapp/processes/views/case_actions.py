"""What is done to a case from its page: the dialog, what will follow, the check, the deed."""

import hashlib
from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View
from django_htmx.http import HttpResponseClientRedirect

from webapp.processes.declarations import Action
from webapp.processes.forms import pausing as pausing_forms
from webapp.processes.forms.actions import ActionForm
from webapp.processes.operations import pausing, rehearsal, wishes
from webapp.processes.operations.limits import BeyondLimit
from webapp.processes.queries import foreseen
from webapp.processes.views.cases import OneCase
from webapp.staff import queries as staff

_UNABLE = (pausing.UnableToPause, pausing.UnableToEnd)
# the dialog asks what will follow from what stands in it, and does nothing
_LOOK = "look"
# what a person has seen will follow, as a digest: what has changed since is shown again
_SURE = "sure"
_NOT_ANSWERS = ("csrfmiddlewaretoken", _SURE)


class CaseAction(OneCase, View):
    """One action on a case: its dialog on GET, the deed on POST."""

    @cached_property
    def action(self) -> Action:
        """Find the action; one that the process does not have is not there."""
        actions = pausing_forms.actions(self.pages)
        if self.kwargs["action"] not in actions:
            raise Http404
        return actions[self.kwargs["action"]]

    @cached_property
    def today(self) -> date:
        """Return the day on which it is done."""
        return staff.today()

    def has_permission(self) -> bool:
        """Demand the action's own permission besides seeing cases."""
        if not super().has_permission():
            return False
        return self.action.is_open_to(user=self.staff, case=self.case)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the dialog, or the open one again with what follows from what stands in it."""
        action = self.action
        if action.anew and action.anew in request.GET:
            form = action.form(request.GET, case=self.case)
        else:
            begun = action.begun(self.today)
            form = action.form(case=self.case, initial=begun)
        return self._show(form)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Do it, or say in the dialog why not; what is grave is shown once more before."""
        form = self.action.form(request.POST, case=self.case)
        if _LOOK in request.GET:
            return render(request, "processes/_effects.html", self._foreseen(form))
        if not form.is_valid():
            return self._show(form)
        try:
            if self._is_to_be_checked(form):
                return self._check(form)
            self._run(form)
        except BeyondLimit as beyond:
            return self._ask_for_leave(form, beyond)
        except self._unable as error:
            form.add_error(None, str(error))
            return self._show(form)
        return self._back(form.done())

    def _ask_for_leave(self, form: ActionForm, beyond: BeyondLimit) -> HttpResponse:
        """Ask the head for what is beyond the person's limit: what was typed is not lost."""
        try:
            wishes.ask(
                case_id=self.case.pk,
                asked=beyond.asked,
                by=self.staff,
                today=self.today,
            )
        except wishes.UnableToAsk as error:
            form.add_error(None, str(error))
            return self._show(form)
        return self._back(_("It is beyond your limit: the head of legal has been asked for leave."))

    @property
    def _unable(self) -> tuple[type[Exception], ...]:
        return (*self.pages.unable, *_UNABLE)

    def _run(self, form: ActionForm) -> None:
        form.run(case_id=self.case.pk, by=self.staff, today=self.today)

    def _back(self, told: str) -> HttpResponse:
        messages.success(self.request, told)
        page = f"admin:{self.pages.address}_case"
        address = reverse(page, args=[self.case.pk])
        if self.is_part:
            return HttpResponseClientRedirect(address)
        return redirect(address)

    # what will follow

    def _effects(self, form: ActionForm) -> list[str]:
        """Return what a form that is valid would do, as the deed itself tells."""
        found = rehearsal.rehearse(
            case_id=self.case.pk,
            do=partial(self._run, form),
            today=self.today,
            now=staff.contact_moment(),
        )
        return foreseen.sentences(found)

    def _foreseen(self, form: ActionForm) -> Mapping[str, Any]:
        """Return what would follow, or why it cannot be done; of a blank form what is usual."""
        asked = form
        is_sent = self.request.method == "POST"
        if not (is_sent and form.is_valid()):
            supposed = form.supposed(self.today)
            if supposed is None:
                return {}
            asked = self.action.form(supposed, case=self.case)
            if not asked.is_valid():
                return {}
        minded = self.pages.minded(self.case, self.today, asked.rests_until())
        try:
            return {"effects": self._effects(asked), "minded": minded}
        except BeyondLimit as beyond:
            return {"effects": [str(beyond)], "minded": minded}
        except self._unable as error:
            return {"refusal": str(error), "minded": minded}

    # the check of what is grave

    def _is_to_be_checked(self, form: ActionForm) -> bool:
        if not (self.action.is_grave or form.is_grave):
            return False
        return self.request.POST.get(_SURE) != _digest(self._effects(form))

    def _check(self, form: ActionForm) -> HttpResponse:
        effects = self._effects(form)
        context = {
            **self._shown(form),
            "answers": form.answers(),
            "effects": effects,
            "minded": self.pages.minded(self.case, self.today, form.rests_until()),
            "given": self._given(),
            "sure": _digest(effects),
            "is_anew": _SURE in self.request.POST,
        }
        return render(self.request, "processes/_action_check.html", context)

    def _given(self) -> list[tuple[str, str]]:
        """Return what was sent, field by field, to be sent again."""
        return [
            (name, value)
            for name, values in self.request.POST.lists()
            if name not in _NOT_ANSWERS
            for value in values
        ]

    # the dialog

    def _show(self, form: ActionForm) -> HttpResponse:
        context = {**self._shown(form), **self._foreseen(form)}
        return render(self.request, self.action.template, context)

    def _shown(self, form: ActionForm) -> dict[str, Any]:
        is_sent = self.request.method == "POST"
        return {
            **self.action.shown(form, self.today, is_sent),
            "form": form,
            "action": self.action,
            "code": self.kwargs["action"],
            "case": self.case,
        }


def _digest(effects: list[str]) -> str:
    return hashlib.sha256("\n".join(effects).encode()).hexdigest()[:16]
