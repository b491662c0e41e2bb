"""A debt goes by the most particular scheme that is for it, and the sweep begins when it is told."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from tests import factories
from tests.recovery.living import START, prepare
from webapp.audit.models import Entry
from webapp.contracts.models import Account, Service, Supplier
from webapp.premises.models import District
from webapp.processes.models import Case
from webapp.recovery.models import Scheme, SweepPlan
from webapp.recovery.operations import opening, schemes, sweep
from webapp.recovery.operations.schemes import Customers
from webapp.recovery.queries import claimable
from webapp.recovery.queries import schemes as known_schemes
from webapp.staff.models import Role, User
from workflows.interfaces.clock import MOSCOW

pytestmark = pytest.mark.django_db

ANYBODY = ("PERSON",)


@pytest.fixture
def boss() -> User:
    prepare()
    return factories.create_staff(role=Role.HEAD_OF_LEGAL)


@pytest.fixture
def usual(boss: User) -> Scheme:
    return Scheme.objects.get(code="persons")


def another(usual: Scheme, boss: User, name: str, **named: Any) -> Scheme:
    """Make a scheme like the usual one and say whom it is for; it is not switched on."""
    made = schemes.copy(scheme_id=usual.pk, name=name, by=boss)
    aim(made, boss, **named)
    return made


def aim(
    scheme: Scheme,
    boss: User,
    *,
    kinds: Sequence[str] = ANYBODY,
    supplier: Sequence[Supplier] = (),
    service: Sequence[Service] = (),
    district: Sequence[District] = (),
) -> None:
    customers = Customers(kinds=kinds, supplier=supplier, service=service, district=district)
    schemes.aim(scheme_id=scheme.pk, customers=customers, reason="Новый порядок", by=boss)


def switch_on(scheme: Scheme, boss: User) -> None:
    schemes.set_active(scheme_id=scheme.pk, is_active=True, reason="С понедельника", by=boss)


def demand(scheme: Scheme, boss: User, **criteria: Any) -> None:
    known = known_schemes.newest_version(scheme_id=scheme.pk)
    asked = replace(known_schemes.scheme_of_version(known.pk), **criteria)
    schemes.save_version(scheme_id=scheme.pk, definition=asked, note="Иначе", by=boss)


def taken() -> dict[Account | None, Scheme]:
    found = Case.objects.select_related("account", "recovery__scheme_version__scheme")
    return {case.account: case.recovery.scheme_version.scheme for case in found}


def test_the_scheme_of_a_supplier_a_service_or_a_district_comes_before_the_usual_one(
    usual: Scheme, boss: User
) -> None:
    heat = factories.create_service(code="heat", name="Отопление")
    here = factories.create_debtor(months=3, today=START, district=factories.create_district())
    elsewhere = factories.create_debtor(
        months=3, today=START, district=District.objects.create(code="far", name="Дальний")
    )
    warm = factories.create_account(district=elsewhere.premises.building.street.district)
    for month in (11, 12):
        period = START.replace(year=2025, month=month, day=1)
        factories.create_charge(account=warm, period=period, service=heat)
    far = another(usual, boss, "Дальний", district=[elsewhere.premises.building.street.district])
    hot = another(
        usual,
        boss,
        "Тепло Дальнего",
        district=[elsewhere.premises.building.street.district],
        service=[heat],
    )
    for scheme in (far, hot):
        switch_on(scheme, boss)

    sweep.sweep(today=START)

    assert taken() == {here: usual, elsewhere: far, warm: hot}


def test_a_debt_for_other_services_too_goes_by_the_usual_scheme(usual: Scheme, boss: User) -> None:
    heat = factories.create_service(code="heat", name="Отопление")
    both = factories.create_debtor(months=3, today=START)
    for month in (11, 12):
        period = START.replace(year=2025, month=month, day=1)
        factories.create_charge(account=both, period=period, service=heat)
    switch_on(another(usual, boss, "Тепло", service=[heat]), boss)

    sweep.sweep(today=START)

    assert taken() == {both: usual}


def test_a_start_by_hand_chooses_for_each_debt_by_its_sum(usual: Scheme, boss: User) -> None:
    large, small = (
        factories.create_debtor(months=3, monthly=monthly, today=START)
        for monthly in (Decimal(40_000), Decimal(900))
    )
    dear = schemes.copy(scheme_id=usual.pk, name="Крупные", by=boss)
    demand(dear, boss, min_debt=Decimal(100_000))
    switch_on(dear, boss)

    accounts = [large.pk, small.pk]
    foreseen = claimable.preview(account_ids=accounts, on=START)
    opening.open_cases(account_ids=accounts, by=boss, today=START)

    assert (foreseen.cases, foreseen.debt) == (2, Decimal(122_700))
    assert taken() == {large: dear, small: usual}


def test_equally_particular_schemes_refuse_to_work_together_and_name_each_other(
    usual: Scheme, boss: User
) -> None:
    here = factories.create_district()
    first = another(usual, boss, "Район, раз", district=[here])
    second = another(usual, boss, "Поставщик", supplier=[factories.create_supplier()])
    switch_on(first, boss)

    with pytest.raises(schemes.UnableToSave, match="«Поставщик» и «Район, раз» равно точны"):
        switch_on(second, boss)
    demand(second, boss, min_periods=3)
    switch_on(second, boss)
    with pytest.raises(schemes.UnableToSave, match="«Район, раз» и «Поставщик» равно точны"):
        demand(first, boss, min_periods=3)
    demand(usual, boss, min_periods=3)
    with pytest.raises(schemes.UnableToSave, match="«Поставщик» и «Граждане» равно точны"):
        aim(second, boss)


def test_a_debt_waits_while_its_own_scheme_is_stopped(usual: Scheme, boss: User) -> None:
    here = factories.create_debtor(months=3, today=START)
    own = another(usual, boss, "Район", district=[here.premises.building.street.district])
    switch_on(own, boss)
    schemes.stop(scheme_id=own.pk, reason="Жалоба", by=boss)

    swept = sweep.sweep(today=START)
    by_hand = opening.open_cases(account_ids=[here.pk], by=boss, today=START)

    assert (swept.count, by_hand.count) == (0, 0)
    schemes.stop(scheme_id=own.pk, reason="", by=boss)
    sweep.sweep(today=START)
    assert taken() == {here: own}


def test_other_customers_make_another_version_that_the_law_allows_for_them(
    usual: Scheme, boss: User
) -> None:
    business = Scheme.objects.get(code="organizations")

    with pytest.raises(schemes.UnableToSave, match="не меньше 20"):
        aim(business, boss, kinds=("ORGANIZATION", "PERSON"))
    aim(business, boss, kinds=("ORGANIZATION",))

    newest = known_schemes.newest_version(scheme_id=business.pk)
    assert (newest.number, newest.definition["party_kinds"]) == (2, ["ORGANIZATION"])
    entry = Entry.objects.get(name="recovery.scheme.aimed")
    told = {"kinds": ["ORGANIZATION"], "of_supplier": [], "of_service": [], "of_district": []}
    assert (entry.ground, entry.details) == ("Новый порядок", told)


def at(hour: int) -> datetime:
    """Return an hour of tomorrow: the plan was made today."""
    day = timezone.now().astimezone(MOSCOW) + timedelta(days=1)
    return day.replace(hour=hour, minute=0, second=5)


def test_the_sweep_begins_at_the_chosen_hour_and_once_a_night(usual: Scheme, boss: User) -> None:
    factories.create_debtor(months=3, today=START)
    sweep.choose_hour(hour=4, by=boss)

    early = sweep.nightly(now=at(3), today=START)
    in_time = sweep.nightly(now=at(4), today=START)
    SweepPlan.objects.update(swept_at=at(4))
    again = sweep.is_due(sweep.plan(), now=at(5))

    assert (early.count, in_time.count, again) == (0, 1, False)
    assert sweep.is_due(sweep.plan(), now=at(4) + timedelta(days=1))


def test_a_missed_sweep_is_made_up_for_and_a_new_hour_begins_with_the_next_night(
    usual: Scheme, boss: User
) -> None:
    sweep.choose_hour(hour=4, by=boss)
    assert sweep.is_due(sweep.plan(), now=at(9)), "nothing was running at four"

    SweepPlan.objects.update(chosen_at=at(10))
    assert not sweep.is_due(sweep.plan(), now=at(11)), "the hour was chosen when it was over"
