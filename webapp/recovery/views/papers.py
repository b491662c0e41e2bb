"""Papers of cases, opened in the browser or in Word."""

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import View

from documents import pdf
from webapp.correspondence.models import Document
from webapp.correspondence.operations import pdfs
from webapp.correspondence.queries import refusals
from webapp.processes.queries import worklist
from webapp.recovery.queries import segments
from webapp.staff import queries as staff
from webapp.staff.views import StaffPage
from webapp.tasks.models import Task

_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class Paper(StaffPage, View):
    """A paper's bytes, for whoever reads the papers of the case, or has an
    open task that cannot be done without it.
    """

    permission_required = ()

    def has_permission(self) -> bool:
        """Demand the right to read papers, or a task."""
        return self.staff.has_perm("correspondence.view_document") or self.staff.has_perm(
            "tasks.view_task"
        )

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Send the PDF inline, the DOCX as a download."""
        document = get_object_or_404(
            Document.objects.select_related("docx", "pdf"),
            pk=kwargs["pk"],
        )
        suffix = kwargs["suffix"]
        if suffix not in _TYPES or not self._may_see(document):
            raise Http404
        try:
            content = pdfs.pdf_of(document) if suffix == "pdf" else bytes(document.docx.content)
        except pdf.UnableToConvert as error:
            messages.error(request, refusals.in_words(error))
            return redirect(self._back(document))
        name = f"{document.number}.{suffix}".replace("/", "-")
        return FileResponse(
            BytesIO(content),
            content_type=_TYPES[suffix],
            as_attachment=suffix == "docx",
            filename=name,
        )

    def _back(self, document: Document) -> str:
        """Return where the paper was asked for: the case; to a crew, its tasks."""
        case = segments.cases(user=self.staff).filter(pk=document.case_id or 0).first()
        sees = case and self.staff.has_perm("recovery.view_recoverycase")
        return (
            reverse("admin:recovery_case", args=[case.pk])
            if case and sees
            else reverse("admin:tasks_list")
        )

    def _may_see(self, document: Document) -> bool:
        if (
            self.staff.has_perm("correspondence.view_document")
            and segments.cases(user=self.staff).filter(pk=document.case_id or 0).exists()
        ):
            return True
        open_tasks = worklist.visible(user=self.staff, now=staff.business_now()).filter(
            case=document.case_id or 0,
            status=Task.Status.OPEN,
        )
        return any(
            worklist.needs_paper(
                task,
                user=self.staff,
                paper=document,
            )
            for task in open_tasks
        )
