"""Mending what was told about courts: an event withdrawn, an award corrected."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from webapp.recovery.forms.court_events import AwardForm, GroundForm
from webapp.recovery.models import CourtCase, CourtEvent
from webapp.recovery.operations import court_mending
from webapp.recovery.queries import claims, court_events, segments
from webapp.staff import queries as staff
from webapp.staff.views import StaffPage


class _Mend(StaffPage, FormView):  # type: ignore[type-arg]
    """A form with a ground; ``mend`` does it, ``done`` says so."""

    template_name = "recovery/court_mend.html"
    kwargs: dict[str, Any]
    text: Promise
    done: Promise

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show what is mended, and of which case."""
        return super().get_context_data(
            case=self.subject.case,
            text=self.text,
            **kwargs,
        )

    def form_valid(self, form: Any) -> HttpResponse:
        """Do it and lead to the case, or say why not."""
        case_id = self.subject.case_id
        try:
            self.mend(form, staff.today())
        except court_mending.UnableToMend as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, str(self.done))
        return redirect("admin:recovery_case", case_id)

    @cached_property
    def subject(self) -> CourtCase | CourtEvent:
        """Return what is mended, of a case that the person sees."""
        raise NotImplementedError

    def mend(self, form: Any, today: date) -> None:
        """Do it."""
        raise NotImplementedError


class WithdrawEvent(_Mend):
    """An event that no task rests on is taken back, to be entered anew."""

    permission_required = ("recovery.view_recoverycase", "recovery.enter_court_event")
    title = _("Withdraw an event")
    form_class = GroundForm
    text = _(
        "What it has changed is put back as it stood. When it is withdrawn, the right one may be "
        "entered."
    )
    done = _("The event is withdrawn. Enter the right one.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead whoever withdraws an event a second time to its case, and say that it is done."""
        if self.has_permission() and (case_id := self._withdrawn_from()):
            messages.info(request, str(court_mending.WITHDRAWN_ALREADY))
            return redirect("admin:recovery_case", case_id)
        return super().dispatch(request, *args, **kwargs)

    def _withdrawn_from(self) -> int | None:
        pk = self.kwargs["pk"]
        if CourtEvent.objects.filter(pk=pk).exists():
            return None
        return court_events.withdrawn_from(event_id=pk, user=self.staff)

    @cached_property
    def subject(self) -> CourtEvent:
        """Return the event."""
        return get_object_or_404(court_events.visible(user=self.staff), pk=self.kwargs["pk"])

    def mend(self, form: GroundForm, today: date) -> None:
        """Withdraw it."""
        court_mending.withdraw(
            event_id=self.subject.pk,
            ground=form.cleaned_data["ground"],
            by=self.staff,
            today=today,
        )


class CorrectAward(_Mend):
    """What a judgment awarded was entered wrongly, and the case has gone on from it."""

    permission_required = ("recovery.view_recoverycase", "recovery.close_case")
    title = _("Correct the award")
    form_class = AwardForm
    text = _(
        "Penalty and duty are charged anew by these sums, and the money that was laid on them is "
        "laid anew. The former sums stay in the journal."
    )
    done = _("The award is corrected.")

    @cached_property
    def subject(self) -> CourtCase:
        """Return the court case."""
        seen = segments.cases(user=self.staff).values("id")
        courts = CourtCase.objects.select_related("case__party").filter(case__in=seen)
        return get_object_or_404(courts, pk=self.kwargs["pk"])

    def get_initial(self) -> dict[str, Any]:
        """Offer what stands in the case."""
        granted = claims.granted(self.subject)
        return {
            "principal": granted.claim,
            "penalty": granted.penalty,
            "duty": granted.duty,
        }

    def mend(self, form: AwardForm, today: date) -> None:
        """Correct it."""
        court_mending.correct_award(
            court_case_id=self.subject.pk,
            sums=form.granted(),
            ground=form.cleaned_data["ground"],
            by=self.staff,
            today=today,
        )
