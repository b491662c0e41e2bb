"""The report on a task: how it ended, and what must be known about each outcome."""

import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from webapp.processes.declarations import TaskKind
from webapp.processes.queries import labels
from webapp.staff import answers
from webapp.staff.conditions import ConditionalForm
from webapp.staff.forms import DayField, TextField

# what the task keeps elsewhere
_APART = ("outcome", "remarks", "photos")
_EMPTY = (None, "")


class ReportForm(ConditionalForm):
    """How a task ended, and what must be known about each outcome."""

    question_field = "outcome"
    names: dict[str, Promise] = {}
    # a colleague has taken the task up: the person is asked whether to take it over
    is_held = False
    # what the person is asked before the case ends for good
    question = ""
    # the report is shown once more, with what follows, before it is taken
    is_checked = False
    effects: list[str] = []
    outcome = forms.ChoiceField(label=_("How did it end?"), widget=forms.RadioSelect)
    date = DayField(label=_("Date"))
    remarks = TextField(
        label=_("Remarks"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        *args: Any,
        kind: TaskKind,
        today: datetime.date,
        of_process: str = "",
        **kwargs: Any,
    ) -> None:
        """Offer the outcomes of a kind; the only one is chosen already, the date is today."""
        kwargs["initial"] = {
            "date": today,
            "outcome": kind.outcomes[0] if len(kind.outcomes) == 1 else None,
            **kwargs.get("initial", {}),
        }
        super().__init__(*args, **kwargs)
        self._today, self._process = today, of_process
        choices = [(code, self._name(code)) for code in kind.outcomes]
        field = self.fields["outcome"]
        field.choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            field.widget = forms.HiddenInput()
        self.order_fields(["outcome", "date"])
        self.fields["remarks"] = self.fields.pop("remarks")

    def _name(self, code: str) -> str:
        if code in self.names:
            return str(self.names[code])
        return labels.outcome_name(process=self._process, code=code)

    def clean(self) -> dict[str, Any]:
        """Let nothing that is reported lie in the future."""
        given = super().clean()
        if (day := given.get("date")) and day > self._today:
            self.add_error("date", _("The day has not come yet."))
        return given

    def answers(self) -> list[tuple[str, str]]:
        """Return what was reported, as the person reads it."""
        return answers.given(self)

    def result(self) -> dict[str, Any]:
        """Return what was reported, as the task keeps it."""
        kept = {}
        for name, value in self.cleaned_data.items():
            if name in _APART or value in _EMPTY:
                continue
            kept[name] = _plain(value)
        return kept


class FreeForm(ReportForm):
    """What came of what a colleague asked."""

    names = {
        "DONE": _("It is done"),
        "IMPOSSIBLE": _("It cannot be done"),
    }
    needs = {"IMPOSSIBLE": ("remarks",)}


class LeaveForm(ReportForm):
    """Whether a colleague gets leave for what is beyond his limit."""

    names = {
        "APPROVED": _("Leave is given: it is done at once"),
        "REFUSED": _("Leave is refused"),
    }
    needs = {"REFUSED": ("remarks",)}


class SettleForm(ReportForm):
    """A person found out what became of a message."""

    names = {"SENT": _("It was sent"), "NOT_SENT": _("It was not sent: send again")}
    evidence = TextField(label=_("How do you know? Provider's id, letter, call"), max_length=300)


class CorrectForm(ReportForm):
    """What came of remarks: something was corrected, or there was nothing to correct."""

    names = {
        "CORRECTED": _("Corrected: make the paper anew and ask for approval"),
        "AS_IT_IS": _("Nothing to correct: ask for approval again, with my explanation"),
    }
    needs = {"AS_IT_IS": ("remarks",)}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime.time):
        return value.isoformat(timespec="minutes")
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value
