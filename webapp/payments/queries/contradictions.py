"""What a payer writes that speaks against an account, whatever number he names. Pure."""

from collections.abc import Iterable, Sequence

from webapp.payments.queries import (
    charged,
    lettering,
    months,
    names,
    people,
    places,
    services,
    signs,
    surnames,
)
from webapp.payments.queries.directory import (
    Clues,
    Directory,
    KnownAccount,
    name_spellings,
)
from webapp.payments.queries.grounds import Why
from webapp.payments.queries.names import Person
from webapp.payments.queries.places import Place


def of(clue: Clues, accounts: Sequence[KnownAccount], *, among: Directory) -> bool:
    """Say whether the purpose names another place than that of every one of these accounts.

    The address of another account of ours speaks against, and so does a flat that is called so.
    The payer's name alone does not: people pay for relatives. It does where the numbers of that
    person's own house and flat stand in the purpose.
    """
    spoken = places.corrected(places.words(clue.purpose), among.streets.words)
    if any(places.is_named(account.place, spoken) for account in accounts):
        return False
    known = [account.place for account in accounts]
    if among.at(clue.purpose) or _is_another_flat(clue, known):
        return True
    if _is_another_home(clue, known):
        return True
    return any(
        places.are_numbers_named(holder.place, spoken)
        for holder in _holders(clue, among)
        if not _have_numbers(accounts, holder)
    )


def is_elsewhere(clue: Clues, accounts: Sequence[KnownAccount], *, among: Directory) -> bool:
    """Say whether the purpose tells of a house that is none of the accounts', or of two places."""
    known = [account.place for account in accounts]
    spoken = places.corrected(places.words(clue.purpose), among.streets.words)
    if any(places.is_named(place, spoken) for place in known):
        return _is_another_beside(clue, known, among)
    return bool(known) and all(places.is_elsewhere(place, clue.purpose) for place in known)


def _is_another_beside(clue: Clues, known: Sequence[Place], among: Directory) -> bool:
    """Say whether another flat, house or address of ours stands beside that of these places."""
    streets = among.streets.words
    spoken = places.corrected(places.words(clue.purpose), streets)
    if places.is_another_house(spoken, known, streets):
        return True
    if _is_another_flat(clue, known):
        return True
    flats = {number for place in known for number in place.flat}
    for place in known:
        if places.is_beside_another(place, clue.purpose, besides=flats):
            return True
    at_all = among.at(clue.purpose)
    return any(_is_further(account.place, known) for account in at_all)


def _is_further(place: Place, known: Sequence[Place]) -> bool:
    """A room's flat stands in the address of the room."""
    return not any(one.numbers[: len(place.numbers)] == place.numbers for one in known)


def is_anothers(clue: Clues, accounts: Sequence[KnownAccount], *, among: Directory) -> bool:
    """Say whether the name in the purpose, or the payer's name and home, are another customer's.

    One digit off is the neighbor's number. Until a person confirms that it is paid from this bank
    account, a payer who has an account at his own address is not believed to mean another's.
    """
    if any(signs.is_said_to_be(clue, account) for account in accounts):
        return False
    is_confirmed = _is_confirmed(clue, accounts, among)
    payer = names.people(clue.payer_name.split("//")[0])
    for _account_id, holder in people.named(clue.purpose, among.people_named.holders):
        if not is_confirmed or not any(one.is_same(holder) for one in payer):
            return True
    if is_another_surname(clue, accounts, among=among):
        return True
    return not is_confirmed and _lives_at_another(clue, accounts, among)


def is_another_surname(clue: Clues, accounts: Sequence[KnownAccount], *, among: Directory) -> bool:
    """Say whether the surname alone of another customer stands in the purpose.

    The holders and their namesakes may stand there, and the payer, unless he is a customer himself:
    he may mean his own account.
    """
    payer, *_address = clue.payer_name.split("//")
    holders = (account.name for account in accounts)
    own = _roots((*among.own_names, *holders))
    payers = _roots([payer])
    for one in surnames.alone(clue.purpose):
        root = names.root(one.last)
        if root in own:
            continue
        namesakes = among.people_named.namesakes.get(root, set())
        if root in payers:
            namesakes = _himself(
                clue,
                accounts,
                namesakes,
                among,
            )
        if any(map(one.is_same, namesakes)):
            return True
    return False


def _himself(
    clue: Clues,
    accounts: Sequence[KnownAccount],
    namesakes: Iterable[Person],
    among: Directory,
) -> set[Person]:
    """Return those of his surname who may be the payer; none when he is known to pay for others."""
    if _is_confirmed(clue, accounts, among):
        return set()
    payer, *_address = clue.payer_name.split("//")
    known_as = names.people(payer)
    found = set()
    for one in namesakes:
        if any(map(one.is_same, known_as)):
            found.add(one)
    return found


def _is_confirmed(clue: Clues, accounts: Sequence[KnownAccount], among: Directory) -> bool:
    confirmed = among.confirmed.get(clue.payer_account, {})
    return any(account.id in confirmed for account in accounts)


def _roots(known: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for name in known:
        words = lettering.words(name)
        found.update(map(names.root, words))
    return found


def _lives_at_another(clue: Clues, accounts: Sequence[KnownAccount], among: Directory) -> bool:
    home = places.words(clue.payer_name)
    known = [account.place for account in accounts]
    return any(
        own.is_open and own.flat and own.place not in known and places.is_named(own.place, home)
        for own in _holders(clue, among)
    )


def of_words(clue: Clues, accounts: Sequence[KnownAccount], *, among: Directory) -> Why | None:
    """Return why the services and months that the purpose names cannot be paid on the accounts."""
    has = among.charged_of(accounts)
    service = services.read(clue.purpose)
    is_unknown = bool(service.codes - among.our_services - has.services)
    if service.foreign or (among.our_services and is_unknown):
        return Why.OTHER_SERVICE
    named = months.read(clue.purpose, paid_on=clue.paid_on)
    if named.unread:
        return Why.MONTHS
    out_of_place = (
        charged.is_out_of_place(month, among=has, paid_on=clue.paid_on) for month in named.months
    )
    return Why.NOT_CHARGED if any(out_of_place) else None


def _is_another_flat(clue: Clues, known: Sequence[Place]) -> bool:
    own = [place for place in known if place.flat]
    if not own:
        return False
    for flat in places.flats(clue.purpose):
        is_own = any(places.is_flat_of(place, flat) for place in own)
        if not is_own:
            return True
    return False


def _is_another_home(clue: Clues, known: Sequence[Place]) -> bool:
    own = [place for place in known if place.flat]
    homes = places.homes(clue.purpose)
    if not own or not homes:
        return False
    return not any(places.is_home_of(place, home) for place in own for home in homes)


def _holders(clue: Clues, among: Directory) -> list[KnownAccount]:
    """Return the accounts of the person who pays."""
    spellings = name_spellings(clue.payer_name)
    return [one for spelling in spellings for one in among.by_name.get(spelling.upper(), ())]


def _have_numbers(accounts: Sequence[KnownAccount], holder: KnownAccount) -> bool:
    return any(account.place.numbers == holder.place.numbers for account in accounts)
