"""Each kind of debtor has its own scale: a homeowners' association is not a managing company."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests import factories
from webapp.recovery.queries import accrued
from webapp.recovery.queries.claims import ClaimedCharge

DUE = date(2026, 9, 15)


@pytest.mark.parametrize(
    ("kind", "days", "penalty"),
    [
        ("MANAGING_COMPANY", 30, "9500.00"),
        ("HOA", 30, "0.00"),
        ("HOA", 60, "9500.00"),
        # fourteen percent: the cap is for housing
        ("ORGANIZATION", 30, "32307.69"),
    ],
)
@pytest.mark.django_db
def test_a_million_of_heat_costs_what_the_debtor_s_own_scale_says(
    kind: str, days: int, penalty: str
) -> None:
    party = factories.create_organization(kind=kind)
    heat = ClaimedCharge(
        1,
        "900",
        "Теплоснабжение",
        "heat",
        DUE.replace(month=8, day=1),
        DUE,
        Decimal(1_000_000),
        Decimal(0),
        (),
    )

    found = accrued.penalty_of(
        charges=(heat,),
        debtor=accrued.debtor_for_penalty(party, None),
        as_of=DUE + timedelta(days=days),
    )

    assert found["heat"].total == Decimal(penalty)


@pytest.mark.parametrize(("code", "law"), [("hot_water", "heat"), ("wastewater", "water")])
@pytest.mark.django_db
def test_hot_water_costs_what_heat_does_and_wastewater_what_water_does(code: str, law: str) -> None:
    owed = (DUE.replace(month=8, day=1), DUE, Decimal(1_000_000), Decimal(0), ())
    charges = (ClaimedCharge(1, "900", "А", code, *owed), ClaimedCharge(2, "900", "Б", law, *owed))

    found = accrued.penalty_of(charges=charges, debtor="hoa", as_of=DUE + timedelta(days=60))

    assert found[code].total == found[law].total > 0
