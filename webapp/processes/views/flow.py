"""What comes after a task is finished: what was done is said, and the next task opens."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from webapp.correspondence.models import Document
from webapp.processes import registry
from webapp.processes.forms.reports import ReportForm
from webapp.processes.queries import labels, worklist
from webapp.staff import queries as staff
from webapp.staff.models import User
from webapp.tasks.models import Task

YES = "yes"
_TO_LIST = "to_list"


def told(*, task: Task, words: str) -> str:
    """Return what was done, with the way back to it."""
    done = Task.objects.select_related("case__party").get(pk=task.pk)
    # what was recalled stays so, though a late report on it was taken
    if done.outcome:
        outcome = labels.outcome_name(process=done.process, code=done.outcome)
        words = f"{outcome}. {words}"
    return format_html(
        '<a class="ik-link" href="{}">{}</a>: {}',
        reverse("admin:tasks_task", args=[done.pk]),
        _named(done),
        words,
    )


def go_on(request: HttpRequest, *, task: Task, user: User) -> HttpResponse:
    """Open what waits for the person next; the list, when that was chosen or nothing waits."""
    following = None
    if _TO_LIST not in request.POST:
        following = worklist.next_after(task=task, user=user, now=staff.business_now())
    if following is None:
        return redirect(reverse("admin:tasks_list"))
    messages.info(request, _("The next task: %(task)s.") % {"task": _named(following)})
    return redirect(reverse("admin:tasks_task", args=[following.pk]))


def answered(task: Task, request: HttpRequest) -> Any:
    """Return what was sent about a task; one key stands for its whole answer."""
    page = registry.page_of_task(task)
    if YES not in request.POST or page is None or not page.yes:
        return request.POST
    sent = request.POST.copy()
    sent["outcome"] = page.yes
    return sent


def yes(task: Task, form: ReportForm | None) -> dict[str, str]:
    """Return the answer that one key gives, and what it is called; nothing when there is none."""
    page = registry.page_of_task(task)
    if form is None or page is None or not page.yes:
        return {}
    outcome: Any = form.fields["outcome"]
    return {"code": page.yes, "name": str(dict(outcome.choices)[page.yes])}


def paper_of(task: Task, papers: Iterable[Document]) -> Document | None:
    """Return the paper that a task is about: the newest of its attempt that is not taken back."""
    here = (task.stage, task.attempt)
    for paper in papers:
        is_alive = paper.status != Document.Status.CANCELED
        if is_alive and (paper.stage, paper.attempt) == here:
            return paper
    return None


def _named(task: Task) -> str:
    name = labels.task_title(task)
    if task.case is None:
        return name
    return f"{name} · {task.case.party}"
