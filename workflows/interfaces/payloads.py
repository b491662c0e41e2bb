"""How the words of stories are written down in their histories.

A history lives as long as its case and is read whole at every recovery of a worker: a field with
nothing in it is left out, and reads as its default.
"""

from dataclasses import is_dataclass
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from temporalio.api.common.v1 import Payload
from temporalio.contrib.pydantic import PydanticJSONPlainPayloadConverter
from temporalio.converter import (
    CompositePayloadConverter,
    DataConverter,
    DefaultPayloadConverter,
    JSONPlainPayloadConverter,
)


class _Brief(PydanticJSONPlainPayloadConverter):
    """JSON of our words without the fields that say nothing; whatever else as everywhere."""

    def to_payload(self, value: Any) -> Payload | None:
        """Return the value as JSON."""
        if not is_dataclass(value) or isinstance(value, type):
            return super().to_payload(value)
        written = _adapter(type(value)).dump_json(value, exclude_none=True)
        return Payload(metadata={"encoding": self.encoding.encode()}, data=written)


@cache
def _adapter(words: type) -> TypeAdapter[Any]:
    return TypeAdapter(words)


class BriefPayloads(CompositePayloadConverter):
    """The usual ways to write a value down, with our JSON in the place of the usual one."""

    def __init__(self) -> None:
        """Take the usual ones in their order."""
        usual = DefaultPayloadConverter.default_encoding_payload_converters
        is_json = (isinstance(each, JSONPlainPayloadConverter) for each in usual)
        pairs = zip(usual, is_json, strict=True)
        super().__init__(*(_Brief() if json else each for each, json in pairs))


CONVERTER = DataConverter(payload_converter_class=BriefPayloads)
