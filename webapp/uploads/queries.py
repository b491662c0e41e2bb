"""Reading a file by what is known of its headers; kept files, and past loads."""

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from webapp.staff.models import User
from webapp.uploads.declarations import Kind
from webapp.uploads.models import ColumnMap, Load, TableLoad, Upload
from webapp.uploads.tables import reading
from webapp.uploads.tables.columns import Maps
from webapp.uploads.tables.reading import Reading

UPLOAD_LIVES = timedelta(days=1)


def read(*, kind: Kind[Any, Any], file_name: str, content: bytes, today: date) -> Reading[Any]:
    """Return the rows and the errors of a file, with what people have said of such headers.

    :raises UnclearHeader: when its headers do not tell which column is which
    :raises UnableToReadTable: when the file as a whole is no table of this kind
    """
    return reading.read(
        kind.reader,
        file_name=file_name,
        content=content,
        today=today,
        maps=maps(kind=kind),
    )


def maps(*, kind: Kind[Any, Any]) -> Maps:
    """Return what people have said of the headers of this kind."""
    found = ColumnMap.objects.filter(kind=kind.code).values_list("heading", "keys")
    return Maps({tuple(heading): tuple(keys) for heading, keys in found})


def map_of(*, kind: Kind[Any, Any], fingerprint: str) -> ColumnMap | None:
    """Return what was said of these headers."""
    known = ColumnMap.objects.select_related("made_by")
    return known.filter(
        kind=kind.code,
        fingerprint=fingerprint,
    ).first()


def kept(*, kind: str, user: User) -> QuerySet[Upload]:
    """Return the files of a person that wait for a decision."""
    since = timezone.now() - UPLOAD_LIVES
    return Upload.objects.filter(
        kind=kind,
        uploaded_by=user,
        uploaded_at__gte=since,
    )


def loads(*, kind: Kind[Any, Any]) -> QuerySet[Any]:
    """Return the past loads of a kind, the newest first, without what was wrong in them."""
    if kind.loads:
        found: QuerySet[Any] = kind.loads._default_manager.all()
    else:
        found = Load.objects.filter(kind=kind.code)
    newest = found.select_related("loaded_by").order_by("-loaded_at", "-id")
    return newest.defer("errors", "rejected")


def same_before(*, kind: Kind[Any, Any], sha256: str) -> TableLoad | None:
    """Return the last load of the same file, byte for byte."""
    found: TableLoad | None = loads(kind=kind).filter(sha256=sha256).first()
    return found


def may_read_rows(*, load: TableLoad, user: User) -> bool:
    """Say whether a person may read what was wrong in a load.

    The cells of a file name customers of any segment: whoever brought it reads them, and those who
    see every customer.
    """
    sees_everybody = user.is_superuser or not (user.segment_party_kinds or user.segment_districts)
    return sees_everybody or load.loaded_by_id == user.pk
