"""From cells to rows: every cell is read, then the cells of a row are compared with each other."""

import functools
import hashlib
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tariffs import due_dates, parameters
from webapp.billing.queries.registry import places
from webapp.billing.queries.registry.columns import LAYOUT
from webapp.billing.queries.registry.rows import Key, Registry, Row
from webapp.contracts.models import Service
from webapp.parties.models import Party
from webapp.parties.queries import names, requisites
from webapp.premises import addresses
from webapp.uploads.tables import columns, sheets
from webapp.uploads.tables.lines import (
    BadRow,
    RowError,
    Values,
    filled_lines,
    read_cells,
    row_errors,
)

type _Read = tuple[Row, list[Any]]
"""A good row, and its cells."""


def read(*, file_name: str, content: bytes, today: date) -> Registry:
    """Return the rows and the errors of a registry, in the order of the file.

    :raises UnableToReadTable: when the file as a whole is not a registry
    """
    table = sheets.read_table(file_name=file_name, content=content, headers=LAYOUT.by_name)
    header = columns.find_header(file_name=file_name, table=table, layout=LAYOUT)
    found: list[_Read] = []
    errors: list[RowError] = []
    total = 0
    for number, line in filled_lines(table=table, header=header):
        total += 1
        try:
            row = _row(number=number, line=line, header=header, today=today)
        except BadRow as error:
            errors += row_errors(
                number=number,
                line=line,
                header=header,
                faults=error.faults,
            )
        else:
            found.append((row, line))
    if not total:
        raise sheets.UnableToReadTable(
            _("«%(file)s»: there are no rows under the header.") % {"file": file_name}
        )
    rows, repeated = _without_repeated(found, header)
    errors = sorted([*errors, *repeated], key=lambda error: error.row)
    digest = hashlib.sha256(content).hexdigest()
    return Registry(
        file_name=file_name,
        sha256=digest,
        rows_total=total,
        rows=rows,
        errors=tuple(errors),
    )


def _row(*, number: int, line: list[Any], header: columns.Header, today: date) -> Row:
    values, faults = read_cells(number=number, line=line, header=header)
    if faults:
        raise BadRow(*faults)
    values["kind"] = values.get("kind") or _kind(values["name"], values.get("inn", ""))
    if values["kind"].is_natural_person:
        values["name"] = names.written(values["name"])
    values["due_date"] = values.get("due_date") or _due_date(
        values["period"],
        values["kind"],
        values["service"],
    )
    faults = [
        *_address_faults(values),
        *_money_faults(values, today),
        *_party_faults(values),
    ]
    if faults:
        raise BadRow(*faults)
    emails, phones = values.pop("contacts", ((), ()))
    values["emails"], values["phones"] = (
        values.get("emails", ()) + emails,
        values.get("phones", ()) + phones,
    )
    address = values.pop("address")
    for part in places.PARTS:
        values.pop(part, None)
    return Row(number=number, address=address, **values)


@functools.lru_cache(maxsize=1000)
def _kind(name: str, inn: str) -> Party.Kind:
    """What the name and the ИНН prove.

    A customer of another kind has another law, court and penalty, so it is not guessed.
    """
    found = names.guess_kind(name=name, inn=inn)
    if found is not None:
        return found
    if names.seems_personal(name) and (fault := _name_fault(name)):
        raise BadRow(("name", fault))
    message = _(
        "It is not clear who «%(name)s» is: fill in the column «Вид» (физлицо, ИП, "
        "организация, УК, ТСЖ) or the right ИНН."
    )
    message %= {"name": name}
    if seems := names.kind_by_name(name):
        message += " " + _("By the name it may be: %(kind)s.") % {"kind": seems.label}
    raise BadRow(("kind", message))


