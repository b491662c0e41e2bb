"""The page of a task with the form of its kind."""

from contextlib import suppress
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from webapp.audit import operations as audit
from webapp.processes import registry
from webapp.processes.declarations import Pages
from webapp.processes.forms import reporting, told
from webapp.processes.forms.asking import AttachForm
from webapp.processes.forms.colleagues import ForwardForm
from webapp.processes.forms.reports import ReportForm
from webapp.processes.models import Case
from webapp.processes.operations import visits
from webapp.processes.queries import casefile, corrections, labels, returns, segments, worklist
from webapp.processes.views import checking, flow
from webapp.staff import queries as staff
from webapp.staff.models import User
from webapp.staff.views import StaffPage
from webapp.tasks import operations
from webapp.tasks.models import Task, TaskFile, TaskPhoto
from webapp.tasks.operations import HeldByAnother, UnableToComplete, handing, talk
from webapp.tasks.queries import corrections as editions
from webapp.tasks.queries import history, substitutes

_PEOPLE = ("assignee", "assigned_by", "completed_by", "completed_for", "held_by", "created_by")
_NAMED = (*_PEOPLE, "responsible", "party")
_TAKE_OVER = "take_over"
_SURE = "sure"
_PAPERS = 8


class OneTask(StaffPage):
    """A task that the person may read, named in the address; 404 for all others."""

    permission_required: str | tuple[str, ...] = "tasks.view_task"
    kwargs: dict[str, Any]

    @cached_property
    def task(self) -> Task:
        """Return the task when the person may read it."""
        seen = worklist.readable(user=self.staff, now=staff.business_now())
        joined = seen.select_related(*_NAMED, "account__premises", "account__party")
        task = joined.filter(pk=self.kwargs["pk"]).first()
        if task is None:
            raise Http404(_("There is no such task among yours."))
        return task

    @property
    def address(self) -> str:
        """Return where the page of the task is."""
        return reverse("admin:tasks_task", args=[self.task.pk])

    def forwarding(self, *args: Any) -> ForwardForm:
        """Return the form that gives the task to a colleague who sees what it is about."""
        return ForwardForm(*args, task=self.task)

    @cached_property
    def is_own(self) -> bool:
        """Say whether the person works with the task, or only reads it."""
        own = worklist.visible(user=self.staff, now=staff.business_now())
        return own.filter(pk=self.task.pk).exists()

    def may_forward(self) -> bool:
        """Say whether the person may give the task away: an open one, to do or to follow."""
        is_open = self.task.status == Task.Status.OPEN
        return is_open and self.staff.has_perm("tasks.forward_task") and self.is_own


