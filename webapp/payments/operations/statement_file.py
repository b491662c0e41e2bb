"""Reading 1CClientBankExchange, the file by which Russian banks hand over statements.

Pure: bytes in, values out.

Whatever the file holds is either read or named in ``refused`` with its line; what is odd but
readable is named in ``warnings``.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from webapp.payments.operations import bank_sections, movement
from webapp.payments.operations.bank_sections import Outline, Section
from webapp.payments.operations.movement import Direction, DocumentRefused, OwnAccounts
from webapp.payments.queries import lettering
from webapp.staff.amounts import money
from webapp.uploads.tables.said import said as _

VERSIONS = ("1.01", "1.02", "1.03")
INN_LENGTH_MAX = 12
INN_BEFORE_NAME = re.compile(r"^\s*ИНН\s*\d{10,12}\s*")
NOTES = ("справка", "выписка", "уведомление")
# 1234.56, 1 234,5; three digits after a sign may be thousands, and grouped otherwise nobody knows
AMOUNT = re.compile(
    r"-?(?:[0-9]{1,15}|[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3}){1,4})(?:[.,][0-9]{1,2})?"
)


@dataclass(frozen=True, slots=True)
class Document:
    """One payment document of a statement.

    ``is_own``: between two accounts of one supplier, so no customer paid anything.
    """

    line: int
    kind: str
    number: str
    dated: date | None
    direction: Direction
    moved_on: date
    amount: Decimal
    payer_name: str
    payer_inn: str
    payer_account: str
    payer_bik: str
    receiver_account: str
    purpose: str
    is_own: bool = False
    receiver_inn: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A document that could not be taken, where it stands and why."""

    line: int
    number: str
    message: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Balance:
    """What the bank says about one of the supplier's accounts over the period."""

    account: str
    opening: Decimal | None
    received: Decimal | None
    spent: Decimal | None
    closing: Decimal | None


@dataclass(frozen=True, slots=True)
class StatementFile:
    """A statement as read.

    ``without_money`` are the lines of documents that move none: notes, sums of zero.
    """

    version: str
    sender: str
    accounts: tuple[str, ...]
    period_start: date | None
    period_end: date | None
    balances: tuple[Balance, ...]
    documents: tuple[Document, ...]
    refused: tuple[Refusal, ...]
    warnings: tuple[str, ...]
    without_money: tuple[int, ...] = ()


def read(content: bytes, *, own_accounts: frozenset[str] = frozenset()) -> StatementFile:
    """Read a statement.

    ``own_accounts`` are the suppliers' known bank accounts, beside those that the file names as
    theirs.

    :raises bank_sections.UnableToRead: when the bytes are not such a file at all
    """
    outline = bank_sections.outline(content)
    warnings = [*_header_warnings(outline), *_gap_warnings(outline)]
    told = {section.get("РасчСчет") for section in outline.accounts}
    named = frozenset({*outline.own, *told} - {""})
    own = OwnAccounts(named, named | own_accounts)
    documents: list[Document] = []
    refused: list[Refusal] = []
    for section in itertools.filterfalse(_is_without_money, outline.documents):
        taken = _document(section, own)
        if isinstance(taken, Document):
            documents.append(taken)
        else:
            refused.append(taken)
    balances = tuple(_balance(section, warnings) for section in outline.accounts)
    warnings += _balance_warnings(balances, documents, refused)
    start, end = sorted_period(
        _header_date(outline, "ДатаНачала"),
        _header_date(outline, "ДатаКонца"),
    )
    notes = (section.line for section in outline.documents if _is_without_money(section))
    return StatementFile(
        version=outline.header.get("ВерсияФормата"),
        sender=outline.header.get("Отправитель"),
        accounts=tuple(sorted(named)),
        period_start=start,
        period_end=end,
        balances=balances,
        documents=tuple(documents),
        refused=tuple(refused),
        without_money=tuple(notes),
        warnings=tuple(warnings),
    )


def sorted_period(start: date | None, end: date | None) -> tuple[date | None, date | None]:
    """Return the period with its ends in order."""
    if start and end and start > end:
        return (end, start)
    return (start, end)


