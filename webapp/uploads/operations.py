"""Keeping a file, loading it, and keeping what its headers mean."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any, cast

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from webapp.staff import characters
from webapp.staff import queries as staff
from webapp.staff.models import User
from webapp.uploads import queries
from webapp.uploads.declarations import Kind, Loading, Plan, Report, Written
from webapp.uploads.models import ColumnMap, Load, TableLoad, Upload
from webapp.uploads.tables import said
from webapp.uploads.tables.columns import Header, fingerprint
from webapp.uploads.tables.lines import RowError
from webapp.uploads.tables.reading import Reading

REJECTED_LIVE = timedelta(days=30)


class UnableToLoad(Exception):
    """Nothing was written; ``errors`` says which rows are wrong, when rows are."""

    def __init__(self, message: str, errors: tuple[RowError, ...] = ()) -> None:
        super().__init__(message)
        self.errors = errors


class UploadIsGone(Exception):
    """The file is loaded already, or a day has passed, or it is another person's."""


def keep(*, kind: str, file_name: str, content: bytes, by: User) -> Upload:
    """Keep a file until its preview is accepted; those of former days are forgotten."""
    now = timezone.now()
    Upload.objects.filter(uploaded_at__lt=now - queries.UPLOAD_LIVES).delete()
    return Upload.objects.create(
        kind=kind,
        file_name=characters.shown(file_name)[-200:],
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        uploaded_at=now,
        uploaded_by=by,
    )


def take(*, kind: str, upload_id: int, by: User) -> Upload:
    """Return a kept file that nobody else loads in the meantime.

    :raises UploadIsGone: when it waits no more
    """
    waiting = queries.kept(
        kind=kind,
        user=by,
    ).select_for_update()
    upload = waiting.filter(pk=upload_id).first()
    if upload is None:
        raise UploadIsGone
    return upload


@transaction.atomic
def load_kept(
    *, kind: Kind[Any, Any], upload_id: int, by: User, today: date, good_rows_only: bool
) -> Report:
    """Load a kept file and forget it. Of two who press the button at once, one loads.

    :raises UploadIsGone: when it waits no more
    :raises UnableToLoad: see ``load``; the file is kept then
    """
    upload = take(
        kind=kind.code,
        upload_id=upload_id,
        by=by,
    )
    report = load(
        kind=kind,
        file_name=upload.file_name,
        content=bytes(upload.content),
        by=by,
        today=today,
        good_rows_only=good_rows_only,
    )
    upload.delete()
    return report


def load(
    *,
    kind: Kind[Any, Any],
    file_name: str,
    content: bytes,
    by: User | None,
    today: date,
    good_rows_only: bool,
) -> Report:
    """Load a table: all of it, or the good rows only. The same rows loaded again change nothing.

    :raises UnableToReadTable: when the file is no table of this kind
    :raises UnableToLoad: when rows are wrong and all or nothing was asked, or the database refused
    """
    reading = queries.read(
        kind=kind,
        file_name=file_name,
        content=content,
        today=today,
    )
    try:
        with transaction.atomic():
            return _load(kind, reading, by, today, good_rows_only)
    except IntegrityError as error:
        if staff.breaks_lock_date(error):
            raise UnableToLoad(
                _("The period was closed meanwhile: ask the administrator to move the lock date.")
            ) from error
        raise UnableToLoad(
            _(
                "Somebody is loading the same accounts right now. Nothing was written: "
                "repeat in a minute."
            )
        ) from error


def _load(
    kind: Kind[Any, Any],
    reading: Reading[Any],
    by: User | None,
    today: date,
    good_rows_only: bool,
) -> Report:
    plan: Plan = kind.plan(reading, by, today)
    if not good_rows_only:
        _refuse(reading, plan.errors)
    if not plan.new:
        return Report(None, reading.rows_total, 0, plan.unchanged, plan.errors)
    kept = _begin(kind, reading, by, today)
    written = kind.write(Loading(reading, plan, kept, by, today))
    errors = tuple(
        sorted(
            (*plan.errors, *written.errors),
            key=lambda error: error.row,
        )
    )
    if not good_rows_only:
        _refuse(reading, errors)
    return _finish(kept, reading, plan, errors, written)


def _refuse(reading: Reading[Any], errors: Sequence[RowError]) -> None:
    if not errors:
        return
    rows = len({error.row for error in errors})
    message = ngettext(
        (
            "«%(file)s»: %(rows)s row is wrong, nothing was loaded. Correct it, or load the "
            "good rows only."
        ),
        (
            "«%(file)s»: %(rows)s rows are wrong, nothing was loaded. Correct them, or load "
            "the good rows only."
        ),
        rows,
    )
    raise UnableToLoad(message % {"file": reading.file_name, "rows": rows}, tuple(errors))


def _begin(kind: Kind[Any, Any], reading: Reading[Any], by: User | None, today: date) -> TableLoad:
    """Write the load, and forget the rejected cells of those of former months."""
    now = timezone.now()
    old = queries.loads(kind=kind).filter(loaded_at__lt=now - REJECTED_LIVE).exclude(rejected={})
    old.update(rejected={})
    fields: dict[str, Any] = {
        "file_name": characters.shown(reading.file_name)[-200:],
        "sha256": reading.sha256,
        "loaded_at": now,
        "loaded_on": today,
        "loaded_by": by,
        "rows_total": reading.rows_total,
    }
    if kind.loads:
        return cast(type[TableLoad], kind.loads)._default_manager.create(**fields)
    return Load.objects.create(
        kind=kind.code,
        **fields,
    )


def _finish(
    kept: TableLoad,
    reading: Reading[Any],
    plan: Plan,
    errors: tuple[RowError, ...],
    written: Written,
) -> Report:
    wrong = len({error.row for error in errors})
    kept.rows_unchanged = plan.unchanged
    kept.rows_loaded = reading.rows_total - plan.unchanged - wrong
    kept.errors = [{**asdict(error), "said": said.kept(error.message)} for error in errors]
    if errors:
        kept.rejected = asdict(reading.rejected(errors))
    kept.save()
    return Report(
        kept.pk,
        reading.rows_total,
        kept.rows_loaded,
        plan.unchanged,
        errors,
        written,
    )


def explain(
    *, kind: Kind[Any, Any], header: Header, keys: Sequence[str], whose: str, by: User
) -> ColumnMap:
    """Keep which column is which under these headers, in place of what was said before."""
    heading = header.heading
    said = {
        "heading": list(heading),
        "keys": list(keys),
        "whose": whose,
        "made_at": timezone.now(),
        "made_by": by,
    }
    known, _is_new = ColumnMap.objects.update_or_create(
        kind=kind.code,
        fingerprint=fingerprint(heading),
        defaults=said,
    )
    return known
