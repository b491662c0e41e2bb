"""What a crew finds and brings back."""

from datetime import date
from decimal import Decimal

import pytest

from tests import factories
from webapp.audit.models import Entry
from webapp.contracts import operations as contracts
from webapp.contracts.models import Account
from webapp.metering import operations, queries
from webapp.metering.models import Meter, Reading

pytestmark = pytest.mark.django_db
TODAY = factories.TODAY


def test_a_crew_finds_the_meters_that_hang_there_on_the_day() -> None:
    account = factories.create_account()
    meter = factories.create_meter(account=account)
    factories.create_meter(account=account, removed_on=date(2026, 1, 1))

    assert list(queries.meters_in_place(account_id=account.pk, on=TODAY)) == [meter]


def test_a_reading_is_written_with_its_source_and_in_the_journal() -> None:
    meter = factories.create_meter(account=factories.create_account())

    reading = operations.record_reading(meter_id=meter.pk, read_on=TODAY, value=Decimal("123.5"), source=Reading.Source.CREW, by=None)

    assert reading.value == Decimal("123.5")
    assert Entry.objects.get(name="metering.reading.recorded").subject == f"account:{meter.account_id}"


@pytest.mark.parametrize("value", ["1000000", "-1"])
def test_a_reading_the_meter_cannot_show_is_refused(value: str) -> None:
    meter = factories.create_meter(account=factories.create_account())

    with pytest.raises(operations.UnableToRecordReading):
        operations.record_reading(meter_id=meter.pk, read_on=TODAY, value=Decimal(value), source=Reading.Source.CREW, by=None)


def test_a_day_has_one_reading_of_a_source() -> None:
    meter = factories.create_meter(account=factories.create_account())
    operations.record_reading(meter_id=meter.pk, read_on=TODAY, value=Decimal(1), source=Reading.Source.CREW, by=None)

    with pytest.raises(operations.UnableToRecordReading):
        operations.record_reading(meter_id=meter.pk, read_on=TODAY, value=Decimal(2), source=Reading.Source.CREW, by=None)


def test_a_new_seal_leaves_the_former_in_the_history() -> None:
    meter = factories.create_meter(account=factories.create_account(), seal="П-1")

    for _time in range(2):
        operations.set_seal(meter_id=meter.pk, seal="П-2", ground="Акт 7", by=None)

    assert [event.seal for event in Meter.pgh_event_model.objects.all()] == ["П-1"]
    assert Entry.objects.filter(name="metering.seal.set").count() == 1


def test_a_disconnection_is_noted_once() -> None:
    account = factories.create_account()

    first, second = (contracts.mark_disconnected(account_id=account.pk, is_disconnected=True, ground="Акт 7") for _time in range(2))

    assert (first, second) == (True, False)
    assert Account.objects.get(id=account.pk).is_disconnected
    assert Entry.objects.filter(name="contracts.account.disconnected").count() == 1


def test_what_may_never_be_cut_is_marked_in_the_journal() -> None:
    account = factories.create_account()
    by = factories.create_staff()

    contracts.mark_restriction(account_id=account.pk, possible=True, never_cut=True, ground="Больница", by=by)

    assert Entry.objects.get(name="contracts.account.restriction-marked").ground == "Больница"
