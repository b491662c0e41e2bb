"""Loading bank statements: what a file would do, and doing it.

The same file, or a part of it in another file, changes nothing.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from webapp.audit import operations as audit
from webapp.payments.models import Payment, Statement
from webapp.payments.operations import posting, statement_plan, statement_refunds
from webapp.payments.operations.movement import Direction
from webapp.payments.operations.statement_file import Refusal, StatementFile
from webapp.payments.operations.statement_plan import Planned
from webapp.payments.queries import directory, registry_money, standing
from webapp.payments.queries.findings import Finding
from webapp.staff import characters
from webapp.staff.models import User
from webapp.uploads.tables import said

BATCH = 500


class UnableToLoad(Exception):
    """Nothing of the file went in."""


def refusals(statement: Statement) -> list[Refusal]:
    """Return the documents that a load refused, with the reasons in the language of the hour."""
    return [
        Refusal(
            line=error["line"],
            number=error["number"],
            message=said.again(error.get("said", ()), error["message"]),
            text=error.get("text", ""),
        )
        for error in statement.errors
    ]


@dataclass(frozen=True, slots=True)
class StatementReport:
    """What a file did, or, before it is loaded, would do."""

    file_name: str
    statement_id: int | None = None
    is_loaded: bool = False
    was_loaded_before: bool = False
    period_start: date | None = None
    period_end: date | None = None
    documents: int = 0
    outgoing: int = 0
    posted: int = 0
    posted_amount: Decimal = Decimal(0)
    unidentified: int = 0
    unidentified_amount: Decimal = Decimal(0)
    repeated: int = 0
    without_money: int = 0
    errors: tuple[Refusal, ...] = ()
    warnings: tuple[str, ...] = ()
    rows: tuple[Planned, ...] = ()

    @property
    def incoming(self) -> int:
        """Return how many documents brought money and could be read."""
        return self.posted + self.unidentified + self.repeated


def preview(*, file_name: str, content: bytes, today: date) -> StatementReport:
    """Say what loading the file would do, without doing it.

    :raises bank_sections.UnableToRead: when it is not a statement
    """
    file, planned = statement_plan.plan(content, today)
    earlier = Statement.objects.filter(sha256=_fingerprint(content)).first()
    report = _report(
        file_name,
        file,
        [row for row in planned if not row.is_known],
    )
    was_loaded = earlier is not None and not earlier.errors
    return replace(
        report,
        repeated=sum(row.is_known for row in planned),
        was_loaded_before=was_loaded,
        rows=tuple(planned),
    )


def load_statement(
    *, file_name: str, content: bytes, by: User | None, today: date, good_rows_only: bool = False
) -> StatementReport:
    """Load a statement: post what is identified, queue the rest.

    With refused documents nothing goes in, unless ``good_rows_only``.

    :raises bank_sections.UnableToRead: when it is not a statement
    :raises UnableToLoad: when the period is closed while it is being loaded, or another load holds
        the database too long
    """
    try:
        with transaction.atomic():
            posting.wait_for_others()
            return _load(file_name, content, by, today, good_rows_only)
    except IntegrityError as error:
        raise UnableToLoad(posting.why_refused(error)) from error
    except posting.HeldByOthers as error:
        raise UnableToLoad(str(error)) from error
    except OperationalError as error:
        if not posting.is_held(error):
            raise
        raise UnableToLoad(
            _(
                "Another load or posting holds the same payments. Nothing of this file "
                "went in: load it once more in a minute."
            )
        ) from error


def _load(
    file_name: str, content: bytes, by: User | None, today: date, good_rows_only: bool
) -> StatementReport:
    file, planned = statement_plan.plan(content, today)
    report = _report(file_name, file, planned)
    if report.errors and not good_rows_only:
        return report
    statement, is_new = _statement(report, content, by)
    if not is_new and not statement.errors:
        return _loaded_before(report, statement)
    new = _insert(planned, statement)
    _keep_refunds(file, statement)
    posting.post(
        payments=[payment for payment in new if payment.status == Payment.Status.POSTED],
        by=by,
    )
    keys = {payment.natural_key for payment in new}
    fresh = [row for row in planned if row.key in keys]
    done = replace(
        _report(file_name, file, fresh),
        statement_id=statement.pk,
        is_loaded=True,
        repeated=len(planned) - len(fresh),
    )
    _finish(statement, done, by)
    return done


def identify_again(*, by: User, today: date) -> int:
    """Try the rules on the unidentified queue once more (accounts may have been added since).

    Return how many were posted.
    """
    # what a person has taken off an account, or what may be there already, is for a person
    for_rules = Payment.objects.filter(looks_like=None, revision=1, paid_on__lte=today)
    waiting = list(for_rules.filter(status=Payment.Status.UNIDENTIFIED).order_by("paid_on", "id"))
    findings = statement_plan.findings([directory.clues_of(payment) for payment in waiting])
    found = [
        (payment, finding)
        for payment, finding in zip(waiting, findings, strict=True)
        if finding.account_id
    ]
    return sum(_post_unless_there(payment, finding, by) for payment, finding in found)


@transaction.atomic
def _post_unless_there(payment: Payment, finding: Finding, by: User) -> bool:
    """What has come another way since it waits is for a person."""
    posting.wait_for_others()
    entry = standing.of(payment, account_id=finding.account_id)
    earlier = standing.read(
        [entry],
        sources=standing.PAST_THE_BANK,
        apart_from=payment.pk,
    )
    if such := earlier.like(entry):
        Payment.objects.filter(pk=payment.pk).update(looks_like=such)
        return False
    if any(registry_money.like([entry])):
        return False
    return posting.post_found(
        payment_id=payment.pk,
        finding=finding,
        by=by,
    )


def _report(file_name: str, file: StatementFile, fresh: Sequence[Planned]) -> StatementReport:
    posted = [row.document.amount for row in fresh if row.finding.account_id]
    queued = [row.document.amount for row in fresh if not row.finding.account_id]
    return StatementReport(
        file_name=characters.shown(file_name),
        period_start=file.period_start,
        period_end=file.period_end,
        documents=len(
            {document.line for document in file.documents}
            | {refusal.line for refusal in file.refused}
            | set(file.without_money)
        ),
        without_money=len(file.without_money),
        outgoing=sum(document.direction is Direction.OUTGOING for document in file.documents),
        posted=len(posted),
        posted_amount=sum(posted, Decimal(0)),
        unidentified=len(queued),
        unidentified_amount=sum(queued, Decimal(0)),
        errors=file.refused,
        warnings=file.warnings,
    )


def _statement(report: StatementReport, content: bytes, by: User | None) -> tuple[Statement, bool]:
    """Return the row of this file, made now or before.

    Two loads of one file at once: the second waits here for the first.
    """
    return Statement.objects.select_for_update().get_or_create(
        sha256=_fingerprint(content),
        defaults={
            "file_name": report.file_name[-200:],
            "loaded_at": timezone.now(),
            "loaded_by": by,
            "period_start": report.period_start,
            "period_end": report.period_end,
            "warnings": list(report.warnings),
        },
    )


def _loaded_before(report: StatementReport, statement: Statement) -> StatementReport:
    none = replace(
        report,
        posted=0,
        posted_amount=Decimal(0),
        unidentified=0,
        unidentified_amount=Decimal(0),
    )
    return replace(
        none,
        statement_id=statement.pk,
        was_loaded_before=True,
        repeated=report.incoming,
    )


def _insert(planned: list[Planned], statement: Statement) -> list[Payment]:
    """Write the documents that no file has brought before, and return them.

    The unique key decides, not a look beforehand.
    """
    before = set(statement.payments.values_list("pk", flat=True))
    Payment.objects.bulk_create(
        [_payment(row, statement) for row in planned if not row.is_known],
        batch_size=BATCH,
        ignore_conflicts=True,
    )
    new = list(statement.payments.exclude(pk__in=before).order_by("id"))
    _tie_twins(planned, new)
    return new


def _tie_twins(planned: list[Planned], new: list[Payment]) -> None:
    """Point each twin to the payment that it may be."""
    originals = {row.key: row.twin_of for row in planned if row.twin_of}
    first = Payment.objects.filter(natural_key__in=originals.values())
    if originals:
        ids = dict(first.values_list("natural_key", "pk"))
    else:
        ids = {}
    twins = [payment for payment in new if payment.natural_key in originals]
    for payment in twins:
        payment.looks_like_id = ids.get(originals[payment.natural_key])
    Payment.objects.bulk_update(twins, ["looks_like"], batch_size=BATCH)


def _keep_refunds(file: StatementFile, statement: Statement) -> None:
    given_back = statement_refunds.given_back(file.documents)
    statement_refunds.keep(given_back, statement_plan.keys(given_back), statement)


def _payment(row: Planned, statement: Statement) -> Payment:
    document = row.document
    finding = row.finding
    is_found = finding.account_id is not None
    return Payment(
        natural_key=row.key,
        status=Payment.Status.POSTED if is_found else Payment.Status.UNIDENTIFIED,
        source=Payment.Source.STATEMENT,
        statement=statement,
        account_id=finding.account_id,
        contract_id=finding.contract_id,
        paid_on=document.moved_on,
        amount=document.amount,
        document_number=document.number[:40],
        payer_name=document.payer_name[:300],
        payer_inn=document.payer_inn,
        payer_bank_account=document.payer_account[:20],
        receiver_bank_account=document.receiver_account[:20],
        purpose=document.purpose,
        found_by=finding.found_by,
        looks_like=row.looks_like,
        posted_at=timezone.now() if is_found else None,
    )


def _finish(statement: Statement, done: StatementReport, by: User | None) -> None:
    """Keep the counts of the load.

    What was refused stays readable, and lets the same file be tried again.
    """
    statement.documents = done.documents
    statement.outgoing = done.outgoing
    statement.repeated = done.repeated
    statement.without_money = done.without_money
    statement.loaded += done.posted + done.unidentified
    statement.received = (
        (statement.received or Decimal(0)) + done.posted_amount + done.unidentified_amount
    )
    statement.errors = [
        {**asdict(refusal), "said": said.kept(refusal.message)} for refusal in done.errors
    ]
    statement.save()
    details = {
        "posted": done.posted,
        "unidentified": done.unidentified,
        "repeated": done.repeated,
        "refused": len(done.errors),
    }
    audit.record(
        name="payments.statement.loaded",
        subject=f"statement:{statement.pk}",
        actor=by,
        details=details,
    )


def _fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
