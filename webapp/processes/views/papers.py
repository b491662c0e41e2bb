"""Papers of cases, opened in the browser or in Word."""

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import View

from documents import pdf
from webapp.audit import operations as audit
from webapp.correspondence.models import Document
from webapp.correspondence.operations import pdfs
from webapp.correspondence.queries import refusals
from webapp.processes.queries import segments, worklist
from webapp.processes.views.cases import OfProcess
from webapp.staff import queries as staff
from webapp.tasks.models import Task

_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class Paper(OfProcess, View):
    """A paper, for whoever reads the papers of its case or has an open task that needs it."""

    def has_permission(self) -> bool:
        """Demand the right to read papers, or a task."""
        may_read = self.staff.has_perm("correspondence.view_document")
        return may_read or self.staff.has_perm("tasks.view_task")

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Send the PDF inline, the DOCX as a download."""
        made = Document.objects.filter(case__process=self.process)
        document = get_object_or_404(made.select_related("docx", "pdf"), pk=kwargs["pk"])
        suffix = kwargs["suffix"]
        if suffix not in _TYPES or not self._may_see(document):
            raise Http404
        try:
            content = _content(document, suffix)
        except pdf.UnableToConvert as error:
            messages.error(request, refusals.in_words(error))
            return redirect(self._back(document))
        audit.look(subject=f"document:{document.pk}", by=self.staff)
        name = f"{document.number}.{suffix}".replace("/", "-")
        return FileResponse(
            BytesIO(content),
            content_type=_TYPES[suffix],
            as_attachment=suffix == "docx",
            filename=name,
        )

    def _back(self, document: Document) -> str:
        """Return where the paper was asked for: the case; to a crew, its tasks."""
        if self.staff.has_perm(self.pages.permission) and self._sees_case(document):
            return reverse(f"admin:{self.pages.address}_case", args=[document.case_id])
        return reverse("admin:tasks_list")

    def _sees_case(self, document: Document) -> bool:
        cases = segments.cases(user=self.staff, process=self.process)
        return cases.filter(pk=document.case_id or 0).exists()

    def _may_see(self, document: Document) -> bool:
        may_read = self.staff.has_perm("correspondence.view_document")
        if may_read and self._sees_case(document):
            return True
        visible = worklist.visible(user=self.staff, now=staff.business_now())
        of_case = visible.filter(case=document.case_id or 0, status=Task.Status.OPEN)
        return any(worklist.needs_paper(task, user=self.staff, paper=document) for task in of_case)


def _content(document: Document, suffix: str) -> bytes:
    if suffix == "pdf":
        return pdfs.pdf_of(document)
    return bytes(document.docx.content)
