"""Templates of papers on screen: taken out to Word, brought back, tried, switched on and off."""

from io import BytesIO
from typing import Any

from django.conf import settings
from django.contrib import messages as notes
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View

from documents import checking, fields
from documents.catalogue import CATALOGUE, DocumentKind
from documents.refusals import Refused
from webapp.correspondence import queries, views
from webapp.correspondence.forms import SwitchForm, TemplateForm
from webapp.correspondence.models import Template
from webapp.correspondence.operations import templates
from webapp.correspondence.queries import refusals
from webapp.correspondence.queries import templates as known
from webapp.staff.views import StaffPage

DEBTORS = {"citizen": True, "organization": False}


class _TemplatePage(StaffPage):
    """What all these pages share: the right, and a kind that exists."""

    permission_required = "correspondence.change_template"
    kwargs: dict[str, Any]

    @property
    def kind(self) -> DocumentKind:
        """Return the kind of paper that is asked for."""
        if self.kwargs["kind"] not in CATALOGUE:
            raise Http404
        return DocumentKind(self.kwargs["kind"])


class TemplateKinds(_TemplatePage, TemplateView):
    """Every kind of paper, and what its papers are made from."""

    title = gettext_lazy("Paper templates")
    template_name = "correspondence/templates.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the kinds."""
        return super().get_context_data(kinds=known.kinds(), **kwargs)


class TemplateEditions(_TemplatePage, FormView):  # type: ignore[type-arg]
    """The editions of a kind, the form for the next one, and the fields that it may print."""

    template_name = "correspondence/template_kind.html"
    form_class = TemplateForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the editions and the fields."""
        shown = {
            "editions": known.editions(kind=self.kind),
            "in_use": known.in_use(kind=self.kind),
            "fields": fields.listing(self.kind),
        }
        return super().get_context_data(
            **{"kind": self.kind, "title": queries.name_of(self.kind), **shown, **kwargs}
        )

    def form_valid(self, form: TemplateForm) -> HttpResponse:
        """Take the file, or say where it is wrong."""
        file = form.cleaned_data["file"]
        try:
            template = templates.keep(
                kind=self.kind,
                file_name=file.name,
                content=file.read(),
                note=form.cleaned_data["note"],
                by=self.staff,
            )
        except templates.UnableToKeepTemplate as error:
            form.add_error("file", str(error))
            faults = [
                (fault, refusals.told(why=fault.why, details=fault.details))
                for fault in error.faults
            ]
            return self.render_to_response(self.get_context_data(form=form, faults=faults))
        notes.info(
            self.request,
            _("The file is taken. Look at the samples, then switch the edition on."),
        )
        return redirect("admin:correspondence_template", pk=template.pk)


class TemplateEdition(_TemplatePage, FormView):  # type: ignore[type-arg]
    """One edition with its samples; a POST switches it on."""

    template_name = "correspondence/template.html"
    form_class = SwitchForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the edition and what it leaves out."""
        template = self._edition()
        shown = {
            "template": template,
            "kind_name": queries.name_of(template.kind),
            "omissions": known.omissions(template),
        }
        title = _("%(kind)s: edition %(version)s") % {
            "kind": shown["kind_name"],
            "version": template.version,
        }
        return super().get_context_data(
            title=title,
            in_use=known.in_use(kind=template.kind),
            **shown,
            **kwargs,
        )

    def form_valid(self, form: SwitchForm) -> HttpResponse:
        """Switch it on."""
        try:
            template = templates.switch_on(
                template_id=self._edition().pk,
                by=self.staff,
            )
        except templates.UnableToSwitch as error:
            notes.error(self.request, str(error))
            return redirect("admin:correspondence_template", pk=self.kwargs["pk"])
        notes.success(
            self.request,
            _("Papers are made from edition %(version)s from now on.")
            % {"version": template.version},
        )
        return redirect("admin:correspondence_template_kind", kind=template.kind)

    def _edition(self) -> Template:
        return get_object_or_404(
            Template.objects.select_related("file", "uploaded_by"),
            pk=self.kwargs["pk"],
        )


class BuiltInTemplate(_TemplatePage, View):
    """Returns a kind to the template that comes with the program."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Switch the edition in use off."""
        try:
            templates.return_to_built_in(kind=self.kind, by=self.staff)
        except templates.UnableToSwitch as error:
            notes.error(request, str(error))
        else:
            notes.success(request, _("Papers are made from the built-in template from now on."))
        return redirect("admin:correspondence_template_kind", kind=self.kind)


class TemplateFile(_TemplatePage, View):
    """The Word file of an edition; of the built-in one for edition 0."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Send it as a download, named for the person who will edit it."""
        content = known.content_of(kind=self.kind, version=kwargs["version"])
        if content is None:
            raise Http404
        name = f"{self.kind}-{kwargs['version']}.docx"
        return FileResponse(
            BytesIO(content),
            content_type=views.DOCX,
            as_attachment=True,
            filename=name,
        )


class TemplateSample(_TemplatePage, View):
    """A sample paper made from an edition, as PDF."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Make it; an edition that an older program took may fail now, and says why."""
        content = known.content_of(kind=self.kind, version=kwargs["version"])
        if content is None or kwargs["debtor"] not in DEBTORS:
            raise Http404
        try:
            printed = checking.sample(
                kind=self.kind,
                content=content,
                is_citizen=DEBTORS[kwargs["debtor"]],
                engine=settings.PDF_ENGINE,
            )
        except Refused as error:
            notes.error(request, refusals.in_words(error))
            return redirect("admin:correspondence_template_kind", kind=self.kind)
        name = f"{self.kind}-{kwargs['version']}-{kwargs['debtor']}.pdf"
        return FileResponse(BytesIO(printed), content_type="application/pdf", filename=name)
