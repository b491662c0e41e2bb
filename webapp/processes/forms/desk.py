"""What the list of tasks may be asked for, and what is done to several at once."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from webapp.parties.models import Party
from webapp.premises.models import District
from webapp.processes import registry
from webapp.processes.queries.criteria import NO_ROLE, NOBODY
from webapp.staff.forms import DayField, TextField
from webapp.staff.models import Role, User
from webapp.tasks.models import Task


class TasksForm(forms.Form):
    """The criteria of the list of tasks."""

    search = TextField(label=_("Task, account, customer, address"), required=False, max_length=80)
    kind = forms.ChoiceField(label=_("Kind of task"), required=False)
    person = forms.ChoiceField(label=_("Who has it"), required=False)
    role = forms.ChoiceField(
        label=_("Department"),
        choices=[("", _("all")), *Role.choices, (NO_ROLE, _("Given by name"))],
        required=False,
    )
    due_from = DayField(label=_("Due from"), required=False)
    due = DayField(label=_("Due through"), required=False)
    late = forms.BooleanField(label=_("overdue only"), required=False)
    party_kind = forms.ChoiceField(
        label=_("Customer"), choices=[("", _("all")), *Party.Kind.choices], required=False
    )
    district = forms.ModelChoiceField(
        label=_("District"),
        queryset=District.objects.order_by("name"),
        empty_label=_("all"),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        people: Sequence[User] = (),
        of_crew: bool = False,
        **kwargs: Any,
    ) -> None:
        """Offer the kinds of every process, of a crew its visits, and whoever does tasks."""
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = [("", _("all kinds")), *_kinds(of_crew)]
        person: Any = self.fields["person"]
        person.choices = [("", _("anybody")), (NOBODY, _("nobody yet")), *_named(people)]


class ManyForm(forms.Form):
    """What is done to the tasks that are ticked."""

    to = forms.ChoiceField(label=_("Give to"))
    priority = forms.ChoiceField(label=_("Priority"), choices=Task.Priority.choices)

    def __init__(self, *args: Any, people: Sequence[User] = (), **kwargs: Any) -> None:
        """Offer whoever does tasks: which of them each colleague may do is looked at one by one."""
        super().__init__(*args, **kwargs)
        to: Any = self.fields["to"]
        to.choices = [("", _("choose a colleague")), *_named(people)]


def _named(people: Sequence[User]) -> list[tuple[str, str]]:
    return [(str(person.pk), str(person)) for person in people]


def _kinds(of_crew: bool) -> list[tuple[str, Any]]:
    return [
        (f"{process}:{kind.code}", kind.title)
        for process, kind in registry.kinds()
        if kind.is_visit or not of_crew
    ]
