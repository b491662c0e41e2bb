"""What every page of the staff site shares: a permission, a title, the frame around it."""

from http import HTTPStatus
from typing import Any

from django.contrib import admin
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.generic.base import ContextMixin
from django_htmx.middleware import HtmxDetails

from webapp.staff import registry
from webapp.staff.models import User

SECOND_FACTOR_SHOWN = "second_factor_shown"
"""The key of a session whose person has shown the code of the telephone."""


class StaffPage(PermissionRequiredMixin, ContextMixin):
    """A page inside the staff site.

    Without the permission it answers 403: the person is known already.
    """

    raise_exception = True
    title: str | Promise = ""
    is_fullwidth = ""
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer; whoever has done something is shown what waits after it."""
        answer = super().dispatch(request, *args, **kwargs)
        if request.method == "POST" and request.user.pk is not None:
            cache.delete(registry.badges_key(user_id=request.user.pk))
        return answer

    @property
    def staff(self) -> User:
        """Return the person at the screen."""
        user = self.request.user
        assert isinstance(user, User)
        return user

    @property
    def is_part(self) -> bool:
        """Say whether htmx asks for a part of the page.

        A person who goes back in the browser needs the whole one again.
        """
        asked = HtmxDetails(self.request)
        return bool(asked) and not asked.history_restore_request

    def http_method_not_allowed(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Say in words what an address that only a form sends to says with a blank page."""
        context = self._frame() | {"title": _("Nothing to show here")}
        status = HTTPStatus.METHOD_NOT_ALLOWED
        return render(request, "istok/not_allowed.html", context, status=status)

    def _frame(self) -> dict[str, Any]:
        self.request.current_app = admin.site.name  # type: ignore[attr-defined]
        return admin.site.each_context(self.request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the menu, the palette and the title to what the page shows."""
        context = super().get_context_data(**kwargs)
        if self.is_part:
            return context
        return {
            **self._frame(),
            "title": self.title,
            "is_fullwidth": self.is_fullwidth,
            **context,
        }
