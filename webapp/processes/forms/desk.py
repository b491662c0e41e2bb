"""What the list of tasks may be asked for, and what is done to several at once."""

from functools import partial
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from webapp.parties.models import Party
from webapp.premises.models import District
from webapp.processes import registry
from webapp.processes.queries import criteria, takers, worklist
from webapp.processes.queries.criteria import NO_ROLE, NOBODY, Criteria
from webapp.staff import queries as staff
from webapp.staff.forms import DayField, TextField
from webapp.staff.models import Role, User
from webapp.tasks.models import Task
from webapp.tasks.queries import own

# where one begins when no list is asked for: the first that has anything
_FIRST = ("mine", "approve", "role")


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

    tab = TextField(widget=forms.HiddenInput, required=False, max_length=20)

    def __init__(self, data: Any = None, *, user: User) -> None:
        """Offer the kinds of every process, of a crew its visits, and whoever does tasks."""
        super().__init__(data or {})
        self.user = user
        self.now = staff.business_now()
        kind: Any = self.fields["kind"]
        kind.choices = [("", _("all kinds")), *_kinds(own.is_crew(user))]
        person: Any = self.fields["person"]
        person.choices = partial(
            _people,
            ("", _("anybody")),
            (NOBODY, _("nobody yet")),
        )
        self.data = {**self.data, "tab": self.criteria().tab}

    @cached_property
    def counts(self) -> dict[str, int]:
        """Return how many tasks each list of the person has."""
        return worklist.counts(user=self.user, now=self.now)

    def criteria(self) -> Criteria:
        """Return what was asked: of no list, the first that has anything."""
        asked = {name: str(value) for name, value in self.data.items()}
        if asked.get("tab") not in criteria.LISTS:
            asked["tab"] = next((tab for tab in _FIRST if self.counts[tab]), _FIRST[0])
        return criteria.read(asked)


class ForwardForm(forms.Form):
    """To whom the ticked tasks are given: which of them each may do is looked at one by one."""

    to = forms.ChoiceField(label=_("Give to"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer whoever does tasks."""
        super().__init__(*args, **kwargs)
        to: Any = self.fields["to"]
        to.choices = partial(_people, ("", _("choose a colleague")))


class PriorityForm(forms.Form):
    """How urgent the ticked tasks are."""

    priority = forms.TypedChoiceField(
        label=_("Priority"),
        choices=Task.Priority.choices,
        initial=Task.Priority.HIGH,
    )


def _people(*nobody: tuple[str, Any]) -> list[tuple[str, Any]]:
    return [*nobody, *((str(person.pk), str(person)) for person in takers.everybody())]


def _kinds(of_crew: bool) -> list[tuple[str, Any]]:
    return [
        (f"{process}:{kind.code}", kind.title)
        for process, kind in registry.kinds()
        if kind.is_visit or not of_crew
    ]
