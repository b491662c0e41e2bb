"""What is odd about rows that can be loaded: a person looks at them before the load.

The contact of one customer at another, and a debt that stands under another number already.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tariffs import calendar
from tariffs.parameters import NotInForce
from webapp.billing.models import Charge
from webapp.billing.queries.plans import Planned
from webapp.billing.queries.registry import Row
from webapp.contracts.models import Account
from webapp.parties.models import Contact
from webapp.premises import queries as premises
from webapp.premises.addresses import Address
from webapp.uploads.tables.cells import plain

type _Way = tuple[str, str]
type _Debt = tuple[str, str, date]


@dataclass(frozen=True, slots=True)
class Caution:
    """A row of the file, and what to look at."""

    row: int
    message: str


def of(*, planned: Sequence[Planned]) -> list[Caution]:
    """Return the cautions of the rows that would be loaded, in the order of the file."""
    rows = [item.row for item in planned]
    found = [*_contacts_of_others(rows), *_second_numbers(planned), *_days_off(rows)]
    return sorted(found, key=lambda caution: caution.row)


def _contacts_of_others(rows: Sequence[Row]) -> Iterator[Caution]:
    """Yield the contacts that a customer of another name has, each once for a row's account.

    Whose they are in the database is not said: the loader may not be allowed to know.
    """
    names = _holders({value for row in rows for _kind, value in _ways(row)})
    for row in rows:
        for way in _ways(row):
            names.setdefault(way, set()).add(plain(row.name))
    told: set[tuple[str, _Way]] = set()
    for row in rows:
        for way in _ways(row):
            if len(names[way]) > 1 and (row.account, way) not in told:
                told.add((row.account, way))
                text = _("%(value)s is also the contact of another customer.")
                yield Caution(row.number, text % {"value": way[1]})


def _ways(row: Row) -> list[_Way]:
    mails = [(Contact.Kind.EMAIL.value, value) for value in row.emails]
    return mails + [(Contact.Kind.PHONE.value, value) for value in row.phones]


def _holders(values: set[str]) -> dict[_Way, set[str]]:
    found: dict[_Way, set[str]] = {}
    known = Contact.objects.filter(value__in=values)
    for kind, value, name in known.values_list("kind", "value", "party__name"):
        found.setdefault((kind, value), set()).add(plain(name))
    return found


def _second_numbers(planned: Sequence[Planned]) -> Iterator[Caution]:
    """Yield new accounts whose month is owed already by the same person in the same place."""
    fresh = [item.row for item in planned if item.account_id is None]
    fresh.sort(key=lambda row: row.number)
    known = _owed(fresh)
    told: set[str] = set()
    for row in fresh:
        debt = plain(row.name), row.service, row.period
        same = [number for number, place in known.get(debt, ()) if place.is_same_place(row.address)]
        known.setdefault(debt, []).append((row.account, row.address))
        others = [number for number in same if number != row.account]
        if others and row.account not in told:
            told.add(row.account)
            text = _(
                "The same person at the same address has this month on the account %(number)s: "
                "a new account %(new)s would make it a second debt."
            )
            yield Caution(row.number, text % {"number": others[0], "new": row.account})


def _days_off(rows: Sequence[Row]) -> Iterator[Caution]:
    """Yield the due dates that fall on a day off, each once: a term ends later then.

    They stay as the file says, for a contract may name that very day.
    """
    told: set[date] = set()
    for row in rows:
        ends_on = _end_of_term(row.due_date)
        if ends_on == row.due_date or row.due_date in told:
            continue
        told.add(row.due_date)
        text = _(
            "The due date %(due)s is a day off: a term that ends on it ends on %(next)s. "
            "Correct the file unless the contract names that very day."
        )
        said = {"due": f"{row.due_date:%d.%m.%Y}", "next": f"{ends_on:%d.%m.%Y}"}
        yield Caution(row.number, text % said)


def _end_of_term(due: date) -> date:
    """Return the working day on which a term ends; the day itself where no calendar is known."""
    try:
        return calendar.next_working(due)
    except NotInForce:
        return due


def _owed(rows: Sequence[Row]) -> dict[_Debt, list[tuple[str, Address]]]:
    """Return where the months of these rows stand already, by the name of the customer."""
    names = {row.name for row in rows}
    accounts = Account.objects.filter(party__name__in=names).select_related(
        "party",
        "premises__building__street",
    )
    known = {account.pk: account for account in accounts}
    charges = Charge.objects.filter(
        account__in=known,
        kind=Charge.Kind.PRINCIPAL,
        period__in={row.period for row in rows},
    )
    found: dict[_Debt, list[tuple[str, Address]]] = {}
    for account_id, service, period in charges.values_list("account", "service__code", "period"):
        account = known[account_id]
        place = premises.address_of(account.premises)
        debt = plain(account.party.name), service, period
        found.setdefault(debt, []).append((account.number, place))
    return found
