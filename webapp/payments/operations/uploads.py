"""Statement files between the preview and the decision."""

from datetime import date

from django.db import transaction

from webapp.payments.operations import statements
from webapp.payments.operations.statements import StatementReport
from webapp.staff.models import User
from webapp.uploads import operations as uploads
from webapp.uploads.models import Upload

KIND = "bank_statement"
"""A statement is a text of sections, no table: it waits in the room of tables all the same."""


def keep_upload(*, file_name: str, content: bytes, by: User, today: date) -> Upload:
    """Keep a file until its preview is accepted.

    :raises bank_sections.UnableToRead: when it is not a statement
    """
    statements.preview(file_name=file_name, content=content, today=today)
    return uploads.keep(
        kind=KIND,
        file_name=file_name,
        content=content,
        by=by,
    )


@transaction.atomic
def load_upload(*, upload_id: int, by: User, today: date, good_rows_only: bool) -> StatementReport:
    """Load a kept file, and forget it unless nothing went in.

    :raises UploadIsGone: when it waits no more
    """
    upload = uploads.take(kind=KIND, upload_id=upload_id, by=by)
    report = statements.load_statement(
        file_name=upload.file_name,
        content=bytes(upload.content),
        by=by,
        today=today,
        good_rows_only=good_rows_only,
    )
    if report.statement_id is not None:
        upload.delete()
    return report
