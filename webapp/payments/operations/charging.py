"""Debts registries as the money sees them.

New charges, and what was paid for them in advance, in one transaction.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from webapp.billing.models import Charge, DebtUpload
from webapp.billing.operations import debts
from webapp.payments.operations import advances
from webapp.staff.models import User


@dataclass(frozen=True, slots=True)
class Charged:
    """What a registry brought, and how many payments whose advance was laid on its charges."""

    load: debts.LoadReport
    advances_used: int


@transaction.atomic
def load_debts(
    *, file_name: str, content: bytes, by: User | None, today: date, good_rows_only: bool
) -> Charged:
    """Load a registry and lay on its charges what their accounts paid in advance.

    A prepaid month is nobody's debt for a moment.

    :raises UnableToReadTable: when the file is not a registry
    :raises UnableToLoadDebts: when rows are wrong and all or nothing was asked, or the database
        refused
    """
    report = debts.load(
        file_name=file_name,
        content=content,
        by=by,
        today=today,
        good_rows_only=good_rows_only,
    )
    if report.load_id:
        charged = set(
            Charge.objects.filter(load=report.load_id).values_list("account_id", flat=True)
        )
    else:
        charged = set()
    used = advances.allocate_advances(account_ids=charged, by=by)
    return Charged(load=report, advances_used=used)


@transaction.atomic
def load_debts_upload(
    *, upload: DebtUpload, by: User, today: date, good_rows_only: bool
) -> Charged:
    """Load a kept registry and forget it.

    :raises UnableToLoadDebts: see ``load_debts``; the file is kept then
    """
    content = bytes(upload.content)
    charged = load_debts(
        file_name=upload.file_name,
        content=content,
        by=by,
        today=today,
        good_rows_only=good_rows_only,
    )
    upload.delete()
    return charged
