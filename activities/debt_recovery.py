"""The deeds of debt recovery: each calls one operation and returns the case as it is then."""

from django.conf import settings
from temporalio import activity

from webapp.correspondence import queries as correspondence
from webapp.recovery.operations import deeds, transmission
from webapp.recovery.queries import view
from webapp.staff import queries as staff
from workflows.interfaces import debt_recovery as words


@activity.defn(name="debt_recovery.read_case")
def read_case(case_id: int) -> words.CaseView:
    """Return the case as it is now."""
    clock = staff.business_clock()
    return view.case_view(case_id=case_id, today=staff.day_of(clock), clock=clock)


@activity.defn(name="debt_recovery.perform")
def perform(request: words.DeedInput) -> words.CaseView:
    """Do one deed that stays inside the database."""
    deeds.perform(case_id=request.case_id, deed=request.deed, today=staff.today())
    return read_case(request.case_id)


@activity.defn(name="debt_recovery.send")
def send(request: words.DeedInput) -> words.CaseView:
    """Send one message, at most once."""
    transmission.send(
        case_id=request.case_id,
        deed=request.deed,
        gateways=correspondence.gateways(),
        callback_base=settings.PUBLIC_URL,
        today=staff.today(),
    )
    return read_case(request.case_id)