@functools.lru_cache(maxsize=1000)
def _due_date(period: date, kind: Party.Kind, service: str) -> date:
    """The law's day; where it has none, for an old month or by the contract, the file must tell."""
    try:
        if kind.is_citizen:
            return due_dates.due_date(period=period)
        if kind.manages_buildings and service != "waste":
            return due_dates.manager_due_date(period=period)
        law_of = Service.Code(service).penalty_service
        if not kind.manages_buildings and law_of in due_dates.BUSINESS_SERVICES:
            return due_dates.business_due_date(period=period, service=law_of)
    except parameters.NotInForce as error:
        message = _(
            "The law gives no due date for this month: give it in the column «Срок оплаты»."
        )
        raise BadRow(("period", message)) from error
    message = _(
        "The contract sets the due date of this customer and service: give it in this column."
    )
    raise BadRow(("due_date", message))


def _address_faults(values: Values) -> Iterable[tuple[str, str]]:
    try:
        values["address"] = places.address(values)
    except addresses.UnreadableAddress as error:
        if values.get("address") or not values.get("house"):
            column = "address"
        else:
            column = "house"
        yield column, str(error)


def _money_faults(values: Values, today: date) -> Iterable[tuple[str, str]]:
    if values.get("paid", 0) > values["charged"]:
        yield (
            "paid",
            _("More is paid than charged: lower it to the charge and enter the rest as a payment."),
        )
    if values["period"] > today:
        yield "period", _("The month has not begun yet: correct it.")
    if values["due_date"] <= values["period"]:
        yield "due_date", _("The due date must be later than the first day of the month.")


def _party_faults(values: Values) -> Iterable[tuple[str, str]]:
    kind = values["kind"]
    inn = values.get("inn", "")
    if kind.is_natural_person:
        yield from _person_faults(values, inn)
        return
    if inn and len(inn) != 10:
        yield "inn", _("An organization's ИНН has ten digits.")
    if values.get("birth_date"):
        yield "birth_date", _("An organization has no birth date: clear the cell.")
    if not values.get("contract_number") or not values.get("contract_date"):
        yield (
            "contract_number",
            _(
                "An organization needs the number and the date of its contract: fill both "
                "columns in."
            ),
        )


def _person_faults(values: Values, inn: str) -> Iterable[tuple[str, str]]:
    if inn and len(inn) != 12:
        yield (
            "inn",
            _(
                "A person's ИНН has twelve digits. If this is an organization, say so in "
                "the column of the kind."
            ),
        )
    if values.get("contract_number") and not values.get("contract_date"):
        yield "contract_date", _("Give the date of the contract, or leave its number out.")
    if fault := _name_fault(values["name"]):
        yield "name", fault


def _name_fault(name: str) -> str:
    """Say why papers cannot name a person so, if they cannot."""
    try:
        names.person_name(name)
    except requisites.InvalidRequisite as error:
        return str(error)
    return ""


def _without_repeated(
    found: list[_Read], header: columns.Header
) -> tuple[tuple[Row, ...], list[RowError]]:
    """Return the rows whose month of a service stands in the file once, and what the others are.

    Of rows that say the same the first is kept; of those that do not, nobody knows which is right.
    """
    by_key: dict[Key, list[_Read]] = {}
    for read_row in found:
        by_key.setdefault(read_row[0].key, []).append(read_row)
    rows: list[Row] = []
    errors: list[RowError] = []
    for same in by_key.values():
        refused = same
        if len({_said(row) for row, _line in same}) == 1:
            rows.append(same[0][0])
            refused = same[1:]
        for row, line in refused:
            fault = "account", _repeats(row, [other for other, _line in same])
            errors += row_errors(
                number=row.number,
                line=line,
                header=header,
                faults=[fault],
            )
    return tuple(rows), errors


def _said(row: Row) -> tuple[Any, ...]:
    return row.charged, row.paid, row.due_date


def _repeats(row: Row, same: list[Row]) -> str:
    """Name the other row of the same month: the first, and to the first the next one."""
    other = same[1] if row is same[0] else same[0]
    return _("Row %(row)s has the same account, service and month: keep one of them.") % {
        "row": other.number
    }
