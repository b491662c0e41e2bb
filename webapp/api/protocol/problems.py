"""Errors as RFC 9457 has them: what is wrong, in the caller's language, row by row and field by
field; never a traceback.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import PermissionDenied as DjangoPermissionDenied
from django.db import models
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions
from rest_framework.response import Response

CONTENT_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:istok:problem:"
_log = logging.getLogger("django.request")


class Code(models.TextChoices):
    """Every kind of problem; ``type`` ends with it, and programs look at nothing else."""

    INVALID = "invalid", gettext_lazy("What was sent is not right")
    ROWS_REFUSED = "rows-refused", gettext_lazy("Some rows are wrong")
    REFUSED = "refused", gettext_lazy("This cannot be done now")
    NOT_KNOWN = "not-known", gettext_lazy("A valid token is needed")
    FORBIDDEN = "forbidden", gettext_lazy("The token does not open this")
    NOT_FOUND = "not-found", gettext_lazy("There is no such thing")
    METHOD = "method-not-allowed", gettext_lazy("This address is not asked so")
    MEDIA_TYPE = "unsupported-media-type", gettext_lazy("This kind of content is not read")
    TOO_LARGE = "too-large", gettext_lazy("Too much in one call")
    TOO_MANY_CALLS = "too-many-calls", gettext_lazy("Too many calls")
    KEY_MISSING = "key-missing", gettext_lazy("The call needs an Idempotency-Key")
    KEY_REUSED = "key-reused", gettext_lazy("The Idempotency-Key was used for another call")
    STILL_BEING_DONE = "still-being-done", gettext_lazy("The same call is still being done")
    FAULT = "fault", gettext_lazy("Something went wrong here")

    @property
    def status(self) -> int:
        """Return the status of HTTP that goes with it."""
        return _STATUSES[self]


_STATUSES = {
    Code.INVALID: 400,
    Code.ROWS_REFUSED: 422,
    Code.REFUSED: 409,
    Code.NOT_KNOWN: 401,
    Code.FORBIDDEN: 403,
    Code.NOT_FOUND: 404,
    Code.METHOD: 405,
    Code.MEDIA_TYPE: 415,
    Code.TOO_LARGE: 413,
    Code.TOO_MANY_CALLS: 429,
    Code.KEY_MISSING: 400,
    Code.KEY_REUSED: 422,
    Code.STILL_BEING_DONE: 409,
    Code.FAULT: 500,
}
_CODES: tuple[tuple[type[Exception], Code], ...] = (
    (Http404, Code.NOT_FOUND),
    (DjangoPermissionDenied, Code.FORBIDDEN),
    (exceptions.ValidationError, Code.INVALID),
    (exceptions.ParseError, Code.INVALID),
    (exceptions.AuthenticationFailed, Code.NOT_KNOWN),
    (exceptions.NotAuthenticated, Code.NOT_KNOWN),
    (exceptions.PermissionDenied, Code.FORBIDDEN),
    (exceptions.NotFound, Code.NOT_FOUND),
    (exceptions.MethodNotAllowed, Code.METHOD),
    (exceptions.UnsupportedMediaType, Code.MEDIA_TYPE),
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: in which row (from 1), in which field, and what to do."""

    detail: str
    field: str = ""
    row: int | None = None
    value: str = ""


class Problem(Exception):
    """What a resource refuses to do and why. ``faults`` names the rows and fields."""

    def __init__(
        self,
        code: Code,
        detail: str,
        *,
        faults: Iterable[Fault] = (),
        retry_after_s: int | None = None,
    ) -> None:
        """Keep what the caller is told."""
        super().__init__(detail)
        self.code, self.detail = code, detail
        self.faults = tuple(faults)
        self.retry_after_s = retry_after_s


def answer(error: Exception, context: dict[str, Any]) -> Response:
    """Return the answer to any error of a resource; one that nobody foresaw is logged."""
    problem = _problem_of(error)
    if problem.code is Code.FAULT:
        _log.error("API: %s", context["request"].path, exc_info=error)
    headers = {}
    if problem.retry_after_s is not None:
        headers["Retry-After"] = str(problem.retry_after_s)
    if header := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = header
    if problem.code is Code.METHOD:
        headers["Allow"] = ", ".join(context["view"].allowed_methods)
    content = told(problem, instance=context["request"].path)
    return Response(
        content,
        status=problem.code.status,
        headers=headers,
        content_type=CONTENT_TYPE,
    )


def told(problem: Problem, *, instance: str) -> dict[str, Any]:
    """Return a problem as it is written in the answer."""
    content: dict[str, Any] = {
        "type": TYPE_PREFIX + problem.code,
        "title": str(problem.code.label),
        "status": problem.code.status,
        "detail": problem.detail,
        "instance": instance,
    }
    if problem.faults:
        content["errors"] = [asdict(fault) for fault in problem.faults]
    return content


def _problem_of(error: Exception) -> Problem:
    if isinstance(error, Problem):
        return error
    code = _code_of(error)
    if isinstance(error, exceptions.ValidationError):
        return Problem(code, _("See “errors”."), faults=_faults(error.detail))
    if code is Code.FAULT:
        return Problem(code, _("Nothing was changed. Try again, or tell the administrator."))
    if code is Code.NOT_FOUND:
        return Problem(code, _("It does not exist, or the owner of the token does not see it."))
    detail = getattr(error, "detail", "")
    return Problem(code, str(detail or code.label))


def _code_of(error: Exception) -> Code:
    for kind, code in _CODES:
        if isinstance(error, kind):
            return code
    return Code.FAULT


def _faults(detail: Any, field: str = "", row: int | None = None) -> Iterator[Fault]:
    """Yield what a serializer found, flat: a list or its places count rows, an object names
    fields.
    """
    if isinstance(detail, dict):
        for name, inner in detail.items():
            if isinstance(name, int):
                yield from _faults(inner, field, name + 1)
            elif name not in {"non_field_errors", "detail"}:
                yield from _faults(inner, name, row)
            else:
                yield from _faults(inner, field, row)
        return
    if not isinstance(detail, list):
        yield Fault(detail=str(detail), field=field, row=row)
        return
    for number, inner in enumerate(detail, 1):
        if isinstance(inner, dict):
            yield from _faults(inner, field, number)
        else:
            yield from _faults(inner, field, row)
