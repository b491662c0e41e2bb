"""Lists are read page by page.

A page ends where its last row stood, so nothing is shown twice or passed over meanwhile.
"""

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

from webapp.api.protocol.problems import Code, Fault, Problem

ROWS = 50
ROWS_MAX = 200
NUMBER_MAX = 2**63 - 1
CURSOR, LIMIT = "cursor", "limit"


class Pages(BasePagination):
    """The newest rows first, by their number.

    ``next`` is the whole address of the next page; the last page has none.
    """

    def paginate_queryset(
        self, queryset: QuerySet[Any], request: Request, view: Any = None
    ) -> list[Any]:
        """Return the rows of one page, and remember where the next one begins."""
        self._request = request
        limit = _limit(request)
        after = _number(request)
        rows = queryset.order_by("-pk")
        if after is not None:
            rows = rows.filter(pk__lt=after)
        found = list(rows[: limit + 1])
        page = found[:limit]
        if len(found) > limit:
            self._last = page[-1].pk
        else:
            self._last = None
        return page

    def get_paginated_response(self, data: Any) -> Response:
        """Return the page with the address of the next one."""
        return Response({"next": self._next(), "results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Describe a page."""
        return {
            "type": "object",
            "required": ["next", "results"],
            "properties": {
                "next": {"type": "string", "format": "uri", "nullable": True},
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, _view: Any) -> list[dict[str, Any]]:
        """Describe what a page may be asked for."""
        cursor = {"type": "integer", "format": "int64", "minimum": 0, "maximum": NUMBER_MAX}
        limit = {"type": "integer", "minimum": 1, "maximum": ROWS_MAX, "default": ROWS}
        return [
            {"name": CURSOR, "in": "query", "schema": cursor},
            {"name": LIMIT, "in": "query", "schema": limit},
        ]

    def _next(self) -> str | None:
        if self._last is None:
            return None
        asked = self._request.query_params.dict()
        asked[CURSOR] = self._last
        path = f"{self._request.path}?{urlencode(asked)}"
        address: str = self._request.build_absolute_uri(path)
        return address


def _limit(request: Request) -> int:
    limit = _whole(request.query_params.get(LIMIT, str(ROWS)))
    if limit is not None and 1 <= limit <= ROWS_MAX:
        return limit
    raise _wrong(LIMIT, _("A page has from 1 to %(most)d rows.") % {"most": ROWS_MAX})


def _number(request: Request) -> int | None:
    """Return where the page before ended."""
    text = request.query_params.get(CURSOR)
    if text is None:
        return None
    number = _whole(text)
    if number is not None and number <= NUMBER_MAX:
        return number
    raise _wrong(CURSOR, _("Take the address of the next page from “next”."))


def _whole(text: str) -> int | None:
    is_number = text.isascii() and text.isdecimal()
    if is_number and len(text) < 20:
        return int(text)
    return None


def _wrong(name: str, detail: str) -> Problem:
    return Problem(
        Code.INVALID,
        _("See “errors”."),
        faults=[Fault(detail, name)],
    )
