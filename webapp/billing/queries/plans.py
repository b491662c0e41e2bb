"""What loading a registry would change.

Its rows compared with the database, in a few queries whatever the number of rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from webapp.billing.models import Charge
from webapp.billing.queries import customers, districts, houses, paid_here, twins
from webapp.billing.queries.registry import Row
from webapp.contracts.models import Account, Supplier
from webapp.parties.models import Contact
from webapp.parties.queries import ours, requisites
from webapp.premises import queries as premises
from webapp.staff import queries as staff
from webapp.staff.amounts import money
from webapp.staff.models import User
from webapp.uploads.tables.cells import plain
from webapp.uploads.tables.lines import Fault, RowError
from webapp.uploads.tables.reading import Reading
from webapp.uploads.tables.said import said as _


@dataclass(frozen=True, slots=True)
class Planned:
    """A row that is new, with what of the database it belongs to; ``None`` is made by the load."""

    row: Row
    supplier_id: int
    account_id: int | None
    district_id: int | None
    customer: customers.Customer
    place: houses.Place


@dataclass(frozen=True, slots=True)
class Plan:
    """What a load would do."""

    new: tuple[Planned, ...]
    unchanged: int
    errors: tuple[RowError, ...]
    new_districts: tuple[str, ...]

    @property
    def rows_to_load(self) -> list[Row]:
        """Return the rows that would be loaded, in the order of the file."""
        return sorted((planned.row for planned in self.new), key=lambda row: row.number)

    @property
    def new_accounts(self) -> int:
        """Return how many accounts would appear."""
        return len({planned.row.account for planned in self.new if planned.account_id is None})


class _Known:
    """What the database knows about the accounts, customers and months of a registry."""

    def __init__(self, rows: tuple[Row, ...]) -> None:
        accounts = Account.objects.filter(number__in={row.account for row in rows}).select_related(
            "party",
            "premises__building__street",
        )
        self.accounts = {account.number: account for account in accounts}
        self.charges = {
            (charge.account.number, charge.service.code, charge.period): charge
            for charge in Charge.objects.filter(
                kind=Charge.Kind.PRINCIPAL,
                account__in=[account.pk for account in accounts],
            ).select_related("account", "service")
        }
        self.twins = twins.Twins(rows, known=self.accounts)
        self.customers = customers.Customers(rows)
        self.contracts = customers.Contracts(rows)
        self.houses = houses.Houses(rows)
        self.districts = districts.Districts(rows)
        self.suppliers = {
            plain(word): it.pk
            for it in Supplier.objects.all()
            for word in (it.inn, it.short_name, it.name)
        }
        self.only_supplier: int | None = None
        if len(set(self.suppliers.values())) == 1:
            self.only_supplier = next(iter(self.suppliers.values()))
        self.closed_before = staff.lock_date()
        self.own_contacts = ours.read()
        self.paid_here = paid_here.doubts(list(self._paid(rows)))
        self.names: dict[str, Row] = {}

    def _paid(self, rows: tuple[Row, ...]) -> Iterable[paid_here.Paid]:
        """Yield what the new months of known accounts are said to be paid of."""
        for row in rows:
            account = self.accounts.get(row.account)
            if account and row.paid and row.key not in self.charges:
                yield paid_here.Paid(
                    number=row.number,
                    account_id=account.pk,
                    period=row.period,
                    amount=row.paid,
                )

    def supplier_id(self, row: Row) -> int | None:
        """Return whose account a row is, as far as it can be told."""
        if row.supplier:
            return self.suppliers.get(plain(row.supplier))
        return self.only_supplier


def plan(reading: Reading[Row], _user: User | None, _today: date) -> Plan:
    """Compare a registry with the database, whoever asks.

    Its own errors come first, then those that only the database shows.
    """
    known = _Known(reading.rows)
    new: list[Planned] = []
    errors = list(reading.errors)
    unchanged = 0
    for row in reading.rows:
        faults = [_at_cell(reading, row, fault) for fault in _faults(row, known)]
        errors += reading.errors_of(row.number, *faults)
        if faults:
            continue
        if row.key in known.charges:
            unchanged += 1
        else:
            new.append(_planned(row, known))
    # the earliest month describes an account; one order for everybody keeps two loads from waiting
    # for each other
    new.sort(key=lambda planned: (planned.row.account, planned.row.period, planned.row.service))
    return Plan(
        new=tuple(new),
        unchanged=unchanged,
        errors=_sorted(errors),
        new_districts=_new_districts(new),
    )


def _sorted(errors: list[RowError]) -> tuple[RowError, ...]:
    return tuple(sorted(errors, key=lambda error: error.row))


def _planned(row: Row, known: _Known) -> Planned:
    supplier_id = known.supplier_id(row)
    assert supplier_id is not None  # a row without its supplier is an error and does not come here
    account = known.accounts.get(row.account)
    return Planned(
        row=row,
        supplier_id=supplier_id,
        account_id=account.pk if account else None,
        district_id=known.districts.id_of(row),
        customer=known.customers.of(row),
        place=known.houses.of(row),
    )


def _new_districts(new: Iterable[Planned]) -> tuple[str, ...]:
    return tuple(
        sorted(
            {
                districts.named(planned.row)
                for planned in new
                if planned.account_id is None and planned.district_id is None
            }
        )
    )


def _faults(row: Row, known: _Known) -> Iterable[Fault]:
    yield from _supplier_faults(row, known)
    yield from _customer_faults(row, known)
    if row.account not in known.accounts and (fault := known.districts.fault(row)):
        yield "district", fault
    yield from known.houses.faults(row)
    if row.key not in known.charges:
        yield from _contact_faults(row, known)
    yield from _month_faults(row, known)


def _contact_faults(row: Row, known: _Known) -> Iterable[Fault]:
    """What is sent to a customer at our own address or number would come back to us."""
    mails = [(Contact.Kind.EMAIL, "emails", value) for value in row.emails]
    phones = [(Contact.Kind.PHONE, "phones", value) for value in row.phones]
    for kind, column, value in (*mails, *phones):
        try:
            known.own_contacts.refuse(kind=kind, value=value)
        except requisites.InvalidRequisite as error:
            remedy = _("Clear the cell, or write the customer's own.")
            yield column, f"{error} {remedy}"


def _supplier_faults(row: Row, known: _Known) -> Iterable[Fault]:
    if row.supplier and plain(row.supplier) not in known.suppliers:
        yield (
            "supplier",
            _("There is no such supplier: correct the name, or add the supplier first."),
        )
    elif not row.supplier and known.only_supplier is None:
        message = _(
            "It is not clear whose account this is: add the column «Поставщик» with the "
            "supplier's ИНН."
        )
        yield (
            "supplier",
            message
            if known.suppliers
            else _("No supplier is entered yet: add the supplier first."),
        )


def _customer_faults(row: Row, known: _Known) -> Iterable[Fault]:
    """An account has one customer.

    The database's, else that of the account's first row in the file.
    """
    account = known.accounts.get(row.account)
    first = known.names.setdefault(row.account, row)
    if account:
        owner = account.party.name
    else:
        owner = first.name
    if plain(owner) != plain(row.name):
        if account:
            where = _("in the database")
        else:
            where = _("in row %(row)s") % {"row": first.number}
        message = _(
            "%(where)s this account belongs to «%(owner)s»: correct the account or the name."
        ) % {"where": where, "owner": owner}
        yield "name", message[0].upper() + message[1:]
    elif account:
        yield from _changes(row, account)
    elif twin := known.twins.fault(row):
        yield "account", twin
    else:
        yield from known.customers.faults(row)
    yield from known.contracts.faults(row, supplier_id=known.supplier_id(row) or 0)


def _changes(row: Row, account: Account) -> Iterable[Fault]:
    """What the database says about an account stays.

    A file that says something else is not passed over in silence.
    """
    if row.inn and account.party.inn and row.inn != account.party.inn:
        message = _(
            "In the database this customer has the ИНН %(inn)s: correct it here or on the "
            "customer's page."
        )
        yield "inn", message % {"inn": account.party.inn}
    known = premises.address_of(account.premises)
    if not known.is_same_place(row.address):
        message = _(
            "In the database this account is at «%(address)s»: correct the address, or the "
            "number of the account."
        )
        yield "address", message % {"address": known}


def _month_faults(row: Row, known: _Known) -> Iterable[Fault]:
    charge = known.charges.get(row.key)
    if charge is None:
        if known.closed_before and row.period < known.closed_before:
            yield (
                "period",
                _("The period is closed: ask the administrator to move the lock date."),
            )
        if doubt := known.paid_here.get(row.number):
            yield "paid", doubt
    elif charge.amount != row.charged:
        message = _(
            "This month is loaded already with another sum, %(amount)s: leave the row out "
            "or correct the sum."
        )
        yield "charged", message % {"amount": money(charge.amount)}
    elif charge.paid_before != row.paid:
        message = _(
            "This month is loaded already with %(paid)s paid before. Later money comes "
            "with bank statements: leave the row out."
        )
        yield "paid", message % {"paid": money(charge.paid_before)}
    elif charge.due_date != row.due_date:
        message = _(
            "This month is loaded already as due on %(due)s: leave the row out or correct the date."
        )
        yield "due_date", message % {"due": f"{charge.due_date:%d.%m.%Y}"}


_IN_PARTS = {
    "address": ("address", "house", "street"),
    "emails": ("emails", "contacts"),
    "phones": ("phones", "contacts"),
}
"""What a file may tell in other columns: the first of them that is filled is named."""


def _at_cell(reading: Reading[Row], row: Row, fault: Fault) -> Fault:
    """Return a fault at the column in which the file tells what is wrong."""
    key, message = fault
    line = reading.lines[row.number]
    filled = {
        column.key
        for place, column in reading.header.places.items()
        if place < len(line) and line[place] not in ("", None)
    }
    return next((one for one in _IN_PARTS.get(key, ()) if one in filled), key), message
