"""The staff site: Unfold's, plus the pages that each app lists in its own ``urls.py``."""

from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from typing import Any, cast
from uuid import uuid4

from django.apps import apps
from django.conf import settings
from django.contrib.auth.views import PasswordChangeView
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, reverse
from django.utils.decorators import method_decorator
from unfold.sites import UnfoldAdminSite

from webapp.audit import operations as audit
from webapp.staff import operations as staff
from webapp.staff.forms import (
    DEVICE_COOKIE,
    DEVICE_COOKIE_AGE_S,
    LoginForm,
    OwnPasswordForm,
    device_of,
)
from webapp.staff.models import User


class StaffSite(UnfoldAdminSite):
    """One site for all staff.

    An app's ``urls.py`` has ``pages(site)``, which returns its URL patterns.
    """

    login_form = LoginForm

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Let a person in, and know the browser the next time.

        Say 429 to who has tried too often.
        """
        answer: HttpResponse = super().login(request, extra_context)
        _say_wait(answer)
        if request.method == "POST" and request.user.is_authenticated:
            _know_browser(request, answer)
        return answer

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Return the apps' own pages first, then Unfold's.

        No row of ours has a page outside the office.
        """
        shared = [page for page in super().get_urls() if _name(page) != "view_on_site"]
        return [*self._pages(), *shared]

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Return nothing where all apps are asked for, as on every page: the menu is our own."""
        if app_label:
            return list(super().get_app_list(request, app_label))
        return []

    def get_sidebar_list(self, request: HttpRequest) -> list[dict[str, Any]]:
        """Return the menu as it is: Unfold would copy it and ask about every line once more."""
        navigation = self._get_config("SIDEBAR", request)["navigation"]
        return cast(list[dict[str, Any]], self._get_value(navigation, request))

    def search(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Answer the palette; what it finds is one page."""
        if request.GET.get("page", "1") != "1":
            raise Http404
        answer: HttpResponse = super().search(request, extra_context)
        return answer

    @method_decorator(transaction.atomic)
    def password_change(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Let a person choose another password; the journal says when."""
        user = cast(User, request.user)
        before = audit.password_of(user_id=user.pk)
        request.current_app = self.name  # type: ignore[attr-defined]
        page = OwnPasswordPage.as_view(
            success_url=reverse("admin:password_change_done"),
            extra_context={**self.each_context(request), **(extra_context or {})},
        )
        answer = cast(HttpResponse, page(request))
        _say_wait(answer)
        audit.record_password(
            user_id=user.pk,
            before=before,
            by=user,
        )
        return answer

    def _pages(self) -> Iterable[URLPattern]:
        for app in apps.get_app_configs():
            if (
                app.name.startswith("webapp.")
                and app.name != "webapp.config"
                and find_spec(f"{app.name}.urls")
            ):
                yield from import_module(f"{app.name}.urls").pages(self)


class OwnPasswordPage(PasswordChangeView):
    """One's own password, changed by who knows the old one."""

    form_class = OwnPasswordForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Let the form know from where the old password is tried."""
        return {**super().get_form_kwargs(), "request": self.request}


def _say_wait(answer: HttpResponse) -> None:
    """Say 429 to who has tried too often."""
    form = (getattr(answer, "context_data", None) or {}).get("form")
    if wait_s := getattr(form, "wait_s", 0):
        answer.status_code, answer["Retry-After"] = 429, str(wait_s)


def _name(page: URLPattern | URLResolver) -> str | None:
    if isinstance(page, URLPattern):
        return page.name
    return None


def _know_browser(request: HttpRequest, answer: HttpResponse) -> None:
    device = device_of(request) or uuid4().hex
    staff.know_device(attempt=request.login_attempt, device=device)  # type: ignore[attr-defined]
    answer.set_signed_cookie(
        DEVICE_COOKIE,
        device,
        salt=DEVICE_COOKIE,
        max_age=DEVICE_COOKIE_AGE_S,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
