"""Statement files between the preview and the decision."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from webapp.payments.models import StatementUpload
from webapp.payments.operations import statements
from webapp.payments.operations.statements import StatementReport
from webapp.staff.models import User

UPLOAD_LIVES = timedelta(days=1)


def keep_upload(*, file_name: str, content: bytes, by: User, today: date) -> StatementUpload:
    """Keep a file until its preview is accepted.

    Files that nobody decided about are forgotten after a day.

    :raises bank_sections.UnableToRead: when it is not a statement
    """
    statements.preview(file_name=file_name, content=content, today=today)
    StatementUpload.objects.filter(uploaded_at__lt=timezone.now() - UPLOAD_LIVES).delete()
    return StatementUpload.objects.create(
        file_name=file_name[-200:],
        content=content,
        uploaded_by=by,
    )


@transaction.atomic
def load_upload(
    *, upload: StatementUpload, by: User, today: date, good_rows_only: bool
) -> StatementReport:
    """Load a kept file, and forget it unless nothing went in."""
    content = bytes(upload.content)
    report = statements.load_statement(
        file_name=upload.file_name,
        content=content,
        by=by,
        today=today,
        good_rows_only=good_rows_only,
    )
    if report.statement_id is not None:
        upload.delete()
    return report