def _header_warnings(outline: Outline) -> Iterator[str]:
    version = outline.header.get("ВерсияФормата")
    if version not in VERSIONS:
        yield _("The version of the format is %(version)s; 1.01 to 1.03 are known.") % {
            "version": version or "—"
        }
    if "\ufffd" in outline.text:
        yield _("Some characters of the file cannot be read; names and purposes may have gaps.")
    for key in ("ДатаСоздания", "ДатаНачала", "ДатаКонца"):
        value = outline.header.get(key)
        if value and movement.read_day(value) is None:
            yield _("%(key)s in the header is not a date: “%(value)s”.") % {
                "key": key,
                "value": value,
            }
    start = _header_date(outline, "ДатаНачала")
    end = _header_date(outline, "ДатаКонца")
    if start and end and start > end:
        yield _("The period of the statement begins after it ends: %(start)s – %(end)s.") % {
            "start": _day(start),
            "end": _day(end),
        }


def _gap_warnings(outline: Outline) -> Iterator[str]:
    if outline.strays:
        lines = ", ".join(map(str, outline.strays[:10]))
        if len(outline.strays) > 10:
            lines += " …"
        yield _(
            "Lines outside any document are not read: %(lines)s. Compare the file with the bank."
        ) % {"lines": lines}
    if not outline.is_finished:
        yield _(
            "The file has no end mark: it may be cut. Compare it with the bank and load "
            "the whole file when you have it."
        )
    if not outline.documents:
        yield _("There are no documents in the file.")


def _header_date(outline: Outline, key: str) -> date | None:
    return movement.read_day(outline.header.get(key))


def _is_without_money(section: Section) -> bool:
    """A note tells something; a sum of zero moves nothing."""
    stated = section.get("Сумма").strip()
    if not section.is_closed:
        return False
    kind = section.kind.strip().lower()
    is_note = kind.startswith(NOTES) and not stated
    return is_note or _amount(stated) == 0


def _document(section: Section, own: OwnAccounts) -> Document | Refusal:
    number = section.get("Номер")
    try:
        return _whole_document(section, number, own)
    except DocumentRefused as error:
        lines = (f"{key}={value}" for key, value in section.values.items())
        return Refusal(
            section.line,
            number,
            str(error),
            "\n".join(lines),
        )


def _whole_document(section: Section, number: str, own: OwnAccounts) -> Document:
    if not section.is_closed:
        raise DocumentRefused(
            _(
                "The document breaks off: it has no end mark. The file is cut, ask the "
                "bank for a whole one."
            )
        )
    direction, moved_on = movement.movement(section, own)
    return Document(
        line=section.line,
        kind=section.kind,
        number=number,
        dated=movement.read_day(section.get("Дата")),
        direction=direction,
        moved_on=moved_on,
        amount=_amount_due(section),
        payer_name=_payer_name(section),
        payer_inn=_payer_inn(section),
        payer_account=movement.payer_account(section),
        payer_bik=section.get("ПлательщикБИК"),
        receiver_account=movement.receiver_account(section),
        purpose=_purpose(section),
        is_own=movement.is_own(section, own),
        receiver_inn=_inn(section.get("ПолучательИНН")),
    )


def _purpose(section: Section) -> str:
    """Return the purpose with all that its parts say: banks write it whole, in six parts, or cut
    in one of these ways.
    """
    whole = section.get(bank_sections.PURPOSE)
    parts = (section.get(f"{bank_sections.PURPOSE}{part}") for part in range(1, 7))
    joined = " ".join(filter(None, parts))
    said = lettering.letters(whole)
    said_in_parts = lettering.letters(joined)
    if said_in_parts in said:
        return whole
    if said in said_in_parts:
        return joined
    return f"{whole} {joined}"


