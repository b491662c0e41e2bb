"""What a filing encloses: the checklist, files that are brought, and the package as one PDF."""

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from documents.catalogue import DocumentKind
from documents.enclosures import Holder
from documents.refusals import Refused
from webapp.correspondence import queries as correspondence
from webapp.correspondence.models import Document
from webapp.correspondence.operations import pdfs
from webapp.correspondence.queries import refusals
from webapp.processes.declarations import UnableToMake
from webapp.recovery.forms.enclosures import EncloseForm, PutAsideForm, WithoutForm
from webapp.recovery.operations import enclosing, packages
from webapp.recovery.queries import enclosed, segments
from webapp.recovery.queries.contexts import claimed_accounts
from webapp.staff import queries as staff
from webapp.staff.views import StaffPage

_PDF = "application/pdf"
_DECIDE = "recovery.approve_package"
_MADE = {
    "extract": DocumentKind.ACCOUNT_EXTRACT,
    "reconciliation": DocumentKind.RECONCILIATION,
}


class _OfFiling(StaffPage):
    """A page about a filing of a case that the person sees."""

    permission_required: tuple[str, ...] = (
        "recovery.view_recoverycase",
        "correspondence.view_document",
    )
    kwargs: dict[str, Any]

    @cached_property
    def paper(self) -> Document:
        """Return the filing."""
        seen = segments.cases(user=self.staff).values("id")
        papers = Document.objects.filter(case__in=seen, kind__in=enclosed.PACKED)
        related = papers.select_related("case__party", "account__supplier", "account__contract")
        return get_object_or_404(related, pk=self.kwargs["pk"])


class Enclosures(_OfFiling, TemplateView):
    """The lines of a filing with what is there for each, and what is lacking."""

    title = gettext_lazy("Enclosures")
    template_name = "recovery/enclosures.html"
    http_method_names = ["get", "post"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show every line, and how long the filing waits."""
        items = enclosed.checklist(paper=self.paper, today=staff.today())
        assert self.paper.case is not None
        return super().get_context_data(
            paper=self.paper,
            case=self.paper.case,
            name=correspondence.title_of(self.paper),
            items=items,
            lacking=[item for item in items if not item.is_settled],
            task=enclosed.open_task(case=self.paper.case),
            accounts=claimed_accounts.of_case(case=self.paper.case),
            may_decide=self.staff.has_perm(_DECIDE),
            may_bring=self.may_bring,
            **kwargs,
        )

    @property
    def may_bring(self) -> bool:
        """Say whether the person may bring files."""
        return self.staff.has_perm("tasks.complete_task")

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        """Do what the form of a line asks for, and show the list again."""
        deeds = {"enclose": self._enclose, "without": self._without, "aside": self._put_aside}
        deed = deeds.get(request.POST.get("do", ""))
        if deed is None:
            raise Http404
        if not self.may_bring:
            return self._refuse(_("You may not do this."))
        try:
            deed(request)
        except enclosing.UnableToEnclose as error:
            return self._refuse(str(error))
        return redirect("admin:recovery_enclosures", self.paper.pk)

    def _refuse(self, text: str) -> HttpResponse:
        messages.error(self.request, text)
        return self.render_to_response(self.get_context_data())

    def _enclose(self, request: HttpRequest) -> None:
        form = _valid(EncloseForm(request.POST, request.FILES))
        given = form.cleaned_data
        brought = enclosing.Brought(
            name=given["file"].name,
            content=given["file"].read(),
            issued_on=given["issued_on"],
        )
        enclosing.enclose(
            paper=self.paper,
            title=given["title"],
            holder=Holder(given["holder"]),
            brought=brought,
            by=self.staff,
            today=staff.today(),
        )
        messages.success(request, _("Enclosed."))

    def _without(self, request: HttpRequest) -> None:
        if not self.staff.has_perm(_DECIDE):
            raise enclosing.UnableToEnclose(_("A lawyer decides to file without it."))
        given = _valid(WithoutForm(request.POST)).cleaned_data
        enclosing.file_without(
            paper=self.paper,
            title=given["title"],
            reason=given["reason"],
            by=self.staff,
            today=staff.today(),
        )
        messages.success(request, _("It is filed without this; the reason is kept."))

    def _put_aside(self, request: HttpRequest) -> None:
        given = _valid(PutAsideForm(request.POST)).cleaned_data
        enclosing.put_aside(
            paper=self.paper,
            file_id=given["file"],
            reason=given["reason"],
            by=self.staff,
            today=staff.today(),
        )
        messages.success(request, _("The file is put aside."))


class EnclosedFile(_OfFiling, View):
    """A file that is enclosed with a filing."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Give it out."""
        known = enclosed.known(paper=self.paper, today=staff.today())
        for file in known.files:
            if file.pk == kwargs["file"]:
                return _given(bytes(file.file.content), f"{file.pk}.pdf")
        raise Http404


class Package(_OfFiling, View):
    """The package of a filing, or a paper about its accounts that the house makes."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Make it and give it out, or say what is lacking."""
        try:
            if kwargs["what"] == "package":
                return self._package()
            return self._statement(kwargs["what"])
        except (packages.UnableToPack, UnableToMake) as error:
            messages.error(request, str(error))
        except Refused as refused:
            messages.error(request, refusals.in_words(refused))
        return redirect(reverse("admin:recovery_enclosures", args=[self.paper.pk]))

    def _package(self) -> HttpResponseBase:
        made = packages.pack(
            paper=self.paper,
            by=self.staff,
            today=staff.today(),
        )
        return _given(made.content, f"{self.paper.number}.pdf")

    def _statement(self, what: str) -> HttpResponseBase:
        if what not in _MADE:
            raise Http404(what)
        assert self.paper.case is not None
        accounts = claimed_accounts.of_case(case=self.paper.case)
        asked = self.request.POST.get("account", "")
        account = next((one for one in accounts if str(one.pk) == asked), None)
        if account is None:
            raise UnableToMake(_("Choose an account."))
        made = packages.statement(
            kind=_MADE[what],
            paper=self.paper,
            account=account,
            today=staff.today(),
        )
        return _given(pdfs.pdf_of(made), f"{made.number}.pdf")


def _given(content: bytes, name: str) -> FileResponse:
    return FileResponse(
        BytesIO(content),
        content_type=_PDF,
        as_attachment=True,
        filename=name.replace("/", "-"),
    )


def _valid[F: Form](form: F) -> F:
    """Return a form that is right.

    :raises UnableToEnclose: with its first error
    """
    if form.is_valid():
        return form
    name, errors = next(iter(form.errors.items()))
    label = form.fields[name].label if name in form.fields else ""
    raise enclosing.UnableToEnclose(f"{label}: {errors[0]}" if label else str(errors[0]))
