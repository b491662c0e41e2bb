"""Contexts of the papers of a package."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from documents import contexts, wording
from documents.catalogue import DocumentKind
from documents.samples import values

_OF_CASES = {"case_number", "debtor"}
_UNTIL = date(2026, 11, 21)


def _movements(rows: tuple[contexts.DebtRow, ...]) -> tuple[contexts.Movement, ...]:
    """Return what happened on an account that owes these months."""
    nothing = Decimal(0)
    known = [
        (wording.month_end(row.period), f"Начислено: {row.service}", row.charged, nothing)
        for row in rows
    ]
    known += [(paid.on, "Оплата", nothing, paid.amount) for row in rows for paid in row.payments]
    rest, found = nothing, []
    for on, text, charged, paid_in in sorted(known, key=lambda one: one[0]):
        rest += charged - paid_in
        found.append(
            contexts.Movement(
                on=on,
                text=text,
                charged=charged,
                paid=paid_in,
                rest=rest,
            )
        )
    return tuple(found)


DELIVERIES = (
    contexts.Delivery(proof=values.PROOFS[0], evidence="РПО 80110012345672"),
    contexts.Delivery(proof=values.PROOFS[1]),
)
PIECES = (
    contexts.Piece(
        title="Заявление о вынесении судебного приказа № ЗСП-2026-000123 от 21.11.2026",
        first=2,
        last=4,
    ),
    contexts.Piece(title="Документ об уплате государственной пошлины", first=5, last=5),
    contexts.Piece(title="Выписка по лицевому счёту", first=6, last=8),
    contexts.Piece(title="Исполнительный документ № ФС 012345678"),
)
LEFT_OUT = (
    contexts.LeftOut(
        title="Копия договора",
        reason="подлинник находится у ответчика, заявлено ходатайство об истребовании",
    ),
)


def _extract(facts: dict[str, Any], is_citizen: bool) -> contexts.Paper:
    return contexts.AccountExtract(**facts, **_moves(is_citizen))


def _reconciliation(facts: dict[str, Any], is_citizen: bool) -> contexts.Paper:
    return contexts.Reconciliation(**facts, **_moves(is_citizen))


def _moves(is_citizen: bool) -> dict[str, Any]:
    rows: tuple[contexts.DebtRow, ...] = values.COMPANY_DEBTS
    if is_citizen:
        rows = values.CITIZEN_DEBTS
    return {
        "since": rows[0].period,
        "until": _UNTIL,
        "opening": Decimal("0.00"),
        "movements": _movements(rows),
    }


def _record(facts: dict[str, Any], _is_citizen: bool) -> contexts.Paper:
    return contexts.DeliveryRecord(**facts, rows=DELIVERIES)


def _letter(facts: dict[str, Any], is_citizen: bool) -> contexts.Paper:
    left_out: tuple[contexts.LeftOut, ...] = ()
    if not is_citizen:
        left_out = LEFT_OUT
    return contexts.CoverLetter(
        **facts,
        addressee=values.court(is_citizen=is_citizen),
        about="заявление № ЗСП-2026-000123 от 21.11.2026",
        pieces=PIECES,
        pages=8,
        left_out=left_out,
    )


def _postal_list(facts: dict[str, Any], _is_citizen: bool) -> contexts.Paper:
    of_paper = {name: value for name, value in facts.items() if name not in _OF_CASES}
    rows = (
        contexts.PostalRow(
            place=1,
            addressee=values.CITIZEN.name,
            address=values.CITIZEN.residence,
            mark="УВ-2026-000118",
            tracking="80110012345672",
        ),
        contexts.PostalRow(
            place=2,
            addressee=values.COMPANY.name,
            address=values.COMPANY.postal_address,
            mark="ПРЕТ-2026-000014",
        ),
    )
    return contexts.PostalList(**of_paper, rows=rows)


SAMPLES: Mapping[DocumentKind, Callable[[dict[str, Any], bool], contexts.Paper]] = {
    DocumentKind.ACCOUNT_EXTRACT: _extract,
    DocumentKind.RECONCILIATION: _reconciliation,
    DocumentKind.DELIVERY_RECORD: _record,
    DocumentKind.COVER_LETTER: _letter,
    DocumentKind.POSTAL_LIST: _postal_list,
}
