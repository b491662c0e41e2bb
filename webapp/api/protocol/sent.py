"""What programs send: a field that nobody knows is refused, for what it said would be lost."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers

from webapp.api.protocol.problems import Fault

NAME_SHOWN_MAX = 100


class Sent(serializers.Serializer):
    """Fields of a call, and no others."""

    def to_internal_value(self, data: Any) -> Any:
        """Refuse unknown fields together with all else that is wrong."""
        known = [name for name, field in self.fields.items() if not field.read_only]
        unknown: dict[str, Any] = {}
        if isinstance(data, Mapping):
            unknown = {fault.field: [fault.detail] for fault in unknown_fields(data, known)}
        try:
            read = super().to_internal_value(data)
        except serializers.ValidationError as error:
            if not isinstance(error.detail, dict):
                raise
            raise serializers.ValidationError({**unknown, **error.detail}) from error
        if unknown:
            raise serializers.ValidationError(unknown)
        return read


class Nothing(Sent):
    """A call whose address says it all: an empty object, or no body."""


class NothingElse(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]
    """The description says, too, that no other fields are taken."""

    target_class = "webapp.api.protocol.sent.Sent"
    match_subclasses = True

    def map_serializer(self, auto_schema: AutoSchema, direction: Any) -> dict[str, Any]:
        """Describe the fields."""
        schema: dict[str, Any] = auto_schema._map_serializer(  # type: ignore[no-untyped-call]
            self.target, direction, bypass_extensions=True
        )
        return {**schema, "additionalProperties": False}


def unknown_fields(sent: Iterable[Any], known: Iterable[str]) -> list[Fault]:
    """Return what was sent under names that nobody knows, with the names that there are."""
    names = ", ".join(known) or "—"
    detail = _("There is no such field. Known: %(names)s.") % {"names": names}
    return [Fault(detail, _shown(name)) for name in sent if name not in set(known)]


def _shown(name: Any) -> str:
    """Return a name that fits into an answer: half a pair of UTF-16 is no text."""
    return str(name)[:NAME_SHOWN_MAX].encode(errors="backslashreplace").decode()
