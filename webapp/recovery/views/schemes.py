"""Schemes: what they say, and editing their terms without a programmer."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from webapp.parties.models import Party
from webapp.processes.models import Case
from webapp.recovery.forms import schemes as forms
from webapp.recovery.models import Scheme, SchemeLimit, SchemeVersion
from webapp.recovery.models.schemes import LIMITS
from webapp.recovery.operations import schemes as operations
from webapp.recovery.operations import sweep
from webapp.recovery.queries import ripe, scheme_choice
from webapp.recovery.queries import schemes as queries
from webapp.staff import characters
from webapp.staff import queries as staff
from webapp.staff.views import StaffPage

_LIMITS = Prefetch("limits", SchemeLimit.objects.select_related(*LIMITS).order_by("id"))


class SchemeList(StaffPage, TemplateView):
    """All schemes with what they are for."""

    permission_required = "recovery.view_scheme"
    title = gettext_lazy("Recovery schemes")
    template_name = "recovery/schemes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the schemes with the number of their open cases."""
        running = Count(
            "versions__recoveries",
            filter=Q(versions__recoveries__case__closed_on=None),
        )
        newest = SchemeVersion.objects.order_by("scheme_id", "-number").distinct("scheme_id")
        versions = {version.scheme_id: version for version in newest}
        schemes = Scheme.objects.annotate(running=running).prefetch_related(_LIMITS)
        rows = [
            (scheme, version, queries.SCHEME.validate_python(version.definition), _aim(scheme))
            for scheme in schemes.order_by("id")
            if (version := versions.get(scheme.pk))
        ]
        kwargs.setdefault("sweep", forms.SweepForm(initial={"hour": sweep.plan().hour}))
        may_edit = self.staff.has_perm("recovery.change_scheme")
        return super().get_context_data(
            rows=rows,
            may_edit=may_edit,
            **kwargs,
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Let the nightly sweep begin at another hour."""
        if not self.staff.has_perm("recovery.change_scheme"):
            raise PermissionDenied
        form = forms.SweepForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(sweep=form))
        sweep.choose_hour(hour=form.cleaned_data["hour"], by=self.staff)
        messages.success(request, _("The hour of the nightly sweep is saved."))
        return redirect(request.path)


class SchemePage(StaffPage, TemplateView):
    """One scheme: its newest edition to read; to edit, with a preview of what would change."""

    permission_required = "recovery.view_scheme"
    template_name = "recovery/scheme.html"
    kwargs: dict[str, Any]

    @cached_property
    def scheme(self) -> Scheme:
        """Return the scheme."""
        return get_object_or_404(Scheme.objects.prefetch_related(_LIMITS), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show the newest edition and the history; the forms when editing."""
        version = queries.newest_version(scheme_id=self.scheme.pk)
        definition = queries.scheme_of_version(version.pk)
        may_edit = self.staff.has_perm("recovery.change_scheme")
        if may_edit and "edit" in self.request.GET and "stages" not in kwargs:
            kwargs |= {
                "criteria": forms.CriteriaForm(
                    initial={name: getattr(definition, name) for name in forms.CRITERIA_NAMES}
                ),
                "stages": forms.StagesFormSet(initial=forms.initial(definition)),
            }
        if may_edit and "aim" in self.request.GET:
            kwargs.setdefault("aim", forms.CustomersForm(initial=self._aimed_at()))
        return super().get_context_data(
            title=self.scheme.name,
            scheme=self.scheme,
            version=version,
            definition=definition,
            may_edit=may_edit,
            kinds=_aim(self.scheme),
            versions=self._versions(),
            running=Case.objects.filter(
                recovery__scheme_version__scheme=self.scheme,
                closed_on=None,
            ).count(),
            **kwargs,
        )

    def _aimed_at(self) -> dict[str, Any]:
        """Return whom the scheme is for as the form begins."""
        known = scheme_choice.aim_of(self.scheme, self.scheme.limits.all())
        limits = {limit: list(getattr(known, limit)) for limit in LIMITS}
        return {"kinds": self.scheme.party_kinds, **limits}

    def _versions(self) -> QuerySet[SchemeVersion]:
        """Return the versions, newest first, each with the number of open cases that go by it."""
        is_open = Q(recoveries__isnull=False, recoveries__case__closed_on=None)
        found = self.scheme.versions.annotate(running=Count("recoveries", filter=is_open))
        return found.select_related("created_by").order_by("-number")

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Stop or resume the scheme, let it take new debts or not, make another like it.

        Say for whom it is. Or preview an edit, or save it as the next version.
        """
        if not self.staff.has_perm("recovery.change_scheme"):
            raise PermissionDenied
        if "stop" in request.POST:
            return self._stop(request)
        if "active" in request.POST:
            return self._switch(request)
        if "copy" in request.POST:
            return self._copy(request)
        if "aim" in request.POST:
            return self._aim(request)
        definition = queries.scheme_of_version(queries.newest_version(scheme_id=self.scheme.pk).pk)
        criteria = forms.CriteriaForm(request.POST)
        stages = forms.StagesFormSet(request.POST, initial=forms.initial(definition))
        shown = {"criteria": criteria, "stages": stages, "note": _said(request, "note")}
        if not (criteria.is_valid() and stages.is_valid()):
            return self.render_to_response(
                self.get_context_data(error=_("Mend the marked fields."), **shown)
            )
        new = forms.edited(
            scheme=definition,
            criteria=criteria,
            stages=stages,
        )
        changes = forms.changes(old=definition, new=new)
        if "save" not in request.POST or not changes or not shown["note"]:
            error = (
                _("Say what changed and why: people will look for it.")
                if "save" in request.POST and changes
                else ""
            )
            return self.render_to_response(
                self.get_context_data(
                    changes=changes,
                    previewed=True,
                    error=error,
                    faults=operations.faults(definition=new, scheme=self.scheme),
                    ripe=self._ripe(definition, new),
                    **shown,
                )
            )
        return self._save(
            new,
            shown,
            changes,
        )

    def _ripe(self, old: Any, new: Any) -> ripe.Foreseen | None:
        """Return whom other criteria would let in; nothing where they are the same."""
        if (old.min_periods, old.min_debt) == (new.min_periods, new.min_debt):
            return None
        return ripe.foreseen(
            scheme=self.scheme,
            definition=new,
            today=staff.today(),
        )

    def _save(self, new: Any, shown: dict[str, Any], changes: list[forms.Change]) -> HttpResponse:
        try:
            version = operations.save_version(
                scheme_id=self.scheme.pk,
                definition=new,
                note=shown["note"][:300],
                by=self.staff,
            )
        except operations.UnableToSave as error:
            return self.render_to_response(
                self.get_context_data(
                    error=str(error),
                    changes=changes,
                    previewed=True,
                    **shown,
                )
            )
        messages.success(
            self.request,
            _("Version {number} is saved: new cases follow it, running ones keep theirs.").format(
                number=version.number
            ),
        )
        return redirect(self.request.path)

    def _stop(self, request: HttpRequest) -> HttpResponse:
        reason = _said(request, "reason")
        if request.POST["stop"] == "1" and not reason:
            messages.error(request, _("Say why the scheme is stopped."))
        else:
            operations.stop(
                scheme_id=self.scheme.pk,
                reason=reason[:200] if request.POST["stop"] == "1" else "",
                by=self.staff,
            )
        return redirect(request.path)

    def _copy(self, request: HttpRequest) -> HttpResponse:
        name = _said(request, "copy")[:120]
        if not name:
            messages.error(request, _("Say how the new scheme is called."))
            return redirect(request.path)
        try:
            made = operations.copy(
                scheme_id=self.scheme.pk,
                name=name,
                by=self.staff,
            )
        except operations.UnableToCopy as error:
            messages.error(request, str(error))
            return redirect(request.path)
        messages.success(
            request, _("The scheme is made. Change its terms, then let it take new debts.")
        )
        return redirect("admin:recovery_scheme", pk=made.pk)

    def _aim(self, request: HttpRequest) -> HttpResponse:
        form = forms.CustomersForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(aim=form))
        given = form.cleaned_data
        try:
            operations.aim(
                scheme_id=self.scheme.pk,
                customers=operations.Customers(
                    kinds=given["kinds"], **{limit: list(given[limit]) for limit in LIMITS}
                ),
                reason=given["reason"],
                by=self.staff,
            )
        except operations.UnableToSave as error:
            form.add_error(None, str(error))
            return self.render_to_response(self.get_context_data(aim=form))
        messages.success(request, _("It is saved for whom the scheme is; open cases go on."))
        return redirect(request.path)

    def _switch(self, request: HttpRequest) -> HttpResponse:
        reason = _said(request, "reason")[:200]
        if not reason:
            messages.error(request, _("Say why the scheme is switched."))
            return redirect(request.path)
        try:
            operations.set_active(
                scheme_id=self.scheme.pk,
                is_active=request.POST["active"] == "1",
                reason=reason,
                by=self.staff,
            )
        except operations.UnableToSave as error:
            messages.error(request, str(error))
        return redirect(request.path)


def _said(request: HttpRequest, field: str) -> str:
    """Return what was written; nothing, and a message, when it cannot be read."""
    try:
        return characters.visible(request.POST.get(field, "")).strip()
    except characters.UnreadableSigns as error:
        messages.error(request, str(error))
        return ""


def _aim(scheme: Scheme) -> str:
    """Return in words for whom a scheme is."""
    kinds = ", ".join(str(Party.Kind(kind).label) for kind in scheme.party_kinds)
    limits = list(scheme.limits.all())
    named = [
        ", ".join(str(getattr(row, limit)) for row in limits if getattr(row, f"{limit}_id"))
        for limit in LIMITS
    ]
    return "; ".join([kinds, *filter(None, named)])
