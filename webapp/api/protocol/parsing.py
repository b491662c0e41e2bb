"""How bodies of calls are read."""

from collections.abc import Mapping
from typing import IO, Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class PlainJSONParser(JSONParser):
    """JSON as programs send it; what is nested without an end is nobody's payment."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Return what was sent."""
        try:
            read: dict[str, Any] = super().parse(
                stream,
                media_type,
                parser_context,
            )
        except RecursionError as error:
            raise ParseError(_("The body is nested too deeply.")) from error
        return read
