"""Absences: who is away, who acts meanwhile. One's own, or of everybody for whoever may."""

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View

from webapp.processes.forms.absences import AbsenceForm
from webapp.staff import queries as staff
from webapp.staff.models import Role, User
from webapp.staff.views import StaffPage
from webapp.tasks.models import Absence
from webapp.tasks.operations import absences

_OF_ALL = "tasks.enter_absence"


class _OfAbsences(StaffPage):
    """Absences that a person sees: all of them, or those in which the person is one of the two."""

    permission_required = ("tasks.view_task", "tasks.forward_task")

    @property
    def may_for_all(self) -> bool:
        """Say whether the person enters absences of colleagues."""
        return self.staff.has_perm(_OF_ALL)

    def seen(self) -> QuerySet[Absence]:
        """Return the absences that are not over, the next ones first."""
        coming = Absence.objects.filter(canceled_at=None, last_on__gte=staff.today())
        if not self.may_for_all:
            coming = coming.filter(Q(person=self.staff) | Q(substitute=self.staff))
        joined = coming.select_related("person", "substitute", "entered_by")
        return joined.order_by("first_on", "id")


class Absences(_OfAbsences, FormView):  # type: ignore[type-arg]
    """Those who are away or will be, and the form of one more."""

    title = gettext_lazy("Absences")
    template_name = "processes/absences.html"
    form_class = AbsenceForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Let the form know who asks."""
        about = {"user": self.staff, "may_for_all": self.may_for_all}
        return {**super().get_form_kwargs(), **about}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show whom it is about."""
        known = {"absences": list(self.seen()), "today": staff.today()}
        return super().get_context_data(**known, **kwargs)

    def form_valid(self, form: AbsenceForm) -> HttpResponse:
        """Write it down, or say beside the field why not."""
        try:
            absences.enter(
                **form.cleaned_data,
                by=self.staff,
                now=staff.business_now(),
            )
        except absences.UnableToEnter as error:
            form.add_error(error.field or None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("The absence is written down."))
        self._warn_of_lacking_roles(**form.cleaned_data)
        return redirect(reverse("admin:tasks_absences"))

    def _warn_of_lacking_roles(self, *, person: User, substitute: User, **_days: Any) -> None:
        """A substitute acts with the own rights: what they do not allow waits for the colleague."""
        lacking = set(person.roles) - set(substitute.roles)
        if lacking:
            text = _("%(substitute)s lacks the role of %(person)s (%(roles)s): such tasks wait.")
            told = {
                "substitute": substitute,
                "person": person,
                "roles": ", ".join(str(Role(name).label) for name in sorted(lacking)),
            }
            messages.warning(self.request, text % told)


class Cancel(_OfAbsences, View):
    """Calling an absence off: one's own, or anybody's for whoever may."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Call it off, or say why not."""
        absence = get_object_or_404(self.seen(), pk=kwargs["pk"])
        if absence.person != self.staff and not self.may_for_all:
            messages.error(request, _("Whoever is away calls the absence off."))
            return redirect(reverse("admin:tasks_absences"))
        try:
            absences.cancel(
                absence_id=absence.pk,
                by=self.staff,
                now=staff.business_now(),
            )
        except absences.UnableToCancel as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The absence is called off."))
        return redirect(reverse("admin:tasks_absences"))
