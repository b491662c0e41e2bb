"""Which way the money of a bank document went, and when.

The bank's dates say it, else the accounts do. Pure: a section in, values out.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from webapp.payments.operations.bank_sections import Section
from webapp.uploads.tables.said import said as _


class Direction(StrEnum):
    """Which way the money went, seen from the supplier's bank account."""

    INCOMING = "INCOMING"
    OUTGOING = "OUTGOING"


class DocumentRefused(Exception):
    """Why a document is not taken."""


@dataclass(frozen=True, slots=True)
class OwnAccounts:
    """Bank accounts of suppliers.

    Those that the file names as its own, and with them all that are known.
    """

    named: frozenset[str]
    known: frozenset[str]


def movement(section: Section, own: OwnAccounts) -> tuple[Direction, date]:
    """Return which way the money went and when.

    :raises DocumentRefused: when the document does not tell
    """
    received = section.get("ДатаПоступило")
    spent = section.get("ДатаСписано")
    if bool(received) == bool(spent):
        direction = _by_accounts(section, own)
        stated = (received if direction is Direction.INCOMING else spent) or section.get("Дата")
    else:
        is_incoming = received and not _is_paid_by_us(section, own)
        if is_incoming:
            direction = Direction.INCOMING
        else:
            direction = Direction.OUTGOING
        stated = received or spent
    moved_on = read_day(stated)
    if moved_on is None:
        raise DocumentRefused(
            _("The date of the money is not readable: “%(value)s”. It must be like 05.11.2026.")
            % {"value": stated}
        )
    return direction, moved_on


def is_own(section: Section, own: OwnAccounts) -> bool:
    """Say whether the money stayed with one supplier."""
    return _is_paid_by_us(section, own) and receiver_account(section) in own.known


def payer_account(section: Section) -> str:
    """Return the bank account that the money came from."""
    return section.get("ПлательщикСчет", "ПлательщикРасчСчет")


def receiver_account(section: Section) -> str:
    """Return the bank account that the money came to."""
    return section.get("ПолучательСчет", "ПолучательРасчСчет")


def read_day(value: str) -> date | None:
    """Return the day that a file writes as 05.11.2026; nothing for what is no such day."""
    try:
        # a day has no time zone
        return datetime.strptime(value.strip(), "%d.%m.%Y").date()  # noqa: DTZ007
    except ValueError:
        return None


def _by_accounts(section: Section, own: OwnAccounts) -> Direction:
    if payer_account(section) in own.named or _is_paid_by_us(section, own):
        return Direction.OUTGOING
    if receiver_account(section) in own.known:
        return Direction.INCOMING
    if payer_account(section) in own.known:
        return Direction.OUTGOING
    raise DocumentRefused(
        _(
            "Cannot tell whether the money came or went: there is no date of receipt and "
            "neither bank account is ours."
        )
    )


def _is_paid_by_us(section: Section, own: OwnAccounts) -> bool:
    """No customer pays from our account.

    With two ИНН on the document it is one supplier that pays another, as its customer.
    """
    inns = {section.get("ПлательщикИНН"), section.get("ПолучательИНН")} - {""}
    return payer_account(section) in own.known and len(inns) < 2
