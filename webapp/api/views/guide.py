"""The description of the API, for people: read in the office, from our own files."""

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from webapp.api.protocol.described import description
from webapp.staff.views import StaffPage


class GuidePage(StaffPage, TemplateView):
    """Every address with what it takes and answers; a token tries it."""

    permission_required = ()
    title = gettext_lazy("API")
    template_name = "api/guide.html"
    is_fullwidth = "1"


class GuideSchema(StaffPage, View):
    """What the guide shows."""

    permission_required = ()

    def get(self, request: HttpRequest) -> JsonResponse:
        """Return the description."""
        return JsonResponse(description())
