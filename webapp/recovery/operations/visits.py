"""What a crew read and sealed at an address."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from webapp.metering import operations as metering
from webapp.metering.models import Meter, Reading
from webapp.processes.models import Case
from webapp.processes.queries import reports
from webapp.recovery.queries import restriction
from webapp.staff.models import User
from webapp.tasks.models import Task
from webapp.tasks.operations import UnableToComplete

_CORRECTED = "corrected"


def keep_reading(*, case: Case, task: Task, read_on: date) -> None:
    """Keep what the crew read and sealed, on the meter of what was restricted.

    :raises UnableToComplete: when the reading cannot be right, or may be of several meters
    """
    meter = _meter(task)
    if meter is None:
        return
    if task.result.get("seal"):
        _remember_former(task, meter)
        metering.set_seal(
            meter_id=meter.pk,
            seal=task.result["seal"],
            ground=case.number,
            by=task.completed_by,
        )
    if task.result.get("reading"):
        try:
            value = Decimal(task.result["reading"])
            metering.record_reading(
                meter_id=meter.pk,
                read_on=read_on,
                value=value,
                source=Reading.Source.CREW,
                by=task.completed_by,
            )
        except metering.UnableToRecordReading as error:
            raise UnableToComplete(str(error)) from error


def take_back_reading(*, task: Task, by: User | None) -> None:
    """Take back what a report that was wrong told of a meter: its reading, and the seal set."""
    meter = _meter(task)
    if meter is None:
        return
    if "former_seal" in task.result and meter.seal == task.result.get("seal"):
        metering.set_seal(
            meter_id=meter.pk,
            seal=task.result["former_seal"],
            ground=_CORRECTED,
            by=by,
        )
    if task.result.get("reading"):
        try:
            metering.withdraw_reading(
                meter_id=meter.pk,
                read_on=reports.day_of(task=task, today=task.completed_on or date.max),
                source=Reading.Source.CREW,
                ground=_CORRECTED,
                by=by,
            )
        except metering.UnableToRecordReading as error:
            raise UnableToComplete(str(error)) from error


def _remember_former(task: Task, meter: Meter) -> None:
    """Keep the seal that was there before for the report: the meter will know the new one."""
    task.result = {**task.result, "former_seal": meter.seal}
    task.save(update_fields=["result"])


def _meter(task: Task) -> Meter | None:
    known = restriction.meters_to_read(task=task)
    chosen = [meter for meter in known if meter.number == task.result.get("meter")] or known
    if len(chosen) > 1 and (task.result.get("seal") or task.result.get("reading")):
        raise UnableToComplete(
            _("Several meters are at the address: choose the one that was read and sealed.")
        )
    return next(iter(chosen), None)