class TaskPage(OneTask, TemplateView):
    """A task: what it is about, what to do, and the report of how it ended."""

    template_name = "processes/task.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show the task with its case, its papers and its form."""
        if "form" not in kwargs:
            kwargs["form"] = self._form() if self._may_complete() else None
        task, now = self.task, staff.business_now()
        audit.look(subject=f"task:{task.pk}", by=self.staff)
        [item] = worklist.with_cases(tasks=[task], today=now.date())
        return super().get_context_data(
            title=labels.task_title(task),
            task=task,
            item=item,
            case=item.case,
            is_own=self.is_own,
            holder=task.holder(now=now),
            comments=list(task.comments.select_related("by", "acted_for").order_by("id")),
            photos=list(task.photos.defer("content")),
            files=list(task.files.defer("content").select_related("by").order_by("id")),
            history=history.of(task=task),
            priorities=Task.Priority.choices,
            forward=self.forwarding() if self.may_forward() else None,
            is_with_me=self._is_with_me(),
            reported=told.in_words(task),
            **self._editions(),
            today=now.date(),
            yes=flow.yes(task, kwargs["form"]),
            **self._about(item.case),
            **kwargs,
        )

    def _about(self, case: Case | None) -> dict[str, Any]:
        """Return what the task is about, as far as the person may see that."""
        pages = registry.pages_of(process=self.task.process)
        sees_case = case is not None and self._sees(case)
        documents = self._documents(case, sees_case) if case else []
        about: dict[str, Any] = {
            "pages": pages,
            "sees_case": sees_case,
            "documents": documents,
            "paper": flow.paper_of(self.task, documents),
            "to_visit": self._is_to_visit(),
            "returned": case and returns.of(task=self.task, case=case, today=staff.today()),
            "phones": worklist.phones(task=self.task) if self._is_to_visit() else [],
        }
        if pages and pages.beside_task:
            about |= pages.beside_task.read(self.task)
        return about

    def _editions(self) -> dict[str, Any]:
        """Return the reports beside this one, whether it may be corrected, and why not."""
        task = self.task
        if not task.has_report:
            return {}
        may_correct = corrections.may_correct(task, user=self.staff)
        return {
            "former": editions.before(task=task),
            "corrected": editions.after(task=task),
            "may_correct": may_correct,
            "why_final": corrections.refusal(task=task) if may_correct else "",
        }

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Complete the task with its report."""
        if not self._is_of_the_person():
            messages.error(request, _("You may not complete this task."))
            return redirect(request.path)
        form = self._form(flow.answered(self.task, request), request.FILES)
        if checking.LOOK in request.GET:
            return render(request, "processes/_effects.html", self._looked_at(form))
        if form.is_valid() and self._is_sure(form) and self._is_taken(form):
            return flow.go_on(request, task=self.task, user=self.staff)
        self._keep_photos_of_refused(form)
        return self.render_to_response(self.get_context_data(form=form, **kwargs))

    def _is_sure(self, form: ReportForm) -> bool:
        """Say whether the person wants what cannot be undone; ask when that was not said."""
        kind, outcome = registry.kind_of_task(self.task), form.cleaned_data["outcome"]
        if kind is None or self.request.POST.get(_SURE) == outcome:
            return True
        if not kind.is_grave(outcome):
            return True
        looked_at = self._looked_at(form)
        if "refusal" in looked_at:
            return True  # the deed itself says why not, and by which field
        form.is_checked = True
        form.effects = looked_at["effects"]
        if ask := kind.closing.get(outcome):
            form.question = ask(self.task.case, staff.today())
        return False

    def _looked_at(self, form: ReportForm) -> dict[str, Any]:
        """Return what would follow from a report."""
        return checking.of_report(
            self.task,
            form,
            by=self.staff,
            now=staff.business_now(),
        )

    def _is_taken(self, form: ReportForm) -> bool:
        """Complete the task, or let the form say why not."""
        try:
            told = self._complete(form)
        except operations.TooManyPhotos as error:
            form.add_error(None, str(error))
        except HeldByAnother as error:
            form.add_error(None, str(error))
            form.is_held = True
        except UnableToComplete as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(self.request, flow.told(task=self.task, words=told))
            return True
        return False

    def _keep_photos_of_refused(self, form: ReportForm) -> None:
        """A browser forgets chosen files: a mistake beside them must not cost the pictures."""
        self.task.refresh_from_db(fields=["status"])
        if not self._may_complete():
            return  # to what is finished nobody adds evidence
        photos = form.cleaned_data.get("photos") or []
        with suppress(operations.TooManyPhotos):  # said by the form already
            operations.keep_photos(
                task_id=self.task.pk,
                photos=photos,
                by=self.staff,
            )

    def _complete(self, form: ReportForm) -> str:
        """Complete the task and return what to tell the person."""
        was_recalled = reporting.take(
            self.task,
            form,
            by=self.staff,
            now=staff.business_now(),
            takes_over=_TAKE_OVER in self.request.POST,
        )
        if was_recalled:
            return _(
                "Taken into account, though the order was recalled. What follows is decided anew."
            )
        if self.task.is_of_people:
            return _("Done.")
        kind = registry.kind_of_task(self.task)
        if kind and form.cleaned_data["outcome"] in kind.closing:
            return _("Done. The case comes to its end.")
        return _("Done. The case goes on by itself.")

    def _form(self, *args: Any) -> ReportForm:
        form = reporting.form_of(self.task, *args, today=staff.today())
        if form is None:
            raise Http404
        return form

    def _is_with_me(self) -> bool:
        """Say whether the person has the task: then a colleague may do it while one answers."""
        now = staff.business_now()
        own = substitutes.doers(user=self.staff, today=now.date())
        return self.task.assignee in own or self.task.holder(now=now) in own

    def _may_complete(self) -> bool:
        return visits.may_report(self.task) and self._is_of_the_person()

    def _is_of_the_person(self) -> bool:
        """Say whether the person would complete the task were it open.

        What was typed too late is not thrown away.
        """
        return reporting.is_of_person(self.task, user=self.staff, now=staff.business_now())

    def _is_to_visit(self) -> bool:
        """Say whether the person still has to meet the customer at the address."""
        has_place = self.task.account is not None
        return has_place and visits.is_visit(self.task) and self._may_complete()

    def _sees(self, case: Case) -> bool:
        pages: Pages | None = registry.pages_of(process=case.process)
        if pages is None or not self.staff.has_perm(pages.permission):
            return False
        return segments.cases(user=self.staff, process=case.process).filter(pk=case.pk).exists()

    def _documents(self, case: Case, sees_case: bool) -> list[Any]:
        """Return the newest papers of the case, or those without which the task cannot be done."""
        papers = casefile.documents(case=case)
        if self.staff.has_perm("correspondence.view_document") and sees_case:
            return list(papers[:_PAPERS])
        now = staff.business_now()
        is_to_do = self.task.status == Task.Status.OPEN
        if not is_to_do or not worklist.may_do(self.task, user=self.staff, now=now):
            return []
        return [
            paper
            for paper in papers
            if worklist.needs_paper(self.task, user=self.staff, paper=paper)
        ]


class Forward(OneTask, View):
    """Give a task to a colleague."""

    permission_required = ("tasks.view_task", "tasks.forward_task")

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Give it and say to whom, or why not."""
        refusal = self._refusal(self.forwarding(request.POST))
        if refusal:
            messages.error(request, refusal)
            return redirect(self.address)
        return redirect(f"{reverse('admin:tasks_list')}?tab=forwarded")

    def _refusal(self, form: ForwardForm) -> str:
        if not self.may_forward():
            return _("You may not give this task away, or it is closed already.")
        if not form.is_valid():
            return _("Choose a colleague from the list.")
        to = form.cleaned_data["to"]
        try:
            self._hand(to)
        except handing.HeldByAnother as error:
            messages.error(self.request, str(error))
            return _("Tick that you take it over, once you have agreed on that.")
        except handing.UnableToForward as error:
            return str(error)
        messages.success(self.request, _("The task is given to {name}.").format(name=to))
        return ""

    def _hand(self, to: User) -> None:
        """Give it for good, or let a colleague do what one answers for."""
        now = staff.business_now()
        if "keeps" in self.request.POST:
            handing.delegate(
                task_id=self.task.pk,
                to=to,
                by=self.staff,
                now=now,
            )
            return
        handing.forward(
            task_id=self.task.pk,
            to=to,
            by=self.staff,
            now=now,
            takes_over=_TAKE_OVER in self.request.POST,
        )


