"""Debts from the billing program: rows or a file, through the same loading as on the screen."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from webapp.api.models import Scope
from webapp.api.protocol.access import Access
from webapp.api.protocol.described import FaultSerializer
from webapp.api.protocol.parsing import PlainJSONParser
from webapp.api.protocol.problems import Code, Fault, Problem
from webapp.api.protocol.repeats import Deed
from webapp.api.protocol.sent import Sent
from webapp.api.protocol.words import Words
from webapp.billing.queries.registry import columns
from webapp.payments.uploads import DEBTS
from webapp.staff import queries as staff
from webapp.uploads import operations as uploads
from webapp.uploads.declarations import Report
from webapp.uploads.tables import sheets
from webapp.uploads.tables.lines import RowError

ROWS_MAX = 5000
FIELDS = tuple(column.key for column in columns.COLUMNS)
_ALWAYS = tuple(column.key for column in columns.COLUMNS if column.is_required)
_LOAD = {"POST": Access(Scope.DEBTS_LOAD, ("billing.load_debts",))}


class RowSerializer(Sent):
    """A month of one service on one account, in the words that a registry has in its columns."""

    def get_fields(self) -> dict[str, Any]:
        """Take every column of a registry as a text: what it means is read as in a file."""
        return {name: Words(max_length=1000, required=False) for name in FIELDS}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A row that says nothing would be passed over without a word, as in a file."""
        if not any(attrs.values()):
            raise serializers.ValidationError(_("The row is empty: fill it in or leave it out."))
        return attrs


class RegistrySerializer(Sent):
    """Rows to load: all of them or nothing, unless ``good_rows_only``."""

    rows = RowSerializer(many=True, allow_empty=False, max_length=ROWS_MAX)
    good_rows_only = serializers.BooleanField(default=False)


class RegistryFileSerializer(Sent):
    """A registry as a file: xlsx, xls or csv."""

    file = serializers.FileField()
    good_rows_only = serializers.BooleanField(default=False)


class LoadedSerializer(serializers.Serializer):
    """What a load did. Rows that were there already change nothing."""

    load = serializers.IntegerField(allow_null=True)
    rows = serializers.IntegerField()
    loaded = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    accounts_created = serializers.IntegerField()
    advances_used = serializers.IntegerField()
    errors = FaultSerializer(many=True)


class Registries(Deed):
    """Debts registries: months charged, and what was paid of them before."""

    access = _LOAD
    parser_classes = (PlainJSONParser, MultiPartParser)

    @extend_schema(
        request={
            "application/json": RegistrySerializer,
            "multipart/form-data": RegistryFileSerializer,
        },
        responses={201: LoadedSerializer},
    )
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Load a registry; the same rows loaded again change nothing."""
        return super().post(request, **kwargs)

    def perform(self, request: Request, **kwargs: Any) -> Response:
        """Load it by the operation of the screen."""
        sent = _read(request)
        try:
            done = uploads.load(
                kind=DEBTS,
                file_name=sent.file_name,
                content=sent.content,
                by=self.caller,
                today=staff.today(),
                good_rows_only=sent.good_rows_only,
            )
        except sheets.UnableToReadTable as error:
            raise Problem(Code.INVALID, str(error)) from error
        except uploads.UnableToLoad as error:
            code = Code.ROWS_REFUSED if error.errors else Code.REFUSED
            faults = sent.faults(error.errors)
            raise Problem(code, str(error), faults=faults) from error
        return Response(_told(done, sent), status=201)


class _Sent:
    """A registry as it was sent: a file, or rows that are written as one."""

    def __init__(self, file_name: str, content: bytes, good_rows_only: bool) -> None:
        self.file_name = file_name
        self.content = content
        self.good_rows_only = good_rows_only

    def faults(self, errors: Sequence[RowError]) -> Iterator[Fault]:
        """Name rows and columns as the file has them."""
        for error in errors:
            yield Fault(
                error.message,
                error.column,
                error.row,
                error.value,
            )


class _SentRows(_Sent):
    """Rows are counted from one, without the header; columns are named as they were sent."""

    def faults(self, errors: Sequence[RowError]) -> Iterator[Fault]:
        """Name rows and fields as the caller has them."""
        keys = _keys_of_titles()
        for error in errors:
            field = keys.get(error.column, error.column)
            yield Fault(
                error.message,
                field,
                error.row - 1,
                error.value,
            )


def _keys_of_titles() -> dict[str, str]:
    """Return the field of every word by which an error may name a column, in the language of the
    call.
    """
    keys = {column.title: column.key for column in columns.COLUMNS}
    said = {
        "supplier": _("Supplier"),
        "name": _("Name"),
        "account": _("Account"),
        "inn": _("ИНН"),
        "address": _("Address"),
        "period": _("Period"),
        "charged": _("Charged"),
        "paid": _("Paid"),
        "due_date": _("Due date"),
    }
    return keys | {word: key for key, word in said.items()}


def _read(request: Request) -> _Sent:
    if "file" in request.FILES:
        return _read_file(request)
    asked = RegistrySerializer(data=request.data)
    asked.is_valid(raise_exception=True)
    given = asked.validated_data
    content = _as_table(given["rows"])
    return _SentRows("rows.csv", content, given["good_rows_only"])


def _read_file(request: Request) -> _Sent:
    asked = RegistryFileSerializer(data=request.data)
    asked.is_valid(raise_exception=True)
    given = asked.validated_data
    file = given["file"]
    return _Sent(file.name, file.read(), given["good_rows_only"])


def _as_table(rows: Sequence[Mapping[str, str]]) -> bytes:
    """Write rows as a registry: a header in its own words and a line for each row."""
    filled = set(_ALWAYS)
    for row in rows:
        filled.update(name for name, value in row.items() if value)
    used = [name for name in FIELDS if name in filled]
    titles = {column.key: column.title for column in columns.COLUMNS}
    stream = io.StringIO()
    table = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    table.writerow([titles[name] for name in used])
    for row in rows:
        table.writerow([row.get(name, "") for name in used])
    return stream.getvalue().encode()


def _told(done: Report, sent: _Sent) -> dict[str, Any]:
    counts = done.written.details
    loaded = {
        "load": done.load_id,
        "rows": done.rows_total,
        "loaded": done.rows_loaded,
        "unchanged": done.rows_unchanged,
        "accounts_created": counts.get("accounts_created", 0),
        "advances_used": counts.get("advances_used", 0),
        "errors": list(sent.faults(done.errors)),
    }
    told = LoadedSerializer(loaded)
    return dict(told.data)
