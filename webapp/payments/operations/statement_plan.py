"""What will become of the documents of a statement.

Read, identified, compared with what is here already.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import batched

from webapp.payments.models import Payment
from webapp.payments.operations import statement_file, statement_refunds
from webapp.payments.operations.movement import Direction
from webapp.payments.operations.statement_file import Document, Refusal, StatementFile
from webapp.payments.queries import (
    bank_accounts,
    directory,
    identification,
    likeness,
    lumps,
    nearness,
    registry_money,
    standing,
    sums,
)
from webapp.payments.queries.directory import Clues
from webapp.payments.queries.findings import Finding
from webapp.payments.queries.grounds import Why
from webapp.staff import queries as staff
from webapp.staff.amounts import money
from webapp.uploads.tables.said import said as _
from workflows.interfaces import days

DIRECTORY_BATCH = 2000
YEARS_BACK = 10
"""No debt is asked for longer after it was due (ГК 196 п. 2): older money is a misprint."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What will become of one incoming document. ``is_known``: another file has brought it already.

    ``twin_of`` is the key of a document of this file, ``looks_like`` a payment of another, that it
    may be the same as.
    """

    document: Document
    key: str
    finding: Finding
    is_known: bool = False
    twin_of: str = ""
    looks_like: Payment | None = None
    told_as_paid: registry_money.Said | None = None

    @property
    def is_clear(self) -> bool:
        """Say whether nothing makes it doubtful that this is another document."""
        is_alike = self.looks_like is not None or bool(self.twin_of)
        return not self.is_known and not is_alike


def plan(content: bytes, today: date) -> tuple[StatementFile, list[Planned]]:
    """Read the file, find the accounts, and set aside the documents that cannot be posted."""
    own = directory.own_bank_accounts()
    file = statement_file.read(content, own_accounts=own)
    closed_before = staff.lock_date()
    incoming = []
    refused = list(file.refused)
    for document in file.documents:
        if document.direction is Direction.INCOMING:
            problem = _problem(document, today, closed_before)
            if problem:
                refused.append(Refusal(document.line, document.number, problem, document.purpose))
            else:
                incoming.append(document)
    planned = _planned(incoming, file.accounts)
    given_back = statement_refunds.given_back(file.documents)
    warnings = (
        *file.warnings,
        *_account_warnings(file, own),
        *_twin_warnings(planned),
        *_registry_warnings(planned),
        *statement_refunds.warnings(given_back, incoming),
    )
    return replace(
        file,
        refused=tuple(sorted(refused, key=lambda refusal: refusal.line)),
        warnings=warnings,
    ), planned


def _problem(document: Document, today: date, closed_before: date | None) -> str:
    if document.moved_on > today:
        return _("The money is dated %(day)s, which has not come yet.") % {
            "day": f"{document.moved_on:%d.%m.%Y}"
        }
    span = days.Span(0, date(today.year - YEARS_BACK, 1, 1))
    if doubt := staff.doubt_about_day(document.moved_on, span=span, today=today):
        return doubt
    if closed_before and document.moved_on < closed_before:
        return _(
            "The money is dated %(day)s, in a closed period. Ask the administrator to move "
            "the lock date."
        ) % {"day": f"{document.moved_on:%d.%m.%Y}"}
    return sums.doubt_about(document.amount) or _not_roubles(document)


def _not_roubles(document: Document) -> str:
    for account in (document.receiver_account, document.payer_account):
        if currency := bank_accounts.foreign_currency(account):
            return _(
                "Not roubles: the bank account %(account)s is kept in currency "
                "%(currency)s. Enter the money by hand, in roubles."
            ) % {"account": account, "currency": currency}
    if currency := lumps.named_currency(document.purpose):
        return _(
            "Not roubles: the purpose names a sum in “%(currency)s”. Enter the money by "
            "hand, in roubles."
        ) % {"currency": currency}
    return ""


def _planned(incoming: list[Document], accounts: tuple[str, ...]) -> list[Planned]:
    own_keys = list(keys(incoming))
    incoming = [_received_somewhere(document, accounts) for document in incoming]
    found = findings([_clues(document) for document in incoming])
    known = _known(own_keys)
    planned = [
        Planned(document, key, finding, key in known)
        for document, finding, key in zip(incoming, found, own_keys, strict=True)
    ]
    return _doubted(planned)


def _clues(document: Document) -> Clues:
    return Clues(
        document.purpose,
        document.payer_inn,
        document.payer_name,
        document.payer_account,
        document.receiver_account,
        document.amount,
        document.moved_on,
    )


def _received_somewhere(document: Document, accounts: tuple[str, ...]) -> Document:
    """A document that leaves our bank account out came to the one that the statement is of."""
    if document.receiver_account or len(accounts) != 1:
        return document
    return replace(document, receiver_account=accounts[0])


def _doubted(planned: list[Planned]) -> list[Planned]:
    """Let wait what may be a payment that is here already.

    Only the bank knows whether it is another.
    """
    written = [_written(row.document) for row in planned]
    new = [text for row, text in zip(planned, written, strict=True) if not row.is_known]
    earlier = iter(likeness.earlier(new, apart_from=[row.key for row in planned]))
    told = standing.read([_entry(row) for row in planned], sources=standing.PAST_THE_BANK)
    first: dict[tuple[str, ...], str] = {}
    done = []
    for row, text in zip(planned, written, strict=True):
        original = first.setdefault(text.likeness, row.key)
        if row.is_known:
            done.append(row)
        elif (found := next(earlier)) is not None:
            payment, is_same = found
            done.append(replace(row, finding=Finding(), is_known=is_same, looks_like=payment))
        elif before := told.like(_entry(row)):
            done.append(replace(row, finding=Finding(), looks_like=before))
        elif original != row.key:
            done.append(replace(row, finding=Finding(), twin_of=original))
        else:
            done.append(row)
    return _near(done)


def _near(planned: list[Planned]) -> list[Planned]:
    """Let wait, too, what an export that leaves something out may have brought already."""
    clear = [row for row in planned if row.is_clear]
    told = [nearness.Told(_written(row.document), row.finding.account_id) for row in clear]
    earlier = nearness.earlier(told, apart_from=[row.key for row in planned])
    near = {row.key: payment for row, payment in zip(clear, earlier, strict=True) if payment}
    return _told_as_paid([_waiting_beside(row, near.get(row.key)) for row in planned])


def _told_as_paid(planned: list[Planned]) -> list[Planned]:
    """Let wait, too, what a registry may have told as paid before the statement came."""
    entries = [_entry(row) for row in planned]
    said = registry_money.like(entries)
    why = Finding(why=Why.TOLD_AS_PAID)
    return [
        replace(row, finding=why, told_as_paid=one) if one and not row.is_known else row
        for row, one in zip(planned, said, strict=True)
    ]


def _waiting_beside(row: Planned, payment: Payment | None) -> Planned:
    if payment is None:
        return row
    return replace(row, finding=Finding(), looks_like=payment)


def _entry(row: Planned) -> standing.Entry:
    document = row.document
    return standing.Entry(
        row.finding.account_id,
        document.moved_on,
        document.amount,
        document.number,
        document.purpose,
    )


def _written(document: Document) -> likeness.Written:
    return likeness.Written(
        receiver_account=document.receiver_account,
        paid_on=document.moved_on,
        amount=document.amount,
        number=document.number,
        payer_account=document.payer_account,
        payer_inn=document.payer_inn,
        payer_name=document.payer_name,
        purpose=document.purpose,
    )


def findings(clues: list[Clues]) -> list[Finding]:
    """Return where the money of each document goes, batch by batch.

    A directory of a hundred thousand documents is no single query.
    """
    found: list[Finding] = []
    for some in batched(clues, DIRECTORY_BATCH):
        among = directory.read(some)
        found += [identification.identify(clue, among=among) for clue in some]
    return found


def keys(documents: list[Document]) -> Iterator[str]:
    """Yield what makes a document itself in whatever file it comes.

    A second one, alike in everything, gets ``#2``.
    """
    seen: Counter[str] = Counter()
    for document in documents:
        parts = (
            likeness.payer_key(
                account=document.payer_account, inn=document.payer_inn, name=document.payer_name
            ),
            document.payer_bik,
            document.receiver_account,
            document.number,
            document.moved_on.isoformat(),
            str(document.amount),
            "".join(document.purpose.split()),
        )
        written = "\x1f".join(parts).encode()
        key = hashlib.sha256(written).hexdigest()
        seen[key] += 1
        if seen[key] == 1:
            yield key
        else:
            yield f"{key}#{seen[key]}"


def _known(natural_keys: list[str]) -> set[str]:
    known = Payment.objects.filter(natural_key__in=natural_keys)
    return set(known.values_list("natural_key", flat=True))


def _account_warnings(file: StatementFile, own: frozenset[str]) -> Iterator[str]:
    foreign = sorted(set(file.accounts) - own)
    if not own:
        yield _(
            "No bank account of ours is entered, so it is not known whether the money is ours. "
            "Enter the supplier with its bank account."
        )
    elif foreign:
        yield _(
            "The statement is of account %(accounts)s, which none of the suppliers has: "
            "its payments wait. Check that it is the right file."
        ) % {"accounts": ", ".join(foreign)}


def _registry_warnings(planned: list[Planned]) -> Iterator[str]:
    for row in planned:
        if said := row.told_as_paid:
            yield _(
                "Document %(number)s for %(amount)s may be the money that the registry %(file)s "
                "tells as paid for %(month)s. It waits in the unidentified queue."
            ) % {
                "number": row.document.number or "—",
                "amount": money(row.document.amount),
                "file": said.file_name,
                "month": f"{said.period:%m.%Y}",
            }


def _twin_warnings(planned: list[Planned]) -> Iterator[str]:
    for row in planned:
        if row.looks_like and row.looks_like.source != Payment.Source.STATEMENT:
            yield _(
                "Such a payment as document %(number)s for %(amount)s is entered already: "
                "%(payment)s, %(source)s. The second one waits in the unidentified queue."
            ) % {
                "number": row.document.number or "—",
                "amount": money(row.document.amount),
                "payment": row.looks_like,
                "source": row.looks_like.get_source_display(),
            }
        elif row.looks_like and not row.is_known:
            yield _(
                "Document %(number)s for %(amount)s looks like payment %(payment)s of file "
                "%(file)s, written otherwise. It waits in "
                "the unidentified queue: ask the bank whether it is another payment."
            ) % {
                "number": row.document.number or "—",
                "amount": money(row.document.amount),
                "payment": row.looks_like,
                "file": row.looks_like.statement or "—",
            }
        if row.twin_of:
            yield _(
                "Document %(number)s for %(amount)s stands in the file twice, alike in "
                "everything. The second one waits in the "
                "unidentified queue: ask the bank whether it is another payment."
            ) % {
                "number": row.document.number or "—",
                "amount": money(row.document.amount),
            }
