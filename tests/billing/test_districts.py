"""A registry without a district: the street's known one is taken, and of two a person is asked."""

from datetime import date

import pytest

from tests import factories
from tests.billing import registries
from webapp.billing.queries import plans, registry
from webapp.premises.models import District, Street
from webapp.uploads.tables import reading

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 16)


def plan_of(*, district: str) -> plans.Plan:
    anna = (*registries.ANNA[:4], district, *registries.ANNA[5:])
    content = registries.csv(registries.row(of=anna))
    found = reading.read(registry.READER, file_name="dolg.csv", content=content, today=TODAY)
    return plans.plan(found, None, TODAY)


@pytest.fixture(autouse=True)
def supplier() -> None:
    factories.create_supplier()


def street_in(*, code: str, name: str) -> District:
    district = factories.create_district(code=code, name=name)
    Street.objects.create(district=district, settlement="г. Тверь", name="ул. Мира")
    return district


def test_a_missing_district_is_that_of_the_same_street() -> None:
    known = street_in(code="north", name="Северный")

    plan = plan_of(district="")

    assert [planned.district_id for planned in plan.new] == [known.pk]
    assert plan.new_districts == ()


def test_a_street_of_two_districts_is_asked_about_with_their_names() -> None:
    street_in(code="north", name="Северный")
    street_in(code="south", name="Южный")

    plan = plan_of(district="")

    (error,) = plan.errors
    assert "Северный" in error.message and "Южный" in error.message
    assert plan.new == ()


def test_a_named_district_is_taken_though_the_street_is_known_in_another() -> None:
    street_in(code="north", name="Северный")
    south = factories.create_district(code="south", name="Южный")

    plan = plan_of(district="Южный")

    assert [planned.district_id for planned in plan.new] == [south.pk]


def test_a_district_made_of_the_settlement_is_told_before_it_is_made() -> None:
    plan = plan_of(district="")

    assert plan.new_districts == ("г. Тверь",)
