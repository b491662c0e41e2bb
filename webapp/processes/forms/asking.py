"""Asking a colleague or a department for something: one form for screens and programs."""

import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from webapp.contracts import queries as contracts
from webapp.parties import queries as parties
from webapp.processes import registry
from webapp.processes.forms.colleagues import PersonField
from webapp.processes.forms.files import FilesField
from webapp.processes.models import Case
from webapp.processes.queries import segments
from webapp.staff.forms import DayField, TextField
from webapp.staff.models import Role, User
from webapp.tasks.models import Task
from webapp.tasks.operations.giving import About, Wanted
from workflows.interfaces import days

_ROLES = [("", "—"), *Role.choices]
_ABOUT = ("account", "party", "case")


class AskForm(forms.Form):
    """What is to be done, by whom and until when. About whom the person sees, nobody else."""

    title = TextField(label=_("What is to be done"), max_length=200)
    text = TextField(
        label=_("Details"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    done_when = TextField(label=_("What counts as done"), required=False, max_length=1000)
    role = forms.ChoiceField(label=_("Department"), choices=_ROLES, required=False)
    assignee = PersonField(
        label=_("or a colleague"),
        queryset=User.objects.none(),
        to_field_name="username",
        required=False,
    )
    due_on = DayField(label=_("Due"), required=False, span=days.PROMISED)
    counts_working_days = forms.BooleanField(
        label=_("remind in working days"),
        required=False,
    )
    priority = forms.ChoiceField(
        label=_("Priority"),
        choices=Task.Priority.choices,
        required=False,
        initial=Task.Priority.NORMAL,
    )
    account = TextField(label=_("About the account No."), required=False, max_length=20)
    case = TextField(label=_("or the case No."), required=False, max_length=20)
    party = TextField(label=_("or the customer No."), required=False, max_length=18)

    def __init__(self, *args: Any, user: User, today: datetime.date, **kwargs: Any) -> None:
        """Offer the colleagues who work here and do tasks."""
        super().__init__(*args, **kwargs)
        self._user, self._today = user, today
        able = User.objects.filter(is_active=True, groups__name__in=Role.values)
        colleagues = able.order_by("last_name", "first_name", "id").distinct()
        self.fields["assignee"].queryset = colleagues  # type: ignore[attr-defined]

    def clean_account(self) -> Any:
        """Find the account among those that the person sees."""
        number = self.cleaned_data["account"]
        seen = contracts.visible_accounts(user=self._user)
        return _found(seen, number=number)

    def clean_case(self) -> Case | None:
        """Find the case among those that the person sees."""
        number = self.cleaned_data["case"]
        found: Case | None = _found(Case.objects.all(), number=number)
        if found is None:
            return None
        pages = registry.pages_of(process=found.process)
        may_see = pages is not None and self._user.has_perm(pages.permission)
        seen = segments.cases(user=self._user, process=found.process)
        if may_see and seen.filter(pk=found.pk).exists():
            return found
        raise forms.ValidationError(_NOT_THERE)

    def clean_party(self) -> Any:
        """Find the customer among those that the person sees."""
        number = self.cleaned_data["party"]
        if number and not (number.isascii() and number.isdigit()):
            raise forms.ValidationError(_NOT_THERE)
        seen = parties.visible_parties(user=self._user)
        return _found(seen, pk=number)

    def clean(self) -> dict[str, Any]:
        """Ask somebody, and only who sees what it is about."""
        given = super().clean() or {}
        about = [name for name in _ABOUT if given.get(name)]
        if len(about) > 1:
            self.add_error(about[1], _("A task is about one thing: leave one of them."))
        if self.errors:
            return given
        if not given.get("role") and not given.get("assignee"):
            self.add_error("role", _("Choose a colleague or a department."))
        self._check_colleague(given)
        return given

    def wanted(self) -> Wanted:
        """Return what is asked."""
        given = self.cleaned_data
        about = {}
        for name in _ABOUT:
            row = given.get(name)
            about[f"{name}_id"] = row and row.pk
        return Wanted(
            title=given["title"],
            text=given["text"],
            done_when=given["done_when"],
            role=given["role"],
            assignee=given["assignee"],
            due_on=given["due_on"],
            counts_working_days=given["counts_working_days"],
            priority=int(given["priority"] or Task.Priority.NORMAL),
            about=About(**about),
        )

    def _check_colleague(self, given: dict[str, Any]) -> None:
        colleague = given.get("assignee")
        if colleague is None:
            return
        role = given.get("role")
        if role and role not in colleague.roles:
            self.add_error("assignee", _("This colleague is of another department."))
        elif not _sees(colleague, given):
            self.add_error("assignee", _("This colleague does not see such customers."))


class NewTaskForm(AskForm):
    """What a person asks at a screen, with the files that tell about it."""

    attachments = FilesField(label=_("Files"), required=False)


class AttachForm(forms.Form):
    """Files that are laid to a task."""

    attachments = FilesField(label=_("Files"))


_NOT_THERE = _("There is none of this number among those you see.")


def _found(seen: QuerySet[Any], **number: str) -> Any:
    """Return the row of a number; nothing when none is said."""
    [said] = number.values()
    if not said:
        return None
    found = seen.filter(**number).first()
    if found is None:
        raise forms.ValidationError(_NOT_THERE)
    return found


def _sees(colleague: User, given: dict[str, Any]) -> bool:
    account, case, party = (given.get(name) for name in ("account", "case", "party"))
    if account:
        seen = contracts.visible_accounts(user=colleague)
        return seen.filter(pk=account.pk).exists()
    if case:
        cases = segments.cases(user=colleague, process=case.process)
        return cases.filter(pk=case.pk).exists()
    if party:
        return parties.visible_parties(user=colleague).filter(pk=party.pk).exists()
    return True
