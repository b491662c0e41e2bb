"""What a person chooses for the own desk: the letter of the morning, the card of the first day."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View

from webapp.oversight.forms import PreferencesForm
from webapp.oversight.models import Digest
from webapp.oversight.operations import preferences
from webapp.staff.views import StaffPage

_LETTERS = 7


class PreferencesPage(StaffPage, FormView):  # type: ignore[type-arg]
    """The own letter of the morning: whether, when, and what came of the last ones."""

    permission_required = ()
    title = gettext_lazy("My settings")
    template_name = "oversight/preferences.html"
    form_class = PreferencesForm

    def get_initial(self) -> dict[str, Any]:
        """Begin with what was chosen."""
        chosen = preferences.of(person=self.staff)
        return {
            "wants_digest": chosen.wants_digest,
            "hour": chosen.digest_hour,
            "on_working_days": chosen.on_working_days,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show where letters go, and what came of the last ones."""
        letters = Digest.objects.filter(person=self.staff).order_by("-on")
        return super().get_context_data(
            address=self.staff.email, letters=list(letters[:_LETTERS]), **kwargs
        )

    def form_valid(self, form: PreferencesForm) -> HttpResponse:
        """Keep what was chosen."""
        given = form.cleaned_data
        preferences.choose(
            person=self.staff,
            wants_digest=given["wants_digest"],
            hour=given["hour"],
            on_working_days=given["on_working_days"],
        )
        messages.success(self.request, _("Saved."))
        return redirect(reverse("admin:oversight_preferences"))


class PutCardAway(StaffPage, View):
    """The card of the first day, put away."""

    permission_required = ()
    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Put it away, and show the desk."""
        preferences.put_card_away(person=self.staff)
        return redirect(reverse("admin:index"))