class Photo(OneTask, View):
    """A picture of a task's report."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Send the picture; nothing in it may run."""
        photo = get_object_or_404(TaskPhoto, task=self.task, pk=kwargs["photo"])
        return HttpResponse(
            bytes(photo.content),
            content_type=photo.content_type,
            headers={"Content-Security-Policy": "sandbox"},
        )


class Attach(OneTask, View):
    """Laying files to a task."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Keep them, or say why not."""
        refusal = self._refusal()
        if refusal:
            messages.error(request, refusal)
        else:
            messages.success(request, _("The files are kept."))
        return redirect(self.address)

    def _refusal(self) -> str:
        if not self.is_own:
            return _("This task is not yours: you may only read it.")
        form = AttachForm(self.request.POST, self.request.FILES)
        if not form.is_valid():
            return str(form.errors["attachments"][0])
        files, now = form.cleaned_data["attachments"], staff.business_now()
        try:
            talk.attach(
                task_id=self.task.pk,
                files=files,
                by=self.staff,
                now=now,
            )
        except talk.UnableToAttach as error:
            return str(error)
        return ""


class File(OneTask, View):
    """A file of a task, as a download: nothing in it is opened here."""

    def get(self, request: HttpRequest, **kwargs: Any) -> FileResponse:
        """Send it."""
        file = get_object_or_404(TaskFile, task=self.task, pk=kwargs["file"])
        return FileResponse(
            BytesIO(bytes(file.content)),
            content_type=file.content_type,
            as_attachment=True,
            filename=file.name,
        )
