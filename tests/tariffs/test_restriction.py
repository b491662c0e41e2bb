"""What may be cut off for a debt, and by which act."""

from datetime import date
from decimal import Decimal

import pytest

from tariffs import restriction
from tariffs.inputs import UnableToCalculate
from tariffs.parameters import NotInForce

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
            service="electricity", debtor="citizen", in_apartment_building=True, on=date(2010, 1, 1)
        )


@pytest.mark.parametrize(("debtor", "least"), [("citizen", 3000), ("business", 0)])
def test_a_citizen_must_owe_more_than_two_monthly_charges_and_business_anything(
    debtor: str, least: int
) -> None:
    assert restriction.least_debt(debtor=debtor, monthly=Decimal(1500), on=DAY) == least
