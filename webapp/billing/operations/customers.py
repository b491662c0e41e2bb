"""The accounts of a registry with what stands around them: parties, contacts, contracts.

``houses`` makes their premises.

Each kind of thing is asked for once and made once for the whole registry, so the number of queries
does not grow with the rows.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models import Model

from webapp.billing.operations import houses
from webapp.billing.queries.plans import Planned
from webapp.billing.queries.registry import Row
from webapp.contracts.models import Account, Contract, Owner
from webapp.parties.models import Contact, Party
from webapp.parties.queries import names

BATCH = 2000
type Ids = dict[Any, int]


def ensure_accounts(*, planned: Sequence[Planned]) -> dict[str, int]:
    """Make the accounts that are not there yet.

    Add new contacts to all. Return account ids by number.
    """
    known = {item.row.account: item.account_id for item in planned if item.account_id is not None}
    firsts = {item.row.account: item for item in reversed(planned) if item.account_id is None}
    if firsts:
        accounts = _accounts(firsts)
    else:
        accounts = {}
    account_ids = {**known, **accounts}
    _contacts(planned, account_ids)
    houses.keep_codes(planned=planned, account_ids=account_ids)
    return account_ids


def _accounts(firsts: dict[str, Planned]) -> dict[str, int]:
    """Each account is described by its first row.

    It was open since the earliest month the file shows at least.
    """
    premises = houses.ensure_premises(firsts=firsts)
    parties = _parties(firsts)
    contracts = _contracts(firsts, parties)
    accounts = [
        Account(
            number=number,
            party_id=parties[number],
            premises_id=premises[number],
            contract_id=contracts.get((item.supplier_id, item.row.contract_number)),
            supplier_id=item.supplier_id,
            opened_on=item.row.contract_date or item.row.period,
            restriction_possible=item.row.restriction_possible,
            never_cut=item.row.never_cut,
        )
        for number, item in firsts.items()
    ]
    made = Account.objects.bulk_create(accounts, batch_size=BATCH)
    _rights(made, firsts)
    return {account.number: account.pk for account in made}


def _rights(accounts: Iterable[Account], firsts: dict[str, Planned]) -> None:
    """Write why the customers of new accounts pay, where the file tells."""
    told = [(account, firsts[account.number].row) for account in accounts]
    rights = [_right(account, row) for account, row in told if row.right and row.right_since]
    Owner.objects.bulk_create(rights, batch_size=BATCH)


def _right(account: Account, row: Row) -> Owner:
    assert row.right_since  # reading refuses a right without its day
    return Owner(
        account=account,
        party_id=account.party_id,
        right=row.right,
        share_numerator=row.share.numerator,
        share_denominator=row.share.denominator,
        starts_on=row.right_since,
        proof=row.right_proof,
    )


def _parties(firsts: dict[str, Planned]) -> Ids:
    """Two accounts are of one party only when the ИНН is the same.

    Equal names may be different people.
    """
    fresh = {
        item.customer.identity: _party(item)
        for item in reversed(list(firsts.values()))
        if item.customer.party_id is None
    }
    Party.objects.bulk_create(fresh.values(), batch_size=BATCH)
    return {
        number: item.customer.party_id or fresh[item.customer.identity].pk
        for number, item in firsts.items()
    }


def _party(item: Planned) -> Party:
    row = item.row
    requisites_of = {"inn": row.inn, "kpp": item.customer.kpp, "ogrn": row.ogrn}
    party = Party(
        kind=row.kind,
        name=row.name,
        birth_date=row.birth_date,
        residence=row.residence,
        **requisites_of,
    )
    if row.kind.is_natural_person:
        parts = names.person_name(row.name)
        party.last_name, party.first_name, party.patronymic = (
            parts.last_name,
            parts.first_name,
            parts.patronymic,
        )
    return party


def _contacts(planned: Sequence[Planned], account_ids: dict[str, int]) -> None:
    party_of = dict(
        Account.objects.filter(id__in=set(account_ids.values())).values_list("number", "party_id")
    )
    contacts = {
        (party_of[item.row.account], kind, value): item.row.contractual
        for item in planned
        for kind, values in (
            (Contact.Kind.EMAIL, item.row.emails),
            (Contact.Kind.PHONE, item.row.phones),
        )
        for value in values
    }
    rows = [
        Contact(
            party_id=party_id,
            kind=kind,
            value=value,
            is_contractual=is_contractual,
        )
        for (party_id, kind, value), is_contractual in contacts.items()
    ]
    Contact.objects.bulk_create(
        rows,
        batch_size=BATCH,
        ignore_conflicts=True,
    )


def _contracts(firsts: dict[str, Planned], parties: Ids) -> Ids:
    wanted = {
        (item.supplier_id, item.row.contract_number): item
        for item in reversed(list(firsts.values()))
        if item.row.contract_number
    }

    def make(key: tuple[int, str]) -> Contract:
        row = wanted[key].row
        assert row.contract_date  # reading refuses a number without a date
        return Contract(
            supplier_id=key[0],
            number=key[1],
            party_id=parties[row.account],
            signed_on=row.contract_date,
        )

    existing = Contract.objects.filter(number__in={number for _supplier, number in wanted})
    return _ensure(
        wanted=wanted,
        existing=existing,
        key=lambda contract: (contract.supplier_id, contract.number),
        make=make,
    )


def _ensure[M: Model](
    *,
    wanted: Iterable[Any],
    existing: Iterable[M],
    key: Callable[[M], Any],
    make: Callable[[Any], M],
) -> Ids:
    """Return ids by key, making what is not there, in one order for everybody.

    Two loads never wait for each other.
    """
    ids: Ids = {key(thing): thing.pk for thing in existing}
    fresh = [make(one) for one in sorted(set(wanted) - ids.keys())]
    if fresh:
        type(fresh[0])._default_manager.bulk_create(fresh, batch_size=BATCH)
    return {**ids, **{key(thing): thing.pk for thing in fresh}}
