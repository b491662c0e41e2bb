"""The report on a contact that did not work."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from webapp.contact_verification.models import Verification
from webapp.processes.forms.reports import ReportForm
from webapp.staff.forms import TextField
from webapp.tasks.models import Task
from workflows.contact_verification import CONFIRMED, CORRECTED, UNUSABLE


class VerificationForm(ReportForm):
    """A contact is replaced, confirmed or given up; the operation checks the new one."""

    names = {
        CORRECTED: _("The customer has given another one"),
        CONFIRMED: _("It is right: the failure was temporary"),
        UNUSABLE: _("It does not work, and there is no other"),
    }
    needs = {CORRECTED: ("value",), UNUSABLE: ("remarks",)}
    kind = forms.ChoiceField(
        label=_("Kind of the new contact"), choices=Verification.Kind.choices, required=False
    )
    value = TextField(
        label=_("New contact"),
        required=False,
        max_length=400,
        help_text=_("The old one stays marked; a new postal address replaces the old one"),
    )
    shared = forms.BooleanField(label=_("Customers share this contact"), required=False)


def begun(task: Task) -> dict[str, Any]:
    """Begin with the contact as it is: often only a letter is wrong."""
    assert task.case
    verification = task.case.verification
    return {"kind": verification.kind, "value": verification.value}
