"""What the list of tasks may be asked for."""

import datetime
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from webapp.processes import registry
from webapp.processes.queries import worklist
from webapp.tasks.models import Task


class TasksForm(forms.Form):
    """The criteria of the list of tasks."""

    kind = forms.ChoiceField(label=_("Kind of task"), required=False)
    late = forms.BooleanField(label=_("overdue only"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the kinds of every process."""
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = [("", _("all kinds")), *_kinds()]

    def condition(self, *, today: datetime.date) -> Q:
        """Return the condition on tasks that is asked; what cannot be understood is not applied."""
        self.is_valid()
        given = self.cleaned_data
        found = Q()
        if given.get("kind"):
            process, _colon, code = given["kind"].partition(":")
            found &= worklist.of_kind(process, code)
        if given.get("late"):
            found &= Q(status=Task.Status.OPEN, due_on__lt=today)
        return found


def _kinds() -> list[tuple[str, Any]]:
    return [(f"{process}:{kind.code}", kind.title) for process, kind in registry.kinds()]
