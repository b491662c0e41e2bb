"""Many papers in one file: ticked on the list, counted on a page of their own, then given out."""

import re
from collections.abc import Collection
from io import BytesIO
from typing import Any

from django.contrib import messages as notes
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from documents.refusals import Refused
from webapp.correspondence import queries
from webapp.correspondence.forms import DocumentsForm
from webapp.correspondence.operations import batches, pdfs, registries
from webapp.correspondence.queries import batches as known
from webapp.correspondence.queries import refusals
from webapp.staff import queries as staff
from webapp.staff.asked import whole_numbers
from webapp.staff.views import StaffPage

TYPES = {"pdf": "application/pdf", "docx": "application/zip", "registry": "application/pdf"}
MARK = re.compile(r"[a-z0-9]{1,40}")
"""What a page calls a file that it waits for."""
MARK_AGE_S = 60
NAMES = {"pdf": "documents.pdf", "docx": "documents.zip", "registry": "registry.pdf"}


class _Batch(StaffPage, TemplateView):
    """What both steps share: what was asked for, and the page that counts it."""

    http_method_names = ["post"]
    permission_required = "correspondence.view_document"
    title = gettext_lazy("Several documents in one file")
    template_name = "correspondence/batch.html"

    def asked(self) -> list[int]:
        """Return the papers that are ticked.

        A number that is none is left out by nobody but the person who typed it.
        """
        return whole_numbers(self.request.POST.getlist("ids"))

    def counted(self, ids: list[int], *, unprintable: Collection[int] = ()) -> HttpResponse:
        """Show what goes in, what comes out and what is missing."""
        found = known.batch(
            user=self.staff,
            ids=ids,
            unprintable=unprintable,
        )
        missing = [
            (missing, queries.title_of(missing.document) if missing.document else "—")
            for missing in found.missing
        ]
        back = self.request.GET.urlencode()
        context = self.get_context_data(
            batch=found,
            missing=missing,
            unprintable=unprintable,
            back=back,
        )
        return self.render_to_response(context)

    def refuse(self, text: str) -> HttpResponse:
        """Lead back to the list and say why."""
        notes.error(self.request, text)
        address = redirect("admin:correspondence_document_changelist")
        address["Location"] += f"?{self.request.GET.urlencode()}"
        return address


class BatchPage(_Batch):
    """Counts the papers that were ticked, or all that the list's
    criteria find, before anything is printed.
    """

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Count them, when there are neither none nor too many."""
        ids = self._found() if request.POST.get("everything") else self.asked()
        if not ids:
            return self.refuse(_("Tick the documents first."))
        if len(ids) > known.PAPERS_MAX:
            return self.refuse(
                _("One file holds at most %(most)s documents. Narrow the criteria.")
                % {"most": known.PAPERS_MAX}
            )
        return self.counted(ids)

    def _found(self) -> list[int]:
        found = queries.documents_page(
            user=self.staff,
            **DocumentsForm(self.request.GET).criteria(),
        )
        return list(found.values_list("pk", flat=True)[: known.PAPERS_MAX + 1])


class BatchFile(_Batch):
    """Gives the file out, when it holds exactly what the page has promised."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Make it; when something has changed or cannot be printed, count again and say so."""
        ids, form, promised = (
            self.asked()[: known.PAPERS_MAX],
            request.POST.get("form", ""),
            request.POST.get("promised", ""),
        )
        unprintable = set(whole_numbers(request.POST.getlist("unprintable")))
        found = known.batch(
            user=self.staff,
            ids=ids,
            unprintable=unprintable,
        )
        if str(len(found.ready)) != promised or not found.ready or form not in TYPES:
            notes.warning(
                request,
                _(
                    "Something has changed since the documents were counted. Look at the "
                    "numbers again."
                ),
            )
            return self.counted(ids, unprintable=unprintable)
        try:
            content = self._content(found, form)
        except batches.UnableToPrint as error:
            notes.error(
                request,
                _("Some documents cannot be printed, so no file was made. They are named below."),
            )
            return self.counted(ids, unprintable={*unprintable, *error.ids})
        except registries.UnableToCombine as error:
            notes.error(request, str(error))
            return self.counted(ids, unprintable=unprintable)
        except Refused as error:
            return self.refuse(refusals.in_words(error))
        return self._marked(
            FileResponse(
                BytesIO(content),
                content_type=TYPES[form],
                as_attachment=True,
                filename=NAMES[form],
            )
        )

    def _marked(self, answer: FileResponse) -> FileResponse:
        """Let the page know that its file has come: a browser that saves a file tells no page."""
        mark = self.request.POST.get("mark", "")
        if MARK.fullmatch(mark):
            answer.set_cookie(
                "made",
                mark,
                max_age=MARK_AGE_S,
                samesite="Lax",
            )
        return answer

    def _content(self, found: known.Batch, form: str) -> bytes:
        match form:
            case "pdf":
                return batches.as_pdf(papers=found.ready, by=self.staff)
            case "docx":
                return batches.as_docx(papers=found.ready, by=self.staff)
            case _:
                return pdfs.pdf_of(
                    registries.combine(
                        papers=found.ready,
                        by=self.staff,
                        today=staff.today(),
                    )
                )
