"""Loading bank statements: what a file would do, and doing it. The same file, or a part of it in another file, changes nothing."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import batched

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from webapp.audit import operations as audit
from webapp.payments.models import Payment, Statement
from webapp.payments.operations import posting, statement_file
from webapp.payments.operations.movement import Direction
from webapp.payments.operations.statement_file import Document, Refusal, StatementFile
from webapp.payments.queries import bank_accounts, directory, identification, lumps
from webapp.payments.queries.directory import Clues
from webapp.payments.queries.identification import Finding
from webapp.staff import queries as staff
from webapp.staff.models import User

BATCH = 500
DIRECTORY_BATCH = 2000


class UnableToLoad(Exception):
    """Nothing of the file went in."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What will become of one incoming document. ``is_known``: another file has brought it already."""

    document: Document
    key: str
    finding: Finding
    is_known: bool = False


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
    file, planned = _plan(content, today)
    earlier = Statement.objects.filter(sha256=_fingerprint(content)).first()
    report = _report(file_name, file, [row for row in planned if not row.is_known])
    was_loaded = earlier is not None and not earlier.errors
    return replace(
        report,
        repeated=sum(row.is_known for row in planned),
        was_loaded_before=was_loaded,
        rows=tuple(planned),
    )


@transaction.atomic
def load_statement(
    *, file_name: str, content: bytes, by: User | None, today: date, good_rows_only: bool = False
) -> StatementReport:
    """Load a statement: post what is identified, queue the rest. With refused documents nothing goes in, unless ``good_rows_only``.

    :raises bank_sections.UnableToRead: when it is not a statement
    :raises UnableToLoad: when the period is closed while it is being loaded
    """
    file, planned = _plan(content, today)
    report = _report(file_name, file, planned)
    if report.errors and not good_rows_only:
        return report
    statement, is_new = _statement(report, content, by)
    if not is_new and not statement.errors:
        return _loaded_before(report, statement)
    try:
        new = _insert(planned, statement)
    except IntegrityError as error:
        raise UnableToLoad(posting.why_refused(error)) from error
    posting.post(
        payments=[payment for payment in new if payment.status == Payment.Status.POSTED], by=by
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
    """Try the rules on the unidentified queue once more (accounts may have been added since); return how many were posted."""
    waiting = list(
        Payment.objects.filter(status=Payment.Status.UNIDENTIFIED, paid_on__lte=today).order_by(
            "paid_on", "id"
        )
    )
    findings = _findings([directory.clues_of(payment) for payment in waiting])
    found = [
        (payment, finding)
        for payment, finding in zip(waiting, findings, strict=True)
        if finding.account_id
    ]
    return sum(
        posting.post_found(payment_id=payment.pk, finding=finding, by=by)
        for payment, finding in found
    )


def _plan(content: bytes, today: date) -> tuple[StatementFile, list[Planned]]:
    """Read the file, find the accounts, and set aside the documents that cannot be posted."""
    own = directory.own_bank_accounts()
    file = statement_file.read(content, own_accounts=own)
    closed_before = staff.lock_date()
    incoming, refused = [], list(file.refused)
    for document in file.documents:
        if document.direction is Direction.INCOMING:
            problem = _problem(document, today, closed_before)
            if problem:
                refused.append(Refusal(document.line, document.number, problem, document.purpose))
            else:
                incoming.append(document)
    planned = _planned(incoming)
    warnings = (*file.warnings, *_account_warnings(file, own), *_twin_warnings(planned))
    return replace(
        file, refused=tuple(sorted(refused, key=lambda refusal: refusal.line)), warnings=warnings
    ), planned


def _problem(document: Document, today: date, closed_before: date | None) -> str:
    if document.moved_on > today:
        return _("The money is dated %(day)s, which has not come yet.") % {
            "day": f"{document.moved_on:%d.%m.%Y}"
        }
    if closed_before and document.moved_on < closed_before:
        return _(
            "The money is dated %(day)s, in a closed period. Ask the administrator to move the lock date."
        ) % {"day": f"{document.moved_on:%d.%m.%Y}"}
    return _not_roubles(document)


def _not_roubles(document: Document) -> str:
    for account in (document.receiver_account, document.payer_account):
        if currency := bank_accounts.foreign_currency(account):
            return _(
                "Not roubles: the bank account %(account)s is kept in currency %(currency)s. Enter the money by hand, in roubles."
            ) % {"account": account, "currency": currency}
    if currency := lumps.named_currency(document.purpose):
        return _(
            "Not roubles: the purpose names a sum in “%(currency)s”. Enter the money by hand, in roubles."
        ) % {"currency": currency}
    return ""


def _planned(incoming: list[Document]) -> list[Planned]:
    clues = [
        Clues(
            document.purpose,
            document.payer_inn,
            document.payer_name,
            document.payer_account,
            document.receiver_account,
            document.amount,
        )
        for document in incoming
    ]
    keys = list(_keys(incoming))
    known = _known(keys)
    return [
        Planned(document, key, Finding() if _is_twin(key) else finding, key in known)
        for document, finding, key in zip(incoming, _findings(clues), keys, strict=True)
    ]


def _findings(clues: list[Clues]) -> list[Finding]:
    """Look batch by batch: a directory of a hundred thousand documents is no single query."""
    found: list[Finding] = []
    for some in batched(clues, DIRECTORY_BATCH):
        among = directory.read(some)
        found += [identification.identify(clue, among=among) for clue in some]
    return found


def _keys(documents: list[Document]) -> Iterator[str]:
    """Yield what makes a document itself in whatever file it comes. A second one, alike in everything, gets ``#2``."""
    seen: Counter[str] = Counter()
    for document in documents:
        parts = (
            document.payer_account or document.payer_inn or document.payer_name,
            document.payer_bik,
            document.receiver_account,
            document.number,
            document.moved_on.isoformat(),
            str(document.amount),
            "".join(document.purpose.split()),
        )
        key = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
        seen[key] += 1
        yield key if seen[key] == 1 else f"{key}#{seen[key]}"


def _is_twin(key: str) -> bool:
    return "#" in key


def _known(keys: list[str]) -> set[str]:
    return set(Payment.objects.filter(natural_key__in=keys).values_list("natural_key", flat=True))


def _account_warnings(file: StatementFile, own: frozenset[str]) -> Iterator[str]:
    foreign = sorted(set(file.accounts) - own)
    if foreign and own:
        yield _(
            "The statement is of account %(accounts)s, which none of the suppliers has. Check that it is the right file."
        ) % {"accounts": ", ".join(foreign)}


def _twin_warnings(planned: list[Planned]) -> Iterator[str]:
    for row in planned:
        if _is_twin(row.key):
            yield _(
                "Document %(number)s for %(amount)s stands in the file twice, alike in everything. The second one waits in the "
                "unidentified queue: ask the bank whether it is another payment."
            ) % {
                "number": row.document.number or "—",
                "amount": statement_file.money(row.document.amount),
            }


def _report(file_name: str, file: StatementFile, fresh: Sequence[Planned]) -> StatementReport:
    posted = [row.document.amount for row in fresh if row.finding.account_id]
    queued = [row.document.amount for row in fresh if not row.finding.account_id]
    return StatementReport(
        file_name=file_name,
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
    """Return the row of this file, made now or before. Two loads of one file at once: the second waits here for the first."""
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
        report, posted=0, posted_amount=Decimal(0), unidentified=0, unidentified_amount=Decimal(0)
    )
    return replace(
        none, statement_id=statement.pk, was_loaded_before=True, repeated=report.incoming
    )


def _insert(planned: list[Planned], statement: Statement) -> list[Payment]:
    """Write the documents that no file has brought before, and return them. The unique key decides, not a look beforehand."""
    before = set(statement.payments.values_list("pk", flat=True))
    Payment.objects.bulk_create(
        [_payment(row, statement) for row in planned], batch_size=BATCH, ignore_conflicts=True
    )
    return list(statement.payments.exclude(pk__in=before).order_by("id"))


def _payment(row: Planned, statement: Statement) -> Payment:
    document, finding = row.document, row.finding
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
        posted_at=timezone.now() if is_found else None,
    )


def _finish(statement: Statement, done: StatementReport, by: User | None) -> None:
    """Keep the counts of the load; what was refused stays readable, and lets the same file be tried again."""
    statement.documents = done.documents
    statement.outgoing = done.outgoing
    statement.repeated = done.repeated
    statement.without_money = done.without_money
    statement.loaded += done.posted + done.unidentified
    statement.received = (
        (statement.received or Decimal(0)) + done.posted_amount + done.unidentified_amount
    )
    statement.errors = [asdict(refusal) for refusal in done.errors]
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
