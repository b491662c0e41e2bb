"""What every answer of the web process carries.

The language a person chose, and what a page may load.
"""

import functools
from collections.abc import Callable
from typing import cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation

from webapp.config import visitors
from webapp.staff import queries
from webapp.staff.models import User
from webapp.staff.views import SECOND_FACTOR_SHOWN

# Alpine, which the staff site stands on, evaluates its expressions; nothing inline and nothing
# foreign runs
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)

type Answer = Callable[[HttpRequest], HttpResponse]


_TEXTS = ("text/", "application/json", "application/javascript", "image/svg+xml")


class Compressed(GZipMiddleware):
    """Texts go a fifth of their size; pictures, fonts and books are packed already."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Compress a text."""
        if response.headers.get("Content-Type", "").startswith(_TEXTS):
            return super().process_response(request, response)
        return response


def content_security_policy(get_response: Answer) -> Answer:
    """Return a middleware that names what a page may load."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        return response

    return answer


def files_stay(get_response: Answer) -> Answer:
    """Return a middleware that tells a page where to go instead of sending it there.

    A form with files is sent by its page, which keeps them when the answer is a refusal. Followed
    by the browser unseen, a redirect would show its message to nobody.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if "X-Istok-Files" not in request.headers or not response.has_header("Location"):
            return response
        response.status_code = 200
        response["X-Istok-To"] = response["Location"]
        del response["Location"]
        return response

    return answer


def language(get_response: Answer) -> Answer:
    """Return a middleware that speaks Russian until a person chooses otherwise.

    The office's language is not the browser's.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_CODE)
        with translation.override(
            chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        ):
            request.LANGUAGE_CODE = translation.get_language() or settings.LANGUAGE_CODE
            response = get_response(request)
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
            return response

    return answer


def real_address(get_response: Answer) -> Answer:
    """Return a middleware that knows where a visitor comes from, behind a proxy too."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.META["REMOTE_ADDR"] = visitors.address_of(request.META)
        return get_response(request)

    return answer


def no_null_characters(get_response: Answer) -> Answer:
    """Return a middleware that reads addresses without NUL.

    No text of ours has one, and no database keeps it.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        if "\0" in request.path:
            raise Http404
        asked = request.META.get("QUERY_STRING", "")
        request.META["QUERY_STRING"] = asked.replace("%00", "")
        return get_response(request)

    return answer


def second_factor(get_response: Answer) -> Answer:
    """Return a middleware that opens nothing of the office before the
    telephone's code was shown.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        if _is_free(request) or not queries.needs_second_factor(user=cast(User, request.user)):
            return get_response(request)
        page = reverse("admin:second_factor")
        return redirect(f"{page}?{urlencode({'next': request.get_full_path()})}")

    return answer


def _is_free(request: HttpRequest) -> bool:
    """Say whether a page opens without a second factor.

    The public ones, and those that lead to it.
    """
    office, ways = _ways()
    if not request.path.startswith(office) or not request.user.is_authenticated:
        return True
    return request.path in ways or SECOND_FACTOR_SHOWN in request.session


@functools.cache
def _ways() -> tuple[str, frozenset[str]]:
    """Return where the office is, and its pages that open without a second factor."""
    names = ("second_factor", "logout", "login", "language")
    return reverse("admin:index"), frozenset(reverse(f"admin:{name}") for name in names)
