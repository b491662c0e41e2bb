"""The declared deeds of debt recovery: they serve cases that began before looks."""

from temporalio import activity

from activities import process as deeds
from webapp.processes.operations import deeds as operations
from webapp.recovery.queries import view
from webapp.staff import queries as staff
from workflows.interfaces import debt_recovery as words
from workflows.interfaces import process


@activity.defn(name="debt_recovery.read_case")
def read_case(case_id: int) -> words.CaseView:
    """Return the case as it is now."""
    clock = staff.business_clock()
    return view.case_view(
        case_id=case_id,
        today=staff.day_of(clock),
        clock=clock,
        now=staff.contact_moment(),
    )


@activity.defn(name="debt_recovery.perform")
def perform(request: process.DeedInput) -> words.CaseView:
    """Do one deed that stays inside the database."""
    operations.perform(
        case_id=request.case_id,
        deed=request.deed,
        today=staff.today(),
    )
    return read_case(request.case_id)


@activity.defn(name="debt_recovery.send")
def send(request: process.DeedInput) -> words.CaseView:
    """Send one message, at most once."""
    deeds.transmit(request.case_id, request.deed)
    return read_case(request.case_id)
