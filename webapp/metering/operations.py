"""What a crew brings back from a meter: a reading and a seal."""

from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from webapp.audit import operations as audit
from webapp.metering.models import Meter, Reading
from webapp.staff.models import User


class UnableToRecordReading(Exception):
    """The reading cannot be one of this meter, or the day has one already."""


@transaction.atomic
def record_reading(*, meter_id: int, read_on: date, value: Decimal, source: Reading.Source, by: User | None) -> Reading:
    """Write what a meter showed.

    :raises UnableToRecordReading: when it has more digits than the meter, is negative, or the same source read it on that day
    """
    meter = Meter.objects.get(id=meter_id)
    if not 0 <= value < 10**meter.digits:
        raise UnableToRecordReading(
            _("Meter %(number)s shows %(digits)s digits before the comma: check the reading.")
            % {"number": meter.number, "digits": meter.digits}
        )
    try:
        with transaction.atomic():
            reading = Reading.objects.create(meter=meter, read_on=read_on, value=value, source=source)
    except IntegrityError as error:
        raise UnableToRecordReading(_("Meter %(number)s has a reading of this day already.") % {"number": meter.number}) from error
    details = {"meter": meter_id, "value": str(value), "read_on": read_on.isoformat()}
    audit.record(name="metering.reading.recorded", subject=f"account:{meter.account_id}", actor=by, details=details)
    return reading


@transaction.atomic
def set_seal(*, meter_id: int, seal: str, ground: str, by: User | None) -> None:
    """Write the seal that was found or set; the former one stays in the history."""
    if Meter.objects.filter(id=meter_id).exclude(seal=seal).update(seal=seal):
        account_id = Meter.objects.values_list("account_id", flat=True).get(id=meter_id)
        details = {"meter": meter_id, "seal": seal}
        audit.record(name="metering.seal.set", subject=f"account:{account_id}", actor=by, ground=ground, details=details)
