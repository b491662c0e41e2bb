"""Loading a debts registry: new accounts with everything around them, and their charges.

One transaction, few queries.
"""

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from webapp.audit import operations as audit
from webapp.billing.models import Charge, DebtLoad, Upload
from webapp.billing.operations import customers
from webapp.billing.queries import plans, registry
from webapp.contracts.models import Service
from webapp.staff import queries as staff
from webapp.staff.models import User
from webapp.uploads.tables.lines import RowError

BATCH = 2000
UPLOAD_LIVES = timedelta(days=1)


class UnableToLoadDebts(Exception):
    """Nothing was written; ``errors`` says which rows are wrong, when rows are."""

    def __init__(self, message: str, errors: tuple[RowError, ...] = ()) -> None:
        super().__init__(message)
        self.errors = errors


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did.

    ``load_id`` is None when every row was there already: then nothing was written at all.
    """

    load_id: int | None
    rows_total: int
    rows_loaded: int
    rows_unchanged: int
    accounts_created: int
    errors: tuple[RowError, ...] = ()


def load(
    *, file_name: str, content: bytes, by: User | None, today: date, good_rows_only: bool
) -> LoadReport:
    """Load a registry: all of it, or the good rows only. The same rows loaded again change nothing.

    What was paid in advance for its charges is laid on them by ``payments.operations.load_debts``,
    which pages and commands call.

    :raises UnableToReadTable: when the file is not a registry
    :raises UnableToLoadDebts: when rows are wrong and all or nothing was asked, or the database
        refused
    """
    found = registry.read(file_name=file_name, content=content, today=today)
    try:
        with transaction.atomic():
            return _load(
                plan=plans.plan(registry=found),
                by=by,
                today=today,
                good_rows_only=good_rows_only,
            )
    except IntegrityError as error:
        if staff.breaks_lock_date(error):
            raise UnableToLoadDebts(
                _("The period was closed meanwhile: ask the administrator to move the lock date.")
            ) from error
        raise UnableToLoadDebts(
            _(
                "Somebody is loading the same accounts right now. Nothing was written: "
                "repeat in a minute."
            )
        ) from error


def keep_upload[Kept: Upload](
    *, file_name: str, content: bytes, by: User, model: type[Kept]
) -> Kept:
    """Keep a file until its preview is accepted."""
    uploads = model._default_manager
    uploads.filter(uploaded_at__lt=timezone.now() - UPLOAD_LIVES).delete()
    return uploads.create(
        file_name=file_name[-200:],
        content=content,
        uploaded_by=by,
    )


def _load(*, plan: plans.Plan, by: User | None, today: date, good_rows_only: bool) -> LoadReport:
    if plan.errors and not good_rows_only:
        raise UnableToLoadDebts(_refusal(plan), plan.errors)
    if plan.new:
        written = _write(plan, by, today)
    else:
        written = None
    return LoadReport(
        load_id=written.pk if written else None,
        rows_total=plan.registry.rows_total,
        rows_loaded=len(plan.new),
        rows_unchanged=plan.unchanged,
        accounts_created=plan.new_accounts,
        errors=plan.errors,
    )


def _refusal(plan: plans.Plan) -> str:
    rows = len({error.row for error in plan.errors})
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
    return message % {"file": plan.registry.file_name, "rows": rows}


def _write(plan: plans.Plan, by: User | None, today: date) -> DebtLoad:
    written = DebtLoad.objects.create(
        file_name=plan.registry.file_name[-200:],
        sha256=plan.registry.sha256,
        loaded_at=timezone.now(),
        loaded_on=today,
        loaded_by=by,
        rows_total=plan.registry.rows_total,
        rows_loaded=len(plan.new),
        rows_unchanged=plan.unchanged,
        errors=[asdict(error) for error in plan.errors],
    )
    account_ids = customers.ensure_accounts(planned=plan.new)
    services = _services({item.row.service for item in plan.new})
    charges = [
        _charge(
            item.row,
            account_ids[item.row.account],
            services,
            written,
        )
        for item in plan.new
    ]
    Charge.objects.bulk_create(charges, batch_size=BATCH)
    _record(plan, written, by)
    return written


def _charge(
    row: registry.Row, account_id: int, services: dict[str, int], written: DebtLoad
) -> Charge:
    sums: dict[str, Any] = {
        "amount": row.charged,
        "paid_before": row.paid,
        "due_date": row.due_date,
    }
    return Charge(
        account_id=account_id,
        service_id=services[row.service],
        period=row.period,
        load=written,
        **sums,
    )


def _services(codes: set[str]) -> dict[str, int]:
    """Return the ids of services by code.

    One that nobody entered gets its usual name, in Russian: papers print it.
    """
    with translation.override("ru"):
        fresh = [
            Service(
                code=code,
                name=str(Service.Code(code).label),
            )
            for code in sorted(codes)
        ]
    Service.objects.bulk_create(fresh, ignore_conflicts=True)
    return dict(Service.objects.values_list("code", "id"))


def _record(plan: plans.Plan, written: DebtLoad, by: User | None) -> None:
    details = {
        "file": written.file_name,
        "rows": written.rows_loaded,
        "accounts": plan.new_accounts,
        "errors": len(plan.errors),
    }
    audit.record(
        name="billing.debts.loaded",
        subject=f"debt_load:{written.pk}",
        actor=by,
        details=details,
    )
