"""What a crew finds and brings back."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from webapp.audit import operations as audit
from webapp.audit.models import Entry
from webapp.contracts import operations as contracts
from webapp.contracts.models import Account
from webapp.metering import operations
from webapp.metering.models import Meter, Reading
from webapp.staff.models import Role

pytestmark = pytest.mark.django_db
TODAY = factories.TODAY


def test_a_reading_is_written_with_its_source_and_in_the_journal() -> None:
    meter = factories.create_meter(account=factories.create_account())

    reading = operations.record_reading(
        meter_id=meter.pk,
        read_on=TODAY,
        value=Decimal("123.5"),
        source=Reading.Source.CREW,
        by=None,
    )

    assert reading.value == Decimal("123.5")
    assert (
        Entry.objects.get(name="metering.reading.recorded").subject == f"account:{meter.account_id}"
    )


@pytest.mark.parametrize("value", ["1000000", "-1"])
def test_a_reading_the_meter_cannot_show_is_refused(value: str) -> None:
    meter = factories.create_meter(account=factories.create_account())

    with pytest.raises(operations.UnableToRecordReading):
        operations.record_reading(
            meter_id=meter.pk,
            read_on=TODAY,
            value=Decimal(value),
            source=Reading.Source.CREW,
            by=None,
        )


def test_a_day_has_one_reading_of_a_source() -> None:
    meter = factories.create_meter(account=factories.create_account())
    operations.record_reading(
        meter_id=meter.pk, read_on=TODAY, value=Decimal(1), source=Reading.Source.CREW, by=None
    )

    with pytest.raises(operations.UnableToRecordReading):
        operations.record_reading(
            meter_id=meter.pk, read_on=TODAY, value=Decimal(2), source=Reading.Source.CREW, by=None
        )


def test_a_new_seal_leaves_the_former_in_the_history() -> None:
    meter = factories.create_meter(account=factories.create_account(), seal="П-1")

    for _time in range(2):
        operations.set_seal(meter_id=meter.pk, seal="П-2", ground="Акт 7", by=None)

    assert [event.seal for event in Meter.pgh_event_model.objects.all()] == ["П-1"]
    assert Entry.objects.filter(name="metering.seal.set").count() == 1


def test_a_disconnection_is_noted_once() -> None:
    account = factories.create_account()

    first, second = (
        contracts.mark_disconnected(account_id=account.pk, is_disconnected=True, ground="Акт 7")
        for _time in range(2)
    )

    assert (first, second) == (True, False)
    assert Account.objects.get(id=account.pk).is_disconnected
    assert Entry.objects.filter(name="contracts.account.disconnected").count() == 1


def test_what_may_never_be_cut_is_marked_in_the_journal() -> None:
    account = factories.create_account()
    by = factories.create_staff()

    contracts.mark_restriction(
        account_id=account.pk, possible=True, never_cut=True, ground="Больница", by=by
    )

    assert Entry.objects.get(name="contracts.account.restriction-marked").ground == "Больница"


class TestOnTheFormOfAMeter:
    """A clerk's reading is checked and kept as a crew's is."""

    @pytest.fixture
    def meter(self, client: Client) -> Meter:
        client.force_login(factories.create_staff(role=Role.ADMINISTRATOR))
        return factories.create_meter(account=factories.create_account())

    def post(
        self,
        client: Client,
        meter: Meter,
        *readings: dict[str, object],
        initial: int = 0,
        **fields: object,
    ) -> str:
        counts = {
            f"{prefix}-{name}_FORMS": 0
            for prefix in ("readings", "events")
            for name in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")
        }
        counts |= {
            "readings-TOTAL_FORMS": len(readings),
            "readings-INITIAL_FORMS": initial,
            "readings-MAX_NUM_FORMS": 9,
        }
        cells = {
            f"readings-{number}-{name}": value
            for number, reading in enumerate(readings)
            for name, value in reading.items()
        }
        kept = {
            name: getattr(meter, name)
            for name in ("number", "model", "digits", "seal", "installed_on")
        }
        links = {"account": meter.account_id, "service": meter.service_id}
        address = reverse("admin:metering_meter_change", args=[meter.pk])
        return client.post(
            address, {**kept, **links, **counts, **cells, **fields}, follow=True
        ).content.decode()

    def test_a_reading_is_written_with_its_deed(self, client: Client, meter: Meter) -> None:
        self.post(client, meter, {"read_on": "2026-11-01", "value": "123.5", "source": "CUSTOMER"})

        assert Reading.objects.get().value == Decimal("123.5")
        assert Entry.objects.get().name == "metering.reading.recorded"

    def test_a_reading_the_meter_cannot_show_is_refused(self, client: Client, meter: Meter) -> None:
        page = self.post(
            client, meter, {"read_on": "2026-11-01", "value": "1000000", "source": "CUSTOMER"}
        )

        assert "проверьте показание" in page
        assert not Reading.objects.exists()

    def test_a_reading_is_neither_changed_nor_deleted(self, client: Client, meter: Meter) -> None:
        reading = Reading.objects.create(meter=meter, read_on=TODAY, value=5, source="CREW")
        posted = {
            "id": reading.pk,
            "meter": meter.pk,
            "read_on": "2026-11-01",
            "value": "7",
            "source": "CREW",
            "DELETE": "on",
        }

        self.post(client, meter, posted, initial=1)

        assert Reading.objects.get().value == 5

    def test_a_reading_of_a_closed_period_is_refused_in_words(
        self, client: Client, meter: Meter
    ) -> None:
        audit.move_lock_date(
            closed_before=date(2026, 11, 1), by=factories.create_staff(role=Role.ADMINISTRATOR)
        )

        page = self.post(
            client, meter, {"read_on": "2026-10-31", "value": "1", "source": "CUSTOMER"}
        )

        assert "в закрытом периоде" in page
        assert not Reading.objects.exists()

    def test_a_meter_removed_before_it_was_installed_is_refused(
        self, client: Client, meter: Meter
    ) -> None:
        assert "не может быть снят раньше" in self.post(client, meter, removed_on="2020-01-01")

    def test_a_new_seal_is_in_the_journal(self, client: Client, meter: Meter) -> None:
        self.post(client, meter, seal="П-77")

        assert Entry.objects.get(
            name="metering.meter.changed", subject=f"meter:{meter.pk}"
        ).details == {"fields": ["seal"]}

    def test_a_form_that_was_open_while_a_crew_sealed_is_refused_until_it_is_opened_again(
        self, client: Client, meter: Meter
    ) -> None:
        address = reverse("admin:metering_meter_change", args=[meter.pk])
        seen = client.get(address).context["seen_version"]
        operations.set_seal(meter_id=meter.pk, seal="П-2", ground="Акт 7", by=None)

        page = self.post(client, meter, model="СЕ 101", seen_version=seen)

        meter.refresh_from_db()
        assert "Тем временем запись изменил кто-то другой" in page
        assert (meter.seal, meter.model) == ("П-2", "Меркурий 201")
        assert f'name="seen_version" value="{seen}"' in page
        self.post(
            client, meter, model="СЕ 101", seen_version=client.get(address).context["seen_version"]
        )
        meter.refresh_from_db()
        assert (meter.seal, meter.model) == ("П-2", "СЕ 101")
