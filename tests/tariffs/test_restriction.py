"""What may be cut off for a debt, and by which act."""

import math
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tariffs import restriction
from tariffs.inputs import UnableToCalculate
from tariffs.parameters import NotInForce
from tests.tariffs import reference
from tests.tariffs.readings import read_twice

DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("debtor", "service", "in_apartment_building", "act"),
    [
        pytest.param("citizen", "electricity", True, "№ 354", id="ПП 354 п. 117-119"),
        pytest.param("citizen", "water", False, "№ 354", id="ПП 354 п. 119: cold water of a house"),
        pytest.param(
            "citizen", "hot_water", True, "№ 354", id="ПП 354 п. 119: hot water of a flat"
        ),
        pytest.param("citizen", "wastewater", True, "№ 354", id="ПП 354 п. 119: wastewater"),
        pytest.param("business", "hot_water", False, "№ 416-ФЗ", id="416-ФЗ ст. 21: hot water"),
        pytest.param("business", "wastewater", False, "№ 416-ФЗ", id="416-ФЗ ст. 21: wastewater"),
        pytest.param("business", "electricity", True, "№ 442", id="ПП 442 п. 2"),
        pytest.param("business", "heat", False, "№ 190-ФЗ", id="190-ФЗ ст. 22"),
        pytest.param("business", "water", True, "№ 416-ФЗ", id="416-ФЗ ст. 21"),
    ],
)
def test_a_service_is_restricted_on_the_ground_of_its_own_law(
    debtor, service, in_apartment_building, act
):
    found = restriction.ground(
        service=service, debtor=debtor, in_apartment_building=in_apartment_building, on=DAY
    )

    assert act in found.act
    assert found.resumption


@pytest.mark.parametrize(
    ("debtor", "service", "in_apartment_building"),
    [
        pytest.param("citizen", "heat", True, id="ПП 354 п. 119: heating of a flat"),
        pytest.param("citizen", "heat", False, id="ПП 354 п. 119: heating of a house"),
        pytest.param(
            "citizen", "water", True, id="ПП 354 п. 119: cold water in an apartment building"
        ),
        pytest.param("citizen", "waste", False, id="89-ФЗ ст. 24.7: citizens"),
        pytest.param("business", "waste", False, id="89-ФЗ ст. 24.7: business"),
        pytest.param("business", "heat", True, id="one heating system for the whole building"),
        pytest.param("manager", "electricity", True, id="ПП 354 п. 122: residents who have paid"),
    ],
)
def test_what_the_law_protects_is_never_restricted(debtor, service, in_apartment_building):
    assert (
        restriction.ground(
            service=service, debtor=debtor, in_apartment_building=in_apartment_building, on=DAY
        )
        is None
    )


def test_an_unknown_service_or_debtor_is_refused():
    with pytest.raises(UnableToCalculate, match="service"):
        restriction.ground(service="gas", debtor="citizen", in_apartment_building=True, on=DAY)
    with pytest.raises(UnableToCalculate, match="debtor"):
        restriction.ground(service="heat", debtor="hoa", in_apartment_building=True, on=DAY)


def test_nothing_is_known_before_the_act():
    with pytest.raises(NotInForce):
        restriction.ground(
            service="electricity",
            debtor="citizen",
            in_apartment_building=True,
            on=date(2012, 8, 31),
        )


def test_business_reads_by_which_paragraphs_its_electricity_is_cut_and_comes_back():
    found = restriction.ground(
        service="electricity", debtor="business", in_apartment_building=True, on=DAY
    )

    assert found.act.startswith("подпункт «б» пункта 2 Правил")
    assert found.resumption.startswith("пункт 19 Правил")


def months(*debts: int, charged: int = 1000) -> list[restriction.Month]:
    return [restriction.Month(Decimal(charged), Decimal(debt)) for debt in debts]


@pytest.mark.parametrize(
    ("service", "owed", "is_enough"),
    [
        pytest.param("electricity", months(1), True, id="PP 442 p. 2 b: anything"),
        pytest.param("electricity", months(0), False, id="PP 442 p. 2 b: nothing owed"),
        pytest.param("heat", months(1000), False, id="PP 808 p. 92: one period is not more"),
        pytest.param("heat", months(1000, 1), True, id="PP 808 p. 92: a rouble more"),
        pytest.param("water", months(1000), False, id="416-FZ 21 (3): one period"),
        pytest.param("water", months(1000, 0), False, id="416-FZ 21 (3): one unpaid of two"),
        pytest.param("water", months(1000, 900), True, id="416-FZ 21 (3): two periods"),
        pytest.param("hot_water", months(1000), False, id="416-FZ 21 (3): hot water, one"),
        pytest.param("hot_water", months(1, 1), True, id="416-FZ 21 (3): hot water, two"),
        pytest.param("wastewater", months(5000), False, id="416-FZ 21 (3): wastewater, one"),
        pytest.param("wastewater", months(1, 1, 1), True, id="416-FZ 21 (3): wastewater, more"),
    ],
)
def test_each_resource_of_business_has_its_own_threshold(
    service: str, owed: list[restriction.Month], is_enough: bool
) -> None:
    assert restriction.is_enough_of_business(service=service, months=owed, on=DAY) is is_enough


@read_twice(100)
@given(
    norm=st.decimals(0, 500, places=4),
    persons=st.integers(0, 12),
    tariff=st.decimals(0, 300, places=4),
    owed=st.decimals(0, 100_000, places=2),
)
def test_two_monthly_charges_by_the_norm_read_slowly_are_the_same(
    norm: Decimal, persons: int, tariff: Decimal, owed: Decimal
) -> None:
    """ПП 354 п. 118 read again: one person after the other, in fractions of ten-thousandths."""
    month = Fraction(0)
    for _person in range(persons):
        month += Fraction(norm) * Fraction(tariff)
    kopecks = math.floor(month * 100 + Fraction(1, 2))

    monthly = restriction.by_norm(norm=norm, persons=persons, tariff=tariff)
    is_enough = restriction.is_enough_of_citizen(owed=owed, monthly=monthly, on=DAY)

    assert int(monthly * 100) == kopecks
    assert is_enough == (int(owed * 100) > kopecks + kopecks)


@read_twice(100)
@given(
    service=st.sampled_from(["electricity", "heat", "water", "hot_water", "wastewater"]),
    owed=st.lists(st.tuples(st.integers(0, 300_000), st.integers(0, 300_000)), max_size=6),
)
def test_what_business_owes_read_slowly_is_enough_in_the_same_cases(
    service: str, owed: list[tuple[int, int]]
) -> None:
    rows = [(max(charged, unpaid), unpaid) for charged, unpaid in owed]
    claimed = [
        restriction.Month(Decimal(charged).scaleb(-2), Decimal(unpaid).scaleb(-2))
        for charged, unpaid in rows
    ]

    found = restriction.is_enough_of_business(service=service, months=claimed, on=DAY)

    assert found is reference.may_restrict_business(service, rows)
