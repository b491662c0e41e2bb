"""What a finished report should have told: its form, filled in with what it tells, and why."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from webapp.processes import registry
from webapp.processes.forms import reporting
from webapp.processes.forms.reports import ReportForm
from webapp.staff.forms import TextField
from webapp.tasks.models import Task
from webapp.tasks.operations.correcting import Report


class GroundForm(forms.Form):
    """Why a finished report is corrected."""

    ground = TextField(
        label=_("What was wrong, and how it is known"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
    )


def form_of(task: Task, *sent: Any, today: date) -> ReportForm | None:
    """Return the form of a report with what it tells; its pictures stay with the first report."""
    form = reporting.form_of(
        task,
        *sent,
        today=today,
        told=_told(task),
    )
    if form is not None:
        form.fields.pop("photos", None)
    return form


def _told(task: Task) -> Mapping[str, Any]:
    page = registry.page_of_task(task)
    fields: Mapping[str, forms.Field] = {}
    if page is not None:
        fields = page.form.base_fields
    told = {name: _value(fields.get(name), value) for name, value in task.result.items()}
    return {**told, "outcome": task.outcome, "remarks": task.remarks}


def _value(field: forms.Field | None, value: Any) -> Any:
    if isinstance(field, forms.DateField):
        return date.fromisoformat(value)
    return value


def report_of(task: Task, form: ReportForm) -> Report:
    """Return what a valid form tells; what the form does not ask for stays as it was told."""
    given = form.cleaned_data
    unasked = {name: value for name, value in task.result.items() if name not in form.fields}
    unasked.pop("former_seal", None)
    return Report(
        given["outcome"],
        {**unasked, **form.result()},
        given["remarks"],
    )
