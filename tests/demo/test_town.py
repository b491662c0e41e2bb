"""The town: the same for a seed, lawful in its identifiers, with the debtors it was asked for."""

from collections import Counter
from decimal import Decimal

import phonenumbers
import pytest
from stdnum.ru import inn, ogrn

from webapp.demo import people, town


@pytest.fixture(scope="module")
def small_town() -> town.Town:
    return town.build(seed=7)


def owed_overdue(lines: list[town.Line]) -> Decimal:
    return sum(
        (
            charge.amount - charge.paid
            for line in lines
            for charge in line.charges
            if charge.due < town.START
        ),
        Decimal(0),
    )


def unpaid_periods(lines: list[town.Line]) -> int:
    return len(
        {
            charge.period
            for line in lines
            for charge in line.charges
            if charge.paid < charge.amount and charge.due < town.START
        }
    )


def test_the_same_seed_builds_the_same_town() -> None:
    assert town.build(seed=7, accounts=150) == town.build(seed=7, accounts=150)


def test_another_seed_builds_another_town() -> None:
    assert town.build(seed=7, accounts=150) != town.build(seed=8, accounts=150)


def test_the_town_has_as_many_accounts_as_asked(small_town: town.Town) -> None:
    assert len({line.account for line in small_town.lines}) == 1500


def test_most_customers_are_persons(small_town: town.Town) -> None:
    kinds = Counter(line.customer.kind for line in small_town.lines)

    assert kinds[people.PERSON] / 1500 == pytest.approx(0.88, abs=0.01)
    assert {people.SOLE_TRADER, people.ORGANIZATION, people.MANAGING_COMPANY, people.HOA} < set(
        kinds
    )


def test_every_debtor_owes_for_two_overdue_months_and_two_thousand(small_town: town.Town) -> None:
    debtors = small_town.debtors()

    assert len(debtors) == 310
    assert min(owed_overdue(lines) for lines in debtors.values()) >= 2000
    assert min(unpaid_periods(lines) for lines in debtors.values()) >= 2


def test_nobody_else_owes_for_two_overdue_months(small_town: town.Town) -> None:
    others = [line for line in small_town.lines if not line.is_debtor]

    assert max(unpaid_periods([line]) for line in others) < 2


def test_a_contract_is_wholly_a_debtor_or_not_at_all(small_town: town.Town) -> None:
    answers: dict[str, set[bool]] = {}
    for line in small_town.lines:
        answers.setdefault(line.scope, set()).add(line.is_debtor)

    assert all(len(found) == 1 for found in answers.values())


def test_identifiers_have_right_check_digits(small_town: town.Town) -> None:
    customers = [line.customer for line in small_town.lines]

    assert all(inn.is_valid(customer.inn) for customer in customers if customer.inn)
    assert all(ogrn.is_valid(customer.ogrn) for customer in customers if customer.ogrn)


def test_phones_look_like_real_ones(small_town: town.Town) -> None:
    phones = [line.customer.phone for line in small_town.lines if line.customer.phone]

    assert all(phonenumbers.is_valid_number(phonenumbers.parse(phone)) for phone in phones)


def test_some_can_be_reached_by_both_some_by_phone_only_some_by_nothing(
    small_town: town.Town,
) -> None:
    reached = Counter(
        (bool(line.customer.email), bool(line.customer.phone))
        for line in small_town.lines
        if line.is_debtor
    )

    assert len(reached) == 4
    assert any(
        line.customer.phone.endswith(people.TROUBLED_ENDS)
        for line in small_town.lines
        if line.is_debtor
    )
    assert any(
        line.customer.email.startswith("nobody") for line in small_town.lines if line.is_debtor
    )


def test_the_hospital_owes_and_is_never_cut(small_town: town.Town) -> None:
    never_cut = [line for line in small_town.lines if line.never_cut]

    assert [line.is_debtor for line in never_cut] == [True]
    assert not never_cut[0].restriction_possible


def test_patronymics_agree_with_surnames() -> None:
    population = people.Population(rng=town.Random(3))
    women = [
        person
        for person in (population.person() for _ in range(300))
        if person.patronymic.endswith("на")
    ]

    assert women
    assert all(woman.last_name.endswith(("а", "ых", "их")) for woman in women)
