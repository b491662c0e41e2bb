"""The deeds of debt recovery: each calls one operation.

The declared ones serve cases that began before looks.
"""

from django.conf import settings
from temporalio import activity

from activities import patience
from webapp.correspondence import queries as correspondence
from webapp.recovery.operations import deeds, steps, transmission
from webapp.recovery.queries import outlook, view
from webapp.staff import queries as staff
from workflows.interfaces import debt_recovery as words
from workflows.interfaces import process
from workflows.interfaces.process import Deed, Outlook


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
    deeds.perform(
        case_id=request.case_id,
        deed=request.deed,
        today=staff.today(),
    )
    return read_case(request.case_id)


@activity.defn(name="debt_recovery.send")
def send(request: process.DeedInput) -> words.CaseView:
    """Send one message, at most once."""
    with patience.with_providers():
        transmit(request.case_id, request.deed)
    return read_case(request.case_id)


def look(case_id: int) -> Outlook:
    """Decide what comes next for a case."""
    clock = staff.business_clock()
    return outlook.of_case(
        case_id=case_id,
        today=staff.day_of(clock),
        clock=clock,
        now=staff.contact_moment(),
    )


def perform_step(case_id: int, step: str) -> None:
    """Do the step of a key that stays inside the database."""
    steps.perform(case_id=case_id, step=step, today=staff.today())


def transmit(case_id: int, deed: Deed) -> None:
    """Send the message of a deed, at most once."""
    transmission.send(
        case_id=case_id,
        deed=deed,
        gateways=correspondence.gateways(),
        callback_base=settings.PUBLIC_URL,
        today=staff.today(),
        now=staff.contact_moment,
    )
