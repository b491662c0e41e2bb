"""My tasks, and the page of a task with the form of its kind."""

from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from webapp.contracts.models import Account
from webapp.metering.models import Meter
from webapp.processes import registry
from webapp.processes.forms.reports import ReportForm
from webapp.processes.models import Case
from webapp.processes.queries import casefile, labels, worklist
from webapp.recovery.forms import reports
from webapp.recovery.forms.colleagues import ForwardForm
from webapp.recovery.operations import crew_reports
from webapp.recovery.queries import claims, segments
from webapp.staff import queries as staff
from webapp.staff.models import User
from webapp.staff.views import StaffPage
from webapp.tasks import operations
from webapp.tasks.models import Reminder, Task, TaskPhoto
from webapp.tasks.operations import UnableToComplete, handing

_PAGE = 50
_REMINDERS = 10
_TABS = {
    "mine": gettext_lazy("To me"),
    "role": gettext_lazy("My role"),
    "forwarded": gettext_lazy("Forwarded by me"),
    "approve": gettext_lazy("Documents to approve"),
}


class TaskList(StaffPage, TemplateView):
    """Tasks in tabs, the nearest date first; overdue ones are marked."""

    permission_required = "tasks.view_task"
    title = gettext_lazy("Tasks")
    is_fullwidth = "1"
    template_name = "recovery/tasks.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read one tab, narrowed by kind and by being late."""
        today, tab = staff.today(), self.request.GET.get("tab", "mine")
        tab = tab if tab in _TABS else "mine"
        now = staff.business_now()
        counts = worklist.counts(user=self.staff, now=now)
        wanted = worklist.lists(user=self.staff, now=now)[tab]
        seen = worklist.visible(user=self.staff, now=now).filter(wanted)
        tasks = seen.select_related("assignee", "assigned_by", "account__premises")
        kinds = {kind.code: kind.title for kind in registry.kinds()}
        kind, late = self.request.GET.get("kind", ""), "late" in self.request.GET
        tasks = tasks.filter(kind=kind) if kind in kinds else tasks
        tasks = tasks.filter(due_on__lt=today, status=Task.Status.OPEN) if late else tasks
        page = Paginator(tasks.order_by("-priority", "due_on", "id"), _PAGE).get_page(
            self.request.GET.get("page")
        )
        query = self.request.GET.copy()
        query.pop("page", None)
        return super().get_context_data(
            tab=tab,
            tabs=[(code, title, counts[code]) for code, title in _TABS.items()],
            kinds=kinds.items(),
            reminders=_reminders(self.staff),
            kind=kind,
            late=late,
            page=page,
            items=worklist.with_cases(tasks=list(page), today=today),
            query=query.urlencode(),
            today=today,
            **kwargs,
        )


class _OneTask(StaffPage):
    """A task that the person may read, named in the address; 404 for all others."""

    permission_required: str | tuple[str, ...] = "tasks.view_task"
    kwargs: dict[str, Any]

    @cached_property
    def task(self) -> Task:
        """Return the task when the person may read it."""
        seen = worklist.readable(user=self.staff, now=staff.business_now()).select_related(
            "assignee",
            "assigned_by",
            "completed_by",
            "held_by",
            "created_by",
            "account__premises",
            "account__party",
        )
        task = seen.filter(pk=self.kwargs["pk"]).first()
        if task is None:
            raise Http404(_("There is no such task among yours."))
        return task

    @cached_property
    def case(self) -> Case | None:
        """Return the case the task is about, when it is about one."""
        return worklist.with_cases(tasks=[self.task], today=staff.today())[0].case

    def forwarding(self, *args: Any) -> ForwardForm:
        """Return the form that gives the task to a colleague who sees the debtor."""
        accounts = (
            claims.accounts(self.case)
            if self.case
            else Account.objects.filter(pk=self.task.account_id or 0)
        )
        return ForwardForm(*args, role=self.task.role, accounts=accounts)

    def is_own(self) -> bool:
        """Say whether the person works with the task, or only reads it."""
        own = worklist.visible(user=self.staff, now=staff.business_now())
        return own.filter(pk=self.task.pk).exists()

    def may_forward(self) -> bool:
        """Say whether the person may give the task away: an open one, to do or to follow."""
        is_open = self.task.status == Task.Status.OPEN
        return is_open and self.staff.has_perm("tasks.forward_task") and self.is_own()


