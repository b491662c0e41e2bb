"""What a crew brings back from a meter: a reading and a seal."""

from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from webapp.audit import operations as audit
from webapp.metering.models import Meter, Reading
from webapp.staff import queries as staff
from webapp.staff.models import User


class UnableToRecordReading(Exception):
    """The reading cannot be one of this meter, or the day has one already."""


def check_value(*, meter: Meter, value: Decimal) -> None:
    """Let a value through that a meter can show.

    :raises UnableToRecordReading: when it has more digits than the meter, or is negative
    """
    if not (value.is_finite() and 0 <= value < 10**meter.digits):
        raise UnableToRecordReading(
            _("Meter %(number)s shows %(digits)s digits before the comma: check the reading.")
            % {"number": meter.number, "digits": meter.digits}
        )


@transaction.atomic
def record_reading(
    *, meter_id: int, read_on: date, value: Decimal, source: Reading.Source, by: User | None
) -> Reading:
    """Write what a meter showed.

    :raises UnableToRecordReading: when the meter cannot show it, the same source read it on that
        day, or the day is in a closed period
    """
    meter = Meter.objects.get(id=meter_id)
    check_value(meter=meter, value=value)
    try:
        with transaction.atomic():
            reading = Reading.objects.create(
                meter=meter,
                read_on=read_on,
                value=value,
                source=source,
            )
    except IntegrityError as error:
        raise UnableToRecordReading(_refusal(error, meter)) from error
    details = {"meter": meter_id, "value": str(value), "read_on": read_on.isoformat()}
    audit.record(
        name="metering.reading.recorded",
        subject=f"account:{meter.account_id}",
        actor=by,
        details=details,
    )
    return reading


@transaction.atomic
def withdraw_reading(
    *, meter_id: int, read_on: date, source: Reading.Source, ground: str, by: User | None
) -> None:
    """Take back a reading that was told wrongly; nothing happens when there is none.

    :raises UnableToRecordReading: when its day is in a closed period
    """
    found = Reading.objects.select_related("meter").filter(
        meter=meter_id,
        read_on=read_on,
        source=source,
    )
    for reading in found:
        details = {"meter": meter_id, "value": str(reading.value), "read_on": read_on.isoformat()}
        audit.record(
            name="metering.reading.withdrawn",
            subject=f"account:{reading.meter.account_id}",
            actor=by,
            ground=ground,
            details=details,
        )
        try:
            with transaction.atomic():
                reading.delete()
        except IntegrityError as error:
            raise UnableToRecordReading(_refusal(error, reading.meter)) from error


def _refusal(error: IntegrityError, meter: Meter) -> str:
    if staff.breaks_lock_date(error):
        return _(
            "The day of the reading lies in a closed period. Ask the administrator to move "
            "the lock date."
        )
    return _("Meter %(number)s has a reading of this day already.") % {"number": meter.number}


@transaction.atomic
def set_seal(*, meter_id: int, seal: str, ground: str, by: User | None) -> None:
    """Write the seal that was found or set; the former one stays in the history."""
    if Meter.objects.filter(id=meter_id).exclude(seal=seal).update(seal=seal):
        account_id = Meter.objects.values_list("account_id", flat=True).get(id=meter_id)
        details = {"meter": meter_id, "seal": seal}
        audit.record(
            name="metering.seal.set",
            subject=f"account:{account_id}",
            actor=by,
            ground=ground,
            details=details,
        )
