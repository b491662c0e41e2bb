"""From what the cells of a line say to a row: they are compared with each other, then rows are."""

import functools
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from tariffs import calendar, due_dates, parameters
from webapp.billing.queries.registry import places
from webapp.billing.queries.registry.columns import LAYOUT
from webapp.billing.queries.registry.rows import Key, Row
from webapp.parties.models import Party
from webapp.parties.queries import names, requisites, residence
from webapp.premises import addresses
from webapp.uploads.tables.lines import BadRow, Values
from webapp.uploads.tables.reading import Reader, Reading
from webapp.uploads.tables.said import said as _


def _row(number: int, values: Values, today: date) -> Row:
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
        *_norm_faults(values),
        *_right_faults(values),
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
    return Row(
        number=number,
        address=address,
        **values,
    )


@functools.lru_cache(maxsize=1000)
def _kind(name: str, inn: str) -> Party.Kind:
    """What the name and the ИНН prove.

    A customer of another kind has another law, court and penalty, so it is not guessed.
    """
    found = names.guess_kind(
        name=name,
        inn=inn,
    )
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
    """The law's day, off days off (Civil Code art. 193).

    Where it has none, for an old month or by the contract, the file must tell.
    """
    try:
        if due := _named_by_law(period, kind, service):
            return calendar.next_working(due)
    except parameters.NotInForce as error:
        message = _(
            "The law gives no due date for this month: give it in the column «Срок оплаты»."
        )
        raise BadRow(("period", message)) from error
    message = _(
        "The contract sets the due date of this customer and service: give it in this column."
    )
    raise BadRow(("due_date", message))


# hot water is paid for by the day of heat (ПП 642, ПП 808)
_PAID_AS = {"hot_water": "heat"}


def _named_by_law(period: date, kind: Party.Kind, service: str) -> date | None:
    if kind.is_citizen:
        return due_dates.due_date(period=period)
    if kind.manages_buildings and service != "waste":
        return due_dates.manager_due_date(period=period)
    law_of = _PAID_AS.get(service, service)
    if not kind.manages_buildings and law_of in due_dates.BUSINESS_SERVICES:
        return due_dates.business_due_date(
            period=period,
            service=law_of,
        )
    return None


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


def _norm_faults(values: Values) -> Iterable[tuple[str, str]]:
    if bool(values.get("norm")) != bool(values.get("tariff")):
        yield "norm", _("Give norm and tariff together, or leave both out.")


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


def _right_faults(values: Values) -> Iterable[tuple[str, str]]:
    """What is told of a right must be usable before a court, or not be told."""
    if values.get("residence") and (fault := residence.fault(values["residence"])):
        yield "residence", fault
    told = [name for name in ("share", "right_since", "right_proof") if values.get(name)]
    if told and not values.get("right"):
        yield "right", _("Say whose right this is: «собственник» or «наниматель».")
    if values.get("right") and not values.get("right_since"):
        yield "right_since", _("Say since when the right is held.")


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


def _without_repeated(reading: Reading[Row]) -> Reading[Row]:
    """Set aside rows whose month of a service stands in the file twice.

    Of rows that say the same the first is kept; of those that do not, nobody knows which is right.
    """
    by_key: dict[Key, list[Row]] = {}
    for row in reading.rows:
        by_key.setdefault(row.key, []).append(row)
    rows: list[Row] = []
    errors = list(reading.errors)
    for same in by_key.values():
        refused = same
        if len({_said(row) for row in same}) == 1:
            rows.append(same[0])
            refused = same[1:]
        for row in refused:
            errors += reading.errors_of(row.number, ("account", _repeats(row, same)))
    errors.sort(key=lambda error: error.row)
    return replace(
        reading,
        rows=tuple(rows),
        errors=tuple(errors),
    )


def _said(row: Row) -> tuple[Any, ...]:
    return row.charged, row.paid, row.due_date


def _repeats(row: Row, same: list[Row]) -> str:
    """Name the other row of the same month: the first, and to the first the next one."""
    other = same[1] if row is same[0] else same[0]
    return _("Row %(row)s has the same account, service and month: keep one of them.") % {
        "row": other.number
    }


READER = Reader(
    layout=LAYOUT,
    row=_row,
    compared=_without_repeated,
)
