"""What people do at the task desk: ask a colleague, take tasks up, give them back, talk of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View

from webapp.processes.forms.asking import NewTaskForm
from webapp.processes.queries import takers, worklist
from webapp.staff import queries as staff
from webapp.staff.asked import whole_number
from webapp.staff.forms import day_of
from webapp.staff.models import User
from webapp.staff.views import StaffPage
from webapp.tasks.models import Task
from webapp.tasks.operations import giving, handing, leases, talk

_UNABLE = (
    leases.UnableToClaim,
    leases.UnableToGiveBack,
    handing.UnableToForward,
    handing.UnableToGetBack,
    talk.UnableToComment,
    talk.UnableToMark,
)


@dataclass(frozen=True, slots=True)
class Act:
    """Who does something to a task, when, and what the form has said about it."""

    task: Task
    by: User
    now: datetime
    said: str = ""


class NewTask(StaffPage, FormView):  # type: ignore[type-arg]
    """Asking a colleague or a department for something."""

    permission_required = ("tasks.view_task", "tasks.create_task")
    title = gettext_lazy("New task")
    template_name = "processes/task_new.html"
    form_class = NewTaskForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Let the form know who asks."""
        about = {"user": self.staff, "today": staff.today()}
        return {**super().get_form_kwargs(), **about}

    def get_initial(self) -> dict[str, Any]:
        """Begin with what the address says that it is about."""
        asked = self.request.GET
        return {name: asked[name] for name in ("account", "case", "party") if name in asked}

    def form_valid(self, form: NewTaskForm) -> HttpResponse:
        """Give the task, and show it."""
        now = staff.business_now()
        try:
            task = giving.create(
                wanted=form.wanted(),
                by=self.staff,
                now=now,
                files=form.cleaned_data["attachments"],
            )
        except talk.UnableToAttach as error:
            form.add_error("attachments", str(error))
            return self.form_invalid(form)
        except giving.UnableToCreate as error:
            form.add_error(error.field or None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("The task is given."))
        return redirect(reverse("admin:tasks_task", args=[task.pk]))


class Do(StaffPage, View):
    """One deed on one task; what came of it is said on the page of the task."""

    permission_required = "tasks.view_task"

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Do it, or say why not."""
        deed = DEEDS.get(kwargs["action"])
        now = staff.business_now()
        seen = worklist.readable(user=self.staff, now=now)
        task = get_object_or_404(seen, pk=kwargs["pk"])
        if deed is None:
            raise Http404(kwargs["action"])
        said = request.POST.get(deed.field, "")
        refusal = refusal_of(deed, Act(task, self.staff, now, said))
        if refusal:
            messages.error(request, refusal)
        else:
            messages.success(request, str(deed.done))
        return redirect(reverse("admin:tasks_task", args=[task.pk]))


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that is done to a task: how, and what is said when it is done.

    ``field`` is what the form says about it, ``permission`` the right that it needs.
    """

    act: Callable[[Act], object]
    done: Promise
    is_of_doers: bool = True
    field: str = "said"
    permission: str = "tasks.view_task"


def refusal_of(deed: Deed, act: Act) -> str:
    """Do it; return why it was refused, or nothing."""
    own = worklist.visible(user=act.by, now=act.now)
    if deed.is_of_doers and not own.filter(pk=act.task.pk).exists():
        return _("This task is not yours: you may only read it.")
    if not act.by.has_perm(deed.permission):
        return _("You may not do this.")
    try:
        deed.act(act)
    except _UNABLE as error:
        return str(error)
    return ""


def _claim(act: Act) -> None:
    if not worklist.may_do(act.task, user=act.by, now=act.now):
        raise leases.UnableToClaim(_("You may not complete this task."))
    leases.claim(
        task_id=act.task.pk,
        by=act.by,
        now=act.now,
    )


def _give_back(act: Act) -> None:
    leases.give_back(
        task_id=act.task.pk,
        by=act.by,
        now=act.now,
    )


def _get_back(act: Act) -> None:
    handing.get_back(task_id=act.task.pk, by=act.by)


def _comment(act: Act) -> None:
    talk.comment(
        task_id=act.task.pk,
        text=act.said,
        by=act.by,
        now=act.now,
    )


def _set_priority(act: Act) -> None:
    priority = whole_number(act.said) or 0
    talk.set_priority(
        task_id=act.task.pk,
        priority=priority,
        by=act.by,
        now=act.now,
    )


def _set_follow_up(act: Act) -> None:
    day = day_of(act.said)
    if act.said and day is None:
        raise talk.UnableToMark(_("Write the day as 31.12.2026 or choose it."))
    talk.set_follow_up(
        task_id=act.task.pk,
        on=day,
        by=act.by,
        now=act.now,
    )


def _forward(act: Act) -> None:
    to = takers.of(task=act.task).filter(pk=whole_number(act.said) or 0).first()
    if to is None:
        raise handing.UnableToForward(_("This colleague may not do it, or was not chosen."))
    handing.forward(
        task_id=act.task.pk,
        to=to,
        by=act.by,
        now=act.now,
    )


DEEDS: dict[str, Deed] = {
    "claim": Deed(_claim, gettext_lazy("Taken up: it is yours.")),
    "give-back": Deed(_give_back, gettext_lazy("Given back.")),
    "get-back": Deed(_get_back, gettext_lazy("It is with you again.")),
    "comment": Deed(_comment, gettext_lazy("Said."), is_of_doers=False),
    "priority": Deed(
        _set_priority,
        gettext_lazy("The priority is set."),
        field="priority",
    ),
    "follow-up": Deed(_set_follow_up, gettext_lazy("The day is written down."), field="on"),
    "forward": Deed(
        _forward,
        gettext_lazy("Given to the colleague."),
        field="to",
        permission="tasks.forward_task",
    ),
}
