"""Telling that the debtor has new means."""

from datetime import date

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from webapp.processes.forms.actions import ActionForm
from webapp.recovery.operations import means
from webapp.staff.forms import TextField
from webapp.staff.models import User


class MeansForm(ActionForm):
    """What shows that the debtor's means have changed."""

    ground = TextField(
        label=_("What has changed, and from what it is known: document, its number and date"),
        max_length=250,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def supposed(self, _today: date) -> dict[str, str]:
        """Return any ground: what follows is the same."""
        return {"ground": "—"}

    def done(self) -> str:
        """Return that the writ goes on."""
        return gettext("Written down: the writ is presented again at once.")

    def run(self, *, case_id: int, by: User, today: date) -> None:
        """Let the writ rest no longer."""
        means.changed(
            case_id=case_id,
            ground=self.cleaned_data["ground"],
            by=by,
            today=today,
        )