def _amount_due(section: Section) -> Decimal:
    stated = section.get("Сумма")
    amount = _amount(stated)
    is_negative = stated.strip().startswith("-") and _amount(stated.strip()[1:]) is not None
    if is_negative or amount == 0:
        raise DocumentRefused(
            _("The amount “%(value)s” is not above zero: such a document moves no money to us.")
            % {"value": stated[:60]}
        )
    if amount is not None and amount >= 10**12:
        raise DocumentRefused(
            _("The amount “%(value)s” is too large: check where the point stands.")
            % {"value": stated[:60]}
        )
    if amount is None:
        raise DocumentRefused(
            _(
                "The amount is not readable: “%(value)s”. It must be like 1234.56: kopecks in "
                "two digits, no thousands apart "
                "by a point or a comma."
            )
            % {"value": stated[:60]}
        )
    return amount


def _payer_name(section: Section) -> str:
    if name := section.get("Плательщик1"):
        return name
    return INN_BEFORE_NAME.sub("", section.get("Плательщик"))


def _payer_inn(section: Section) -> str:
    if stated := section.get("ПлательщикИНН"):
        return _inn(stated)
    found = re.match(r"\s*ИНН\s*(\d{10,12})\b", section.get("Плательщик"))
    if found is None:
        return ""
    return _inn(found[1])


def _inn(written: str) -> str:
    stated = re.sub(r"\s", "", written)
    if not stated.strip("0-"):
        return ""
    # cut to the length of an ИНН, a longer number would look like one
    if len(stated) <= INN_LENGTH_MAX:
        return stated
    return f"{stated[: INN_LENGTH_MAX - 1]}…"


def _balance(section: Section, warnings: list[str]) -> Balance:
    amounts: dict[str, Decimal | None] = {}
    for key in ("НачальныйОстаток", "ВсегоПоступило", "ВсегоСписано", "КонечныйОстаток"):
        stated = section.get(key)
        amounts[key] = _amount(stated)
        if stated and amounts[key] is None:
            warnings.append(_("%(key)s is not a sum: “%(value)s”.") % {"key": key, "value": stated})
    return Balance(section.get("РасчСчет"), *amounts.values())


def _balance_warnings(
    balances: tuple[Balance, ...], documents: list[Document], refused: list[Refusal]
) -> Iterator[str]:
    for balance in balances:
        yield from _gap_in(balance)
    received = [balance.received for balance in balances if balance.received is not None]
    spent = [balance.spent for balance in balances if balance.spent is not None]
    for word, stated, direction in (
        (_("received"), received, Direction.INCOMING),
        (_("spent"), spent, Direction.OUTGOING),
    ):
        total = _total(documents, direction)
        if stated and not _is_about(total, sum(stated, Decimal(0)), documents):
            yield _(
                "The bank says %(word)s %(stated)s, the documents of the file sum up to "
                "%(total)s (refused: %(refused)s). "
                "The file may be cut: compare it with the bank."
            ) % {
                "word": word,
                "stated": money(sum(stated, Decimal(0))),
                "total": money(total),
                "refused": len(refused),
            }


def _gap_in(balance: Balance) -> Iterator[str]:
    """Warn where an account does not come out at its closing balance."""
    if balance.opening is None or balance.closing is None:
        return
    received = balance.received or 0
    spent = balance.spent or 0
    expected = balance.opening + received - spent
    if expected != balance.closing:
        yield _(
            "Account %(account)s: opening + received − spent is %(expected)s, but the "
            "closing balance is %(closing)s."
        ) % {
            "account": balance.account,
            "expected": money(expected),
            "closing": money(balance.closing),
        }


def _total(documents: list[Document], direction: Direction) -> Decimal:
    """Return what others have paid or were paid."""
    moved = [document for document in documents if document.direction is direction]
    theirs = (document.amount for document in moved if not document.is_own)
    return sum(theirs, Decimal(0))


def _is_about(total: Decimal, stated: Decimal, documents: list[Document]) -> bool:
    """Say whether a total agrees with the bank's.

    The bank counts a transfer between our accounts where it came from, where it came to, or both.
    """
    own = (document.amount for document in documents if document.is_own)
    return total <= stated <= total + sum(own, Decimal(0))


def _amount(value: str) -> Decimal | None:
    """Return the sum; banks also write a comma, or spaces between thousands."""
    if not AMOUNT.fullmatch(value.strip()):
        return None
    plain = re.sub(r"\s", "", value).replace(",", ".")
    return Decimal(plain).quantize(Decimal("0.01"))


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"
