"""What a person chooses: the letter of the morning, the calendar in a telephone, the first card."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, View

from webapp.oversight.forms import PreferencesForm
from webapp.oversight.models import Digest
from webapp.oversight.operations import feeds, preferences
from webapp.oversight.queries import feeds as known
from webapp.staff.views import StaffPage

_LETTERS = 7


class PreferencesPage(StaffPage, FormView):  # type: ignore[type-arg]
    """The own letter of the morning: whether, when, and what came of the last ones."""

    permission_required: str | tuple[str, ...] = ()
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
            address=self.staff.email,
            letters=list(letters[:_LETTERS]),
            feed=known.of(person=self.staff),
            **kwargs,
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


@method_decorator(never_cache, name="dispatch")
class CalendarAddress(PreferencesPage):
    """The private address of the own calendar: given out, or taken back.

    It stands on the page that answers, and nowhere after that.
    """

    permission_required = "tasks.view_task"
    http_method_names = ("post",)

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Give a new address out, or let there be none."""
        if "give" not in request.POST:
            return self._take_back()
        secret = feeds.give(
            person=self.staff,
            language=get_language() or settings.LANGUAGE_CODE,
            now=timezone.now(),
        )
        context = self.get_context_data(
            form=self.form_class(initial=self.get_initial()),
            feed_address=f"{settings.PUBLIC_URL}{reverse('calendar_feed', args=[secret])}",
        )
        return self.render_to_response(context)

    def _take_back(self) -> HttpResponse:
        if feeds.take_back(person=self.staff):
            messages.success(self.request, _("The address opens nothing any more."))
        return redirect(reverse("admin:oversight_preferences"))


class PutCardAway(StaffPage, View):
    """The card of the first day, put away."""

    permission_required = ()
    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Put it away, and show the desk."""
        preferences.put_card_away(person=self.staff)
        return redirect(reverse("admin:index"))