class TaskPage(_OneTask, TemplateView):
    """A task: what it is about, what to do, and the report of how it ended."""

    template_name = "recovery/task.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show the task with its case, its papers and its form."""
        task, today = self.task, staff.today()
        item = worklist.with_cases(tasks=[task], today=today)[0]
        sees_case = self._sees_case(item.case)
        kwargs.setdefault("form", self._form() if self._may_complete() else None)
        return super().get_context_data(
            title=task.title or labels.task_title(task.kind),
            comments=list(task.comments.select_related("by", "acted_for").order_by("id")),
            is_own=self.is_own(),
            holder=task.holder(now=staff.business_now()),
            task=task,
            item=item,
            case=item.case,
            debt=claims.debt(case_id=item.case.pk) if item.case else None,
            sees_case=sees_case,
            documents=self._documents(item.case, sees_case),
            meters=list(
                Meter.objects.filter(account=task.account_id, removed_on=None).select_related(
                    "service"
                )
            )
            if task.account_id
            else [],
            photos=list(task.photos.defer("content")),
            phones=worklist.phones(task=task) if self._is_to_visit() else [],
            forward=self.forwarding() if self.may_forward() else None,
            reported=_reported(task),
            today=today,
            **kwargs,
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Complete the task with its report."""
        if not self._is_of_the_person():
            messages.error(request, _("You may not complete this task."))
            return redirect(request.path)
        form = self._form(request.POST, request.FILES)
        if form.is_valid():
            try:
                done = self._complete(form)
            except operations.TooManyPhotos as error:
                form.add_error(None, str(error))
            except UnableToComplete as error:
                form.add_error(error.field if error.field in form.fields else None, str(error))
            else:
                messages.success(request, done)
                return redirect(reverse("admin:tasks_list"))
        self._keep_photos_of_refused(form)
        return self.render_to_response(self.get_context_data(form=form, **kwargs))

    def _keep_photos_of_refused(self, form: ReportForm) -> None:
        """A browser forgets chosen files: a mistake beside them must not cost the pictures."""
        self.task.refresh_from_db(fields=["status"])
        if not self._may_complete():
            return  # to what is finished nobody adds evidence
        photos = form.cleaned_data.get("photos") or []
        with suppress(operations.TooManyPhotos):  # said by the form already
            operations.keep_photos(task_id=self.task.pk, photos=photos, by=self.staff)

    def _complete(self, form: ReportForm) -> str:
        """Complete the task and return what to tell the person."""
        if reports.take(self.task, form, by=self.staff, today=staff.today()):
            return _(
                "Taken into account, though the order was recalled. What follows is decided anew."
            )
        return _("Done. The case goes on by itself.")

    def _form(self, *args: Any) -> ReportForm:
        form = reports.form_of(self.task, *args, today=staff.today())
        if form is None:
            raise Http404
        return form

    def _may_complete(self) -> bool:
        return crew_reports.may_report(self.task) and self._is_of_the_person()

    def _is_of_the_person(self) -> bool:
        """Say whether the person would complete the task were it open.

        What was typed too late is not thrown away.
        """
        return reports.is_of_person(self.task, user=self.staff, now=staff.business_now())

    def _is_to_visit(self) -> bool:
        """Say whether the person still has to meet the customer at the address."""
        return crew_reports.is_visit(self.task) and self._may_complete()

    def _sees_case(self, case: Case | None) -> bool:
        if case is None or not self.staff.has_perm("recovery.view_recoverycase"):
            return False
        return segments.cases(user=self.staff).filter(pk=case.pk).exists()

    def _documents(self, case: Case | None, sees_case: bool) -> list[Any]:
        """Return the newest papers of the case; to whoever may not read those, the papers of the task while it is to be done."""
        if case is None:
            return []
        papers = casefile.documents(case=case)
        if self.staff.has_perm("correspondence.view_document") and sees_case:
            return list(papers[:8])
        is_to_do = self.task.status == Task.Status.OPEN and worklist.may_do(
            self.task, user=self.staff, now=staff.business_now()
        )
        return (
            [
                paper
                for paper in papers
                if worklist.needs_paper(self.task, user=self.staff, paper=paper)
            ]
            if is_to_do
            else []
        )


class Forward(_OneTask, View):
    """Give a task to a colleague."""

    permission_required = ("tasks.view_task", "tasks.forward_task")

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Give it and say to whom."""
        form = self.forwarding(request.POST)
        if not self.may_forward():
            messages.error(request, _("You may not give this task away, or it is closed already."))
            return redirect(reverse("admin:tasks_task", args=[self.task.pk]))
        if not form.is_valid():
            messages.error(request, _("Choose a colleague from the list."))
            return redirect(reverse("admin:tasks_task", args=[self.task.pk]))
        to = form.cleaned_data["to"]
        try:
            handing.forward(task_id=self.task.pk, to=to, by=self.staff)
        except handing.UnableToForward as error:
            messages.error(request, str(error))
            return redirect(reverse("admin:tasks_task", args=[self.task.pk]))
        messages.success(
            request,
            _("The task is given to {name}.").format(name=to.get_full_name() or to.get_username()),
        )
        return redirect(f"{reverse('admin:tasks_list')}?tab=forwarded")


class Photo(_OneTask, View):
    """A picture of a task's report."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Send the picture; nothing in it may run."""
        photo = get_object_or_404(TaskPhoto, task=self.task, pk=kwargs["photo"])
        return HttpResponse(
            bytes(photo.content),
            content_type=photo.content_type,
            headers={"Content-Security-Policy": "sandbox"},
        )


def _reminders(user: User) -> list[Reminder]:
    """Return what a person is told of terms that are half over, nearly over or over."""
    told = worklist.reminders(user=user, now=staff.business_now())
    return list(told.select_related("task")[:_REMINDERS])


def _reported(task: Task) -> list[tuple[str, Any]]:
    """Return what was reported, field by field, with the labels of the form."""
    page = registry.page_of(code=task.kind)
    fields = page.form.base_fields if page else {}
    return [
        (str(fields[name].label), value) for name, value in task.result.items() if name in fields
    ]
