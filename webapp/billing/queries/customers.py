"""Who the customer of a row is.

A party of the database, or a new one, and whether the file contradicts itself about it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from webapp.billing.queries.registry import Row
from webapp.contracts.models import Contract
from webapp.parties.models import Party
from webapp.uploads.tables.cells import plain
from webapp.uploads.tables.lines import Fault


@dataclass(frozen=True, slots=True)
class Customer:
    """The party of a row: ``party_id``, or the one that the load makes for all rows of the same
    ``identity``.
    """

    identity: tuple[str, ...]
    party_id: int | None
    kpp: str = ""


class Customers:
    """The customers of a registry by ИНН and КПП.

    A party without a КПП is the same one that other rows give a КПП for.
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        self._known: dict[str, dict[str, Party]] = {}
        self._branches: dict[str, set[str]] = {}
        self._firsts: dict[tuple[str, ...], Row] = {}
        for party in Party.objects.filter(inn__in={row.inn for row in rows if row.inn}).order_by(
            "-id"
        ):
            self._known.setdefault(party.inn, {})[party.kpp] = party
            self._branches.setdefault(party.inn, set()).add(party.kpp)
        for row in rows:
            self._branches.setdefault(row.inn, set()).add(row.kpp)

    def of(self, row: Row) -> Customer:
        """Return the customer of a row; people without an ИНН are told apart by their accounts."""
        if not row.inn:
            return Customer(
                identity=("account", row.account),
                party_id=None,
                kpp=row.kpp,
            )
        branches = self._named(row)
        kpp = row.kpp or (branches[0] if len(branches) == 1 else "")
        party = self._party(row.inn, kpp)
        return Customer(
            identity=(row.inn, kpp),
            party_id=party.pk if party else None,
            kpp=kpp,
        )

    def faults(self, row: Row) -> Iterable[Fault]:
        """Yield why an ИНН cannot be this customer's.

        It is another's, or it does not say which branch is meant.
        """
        if not row.inn:
            return
        customer = self.of(row)
        branches = self._named(row)
        if not customer.kpp and len(branches) > 1 and customer.party_id is None:
            message = _(
                "There are several customers with this ИНН, with the КПП %(branches)s: "
                "give the КПП."
            )
            yield "kpp", message % {"branches": ", ".join(branches)}
            return
        first = self._firsts.setdefault(customer.identity, row)
        party = self._party(row.inn, customer.kpp)
        if party:
            owner = party.name
        else:
            owner = first.name
        if plain(owner) != plain(row.name):
            if party:
                where = _("in the database")
            else:
                where = _("in row %(row)s") % {"row": first.number}
            message = _(
                "This ИНН is of «%(owner)s» %(where)s, and of «%(name)s» here: correct the "
                "ИНН or the name."
            )
            yield "inn", message % {"owner": owner, "where": where, "name": row.name}

    def _named(self, row: Row) -> list[str]:
        return sorted(kpp for kpp in self._branches[row.inn] if kpp)

    def _party(self, inn: str, kpp: str) -> Party | None:
        known = self._known.get(inn, {})
        return known.get(kpp) or known.get("")


class Contracts:
    """The contracts of a registry by supplier and number: one contract is with one customer."""

    def __init__(self, rows: Sequence[Row]) -> None:
        numbers = {row.contract_number for row in rows if row.contract_number}
        known = Contract.objects.filter(number__in=numbers).select_related("party")
        self._known = {
            (contract.supplier_id, contract.number): contract.party for contract in known
        }
        self._firsts: dict[tuple[int, str], Row] = {}

    def faults(self, row: Row, *, supplier_id: int) -> Iterable[Fault]:
        """Yield that the contract is with somebody else, in the database or in an earlier row."""
        if not row.contract_number:
            return
        key = (supplier_id, row.contract_number)
        first = self._firsts.setdefault(key, row)
        owner = self._known.get(key) or first
        if plain(owner.name) == plain(row.name) and (
            not owner.inn or not row.inn or owner.inn == row.inn
        ):
            return
        if key in self._known:
            where = ""
        else:
            where = _(" in row %(row)s") % {"row": first.number}
        message = _(
            "This contract is with «%(owner)s», ИНН %(inn)s%(where)s: correct the number "
            "of the contract or the name."
        )
        yield (
            "contract_number",
            message % {"owner": owner.name, "inn": owner.inn or "—", "where": where},
        )
