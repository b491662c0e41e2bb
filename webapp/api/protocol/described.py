"""How the API describes itself: what drf-spectacular cannot read from the resources is said here
once for all of them.
"""

from collections import defaultdict
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from webapp.api.protocol.problems import CONTENT_TYPE, TYPE_PREFIX, Code
from webapp.api.protocol.repeats import HEADER, Deed

_ALWAYS = (
    *(Code.INVALID, Code.NOT_KNOWN, Code.FORBIDDEN, Code.NOT_FOUND),
    *(Code.TOO_LARGE, Code.TOO_MANY_CALLS, Code.FAULT),
)
_OF_DEEDS = (Code.REFUSED, Code.MEDIA_TYPE, Code.ROWS_REFUSED)
_KEY = OpenApiParameter(
    name=HEADER,
    location=OpenApiParameter.HEADER,
    required=True,
    type={"type": "string", "pattern": "^[!-~]{1,100}$"},
    description="A text of your own, new for every new call.",
)


def description() -> dict[str, Any]:
    """Return the description of the API as OpenAPI has it."""
    generator: Any = SchemaGenerator
    schema: dict[str, Any] = generator().get_schema(
        request=None,
        public=True,
    )
    return schema


class FaultSerializer(serializers.Serializer):
    """One thing that is wrong with what was sent."""

    detail = serializers.CharField()
    field = serializers.CharField(allow_blank=True)
    row = serializers.IntegerField(allow_null=True)
    value = serializers.CharField(allow_blank=True)


class ProblemSerializer(serializers.Serializer):
    """An error as RFC 9457 has it."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    instance = serializers.CharField()
    errors = FaultSerializer(many=True, required=False)


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """The token in the header."""

    target_class = "webapp.api.protocol.access.ByToken"
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        """Describe it."""
        return {"type": "http", "scheme": "bearer", "bearerFormat": "istok_…"}


class Described(AutoSchema):
    """The description of one method of a resource."""

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        """Add what every call may be answered, and what the token must open."""
        operation: dict[str, Any] | None = super().get_operation(*args, **kwargs)
        if operation is None:
            return None
        needed = self.view.access.get(self.method)
        if needed is not None:
            said = operation.get("description", "")
            operation["description"] = f"{said}\n\nScope: `{needed.scope}`"
            operation["x-scope"] = str(needed.scope)
        responses = operation["responses"]
        for status, codes in self._problems().items():
            problem = self._problem(codes)
            responses.setdefault(status, problem)
        return operation

    def get_override_parameters(self) -> list[Any]:
        """Ask for a key with every deed."""
        parameters: list[Any] = list(super().get_override_parameters())
        if self._is_deed():
            parameters.append(_KEY)
        return parameters

    def _is_deed(self) -> bool:
        return isinstance(self.view, Deed) and self.method == "POST"

    def _problems(self) -> dict[str, list[Code]]:
        codes = list(_ALWAYS)
        if self._is_deed():
            codes += _OF_DEEDS
        found: dict[str, list[Code]] = defaultdict(list)
        for code in codes:
            status = str(code.status)
            found[status].append(code)
        return found

    def _problem(self, codes: list[Code]) -> dict[str, Any]:
        schema = self.resolve_serializer(ProblemSerializer, "response").ref
        types = [f"`{TYPE_PREFIX}{code}`" for code in codes]
        return {
            "description": ", ".join(types),
            "content": {CONTENT_TYPE: {"schema": schema}},
        }
