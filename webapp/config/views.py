"""Addresses that belong to no app."""

from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views import defaults

_TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def healthz(request: HttpRequest) -> HttpResponse:
    """Answer "ok" when the process serves and its database answers.

    The supervisor and a load balancer ask.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that a form is too large to be read, or that a request cannot be read at all."""
    if isinstance(exception, _TOO_LARGE):
        return HttpResponse(
            render_to_string("413.html"), status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        )
    return defaults.bad_request(request, exception)
