"""What every answer of the web process carries.

The language a person chose, and what a page may load.
"""

import functools
import ipaddress
import re
from collections.abc import Callable
from typing import cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation

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

_BRACKETED = re.compile(r"\[([^\]]{2,60})\](?::\d{1,5})?", re.ASCII)

type Answer = Callable[[HttpRequest], HttpResponse]


def content_security_policy(get_response: Answer) -> Answer:
    """Return a middleware that names what a page may load."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
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
    """Return a middleware that takes the visitor's address from the proxies that stand before us,
    from nobody else.

    Each proxy adds to the right of ``X-Forwarded-For`` whom it has seen; what stands further left,
    a visitor has written. Of IPv6 the network counts: a visitor has billions of addresses in it.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        seen = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        proxies = settings.PROXY_COUNT
        if proxies and len(seen) >= proxies:
            request.META["REMOTE_ADDR"] = seen[-proxies].strip()
        request.META["REMOTE_ADDR"] = _network(request.META.get("REMOTE_ADDR", ""))
        return get_response(request)

    return answer


def _network(address: str) -> str:
    """Return the network of an address; some proxies write the port after it."""
    try:
        parsed = ipaddress.ip_address(_without_port(address))
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    mapped = parsed.ipv4_mapped
    return str(mapped or ipaddress.ip_network((int(parsed), 64), strict=False))


def _without_port(address: str) -> str:
    """Return the host of ``1.2.3.4:5``, ``[::1]:5`` or ``[::1]``."""
    bracketed = _BRACKETED.fullmatch(address)
    if bracketed:
        return bracketed[1]
    host, _colon, port = address.partition(":")
    if port.isdecimal() and port.isascii():
        return host
    return address


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
