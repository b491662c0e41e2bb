"""Correcting the report of a finished task: what will follow is told, then it is done."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from webapp.processes.forms import correcting as forms
from webapp.processes.forms.reports import ReportForm
from webapp.processes.operations import correcting, rehearsal
from webapp.processes.queries import corrections, foreseen, labels
from webapp.processes.views import checking
from webapp.processes.views.task import OneTask
from webapp.staff import queries as staff
from webapp.tasks.models import Task
from webapp.tasks.operations import UnableToComplete
from webapp.tasks.operations import correcting as reports
from webapp.tasks.queries import corrections as editions


class Correct(OneTask, TemplateView):
    """The report of a finished task as it was told, to be told rightly, with the reason."""

    title = gettext_lazy("Correct a report")
    template_name = "processes/task_correct.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the form, or say why it is not to be corrected."""
        if refusal := self._refusal():
            messages.error(request, refusal)
            return redirect(self.address)
        return self.render_to_response(self._context(self._form(), forms.GroundForm()))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Tell what will follow; correct it when that is wanted."""
        if refusal := self._refusal():
            messages.error(request, refusal)
            return redirect(self.address)
        form, ground = self._form(request.POST), forms.GroundForm(request.POST)
        if checking.LOOK in request.GET:
            return render(
                request,
                "processes/_effects.html",
                self._looked_at(form),
            )
        is_whole = form.is_valid() and ground.is_valid()
        if is_whole and self._is_sure(form) and self._is_taken(form, ground):
            messages.success(request, self._done())
            return redirect(reverse("admin:tasks_task", args=[self.corrected.pk]))
        return self.render_to_response(self._context(form, ground))

    @cached_property
    def corrected(self) -> Task:
        """Return the report that has taken the place of the first."""
        standing = editions.after(task=self.task)
        assert standing is not None
        return standing

    def _context(self, form: ReportForm, ground: forms.GroundForm) -> dict[str, Any]:
        return self.get_context_data(
            task=self.task,
            case=self.task.case,
            form=form,
            ground=ground,
            name=labels.task_title(self.task),
        )

    def _refusal(self) -> str:
        if self.task.status == Task.Status.CORRECTED:
            return reports.too_late(task=self.task)
        if not corrections.may_correct(self.task, user=self.staff):
            return _("Whoever has reported corrects it, or the head. Write a note to them.")
        return corrections.refusal(task=self.task)

    def _form(self, *sent: Any) -> ReportForm:
        form = forms.form_of(
            self.task,
            *sent,
            today=staff.today(),
        )
        assert form is not None
        return form

    def _is_sure(self, form: ReportForm) -> bool:
        """Say whether the person has read what will follow; show it when not."""
        if self.request.POST.get("sure") == form.cleaned_data["outcome"]:
            return True
        looked_at = self._looked_at(form)
        if "refusal" in looked_at:
            return True  # the deed itself says why not, and by which field
        form.is_checked = True
        form.effects = looked_at["effects"]
        return False

    def _looked_at(self, form: ReportForm) -> dict[str, Any]:
        if self.task.case_id is None or not form.is_valid():
            return {}
        try:
            found = rehearsal.rehearse(
                case_id=self.task.case_id,
                do=partial(self._correct, form, "…"),
                today=staff.today(),
                now=staff.contact_moment(),
            )
        except UnableToComplete as error:
            return {"refusal": str(error)}
        return {"effects": foreseen.sentences(found)}

    def _is_taken(self, form: ReportForm, ground: forms.GroundForm) -> bool:
        try:
            self._correct(form, ground.cleaned_data["ground"])
        except UnableToComplete as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
            return False
        return True

    def _correct(self, form: ReportForm, ground: str) -> None:
        correcting.correct(
            task_id=self.task.pk,
            report=forms.report_of(self.task, form),
            ground=ground,
            by=self.staff,
            today=staff.today(),
        )

    def _done(self) -> str:
        outcome = labels.outcome_name(process=self.task.process, code=self.corrected.outcome)
        return _(
            "Corrected: %(outcome)s. The former report stays in the journal; the case goes on "
            "from what is right."
        ) % {"outcome": outcome}
