"""The deeds of debt recovery: each calls one operation and returns the case as it is then."""

from datetime import timedelta

from django.conf import settings
from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities import heartbeats
from notifications.message import UnableToSend
from webapp.correspondence import queries as correspondence
from webapp.correspondence.models import TRIES_QUICK
from webapp.recovery.operations import deeds, transmission
from webapp.recovery.queries import view
from webapp.staff import queries as staff
from workflows.interfaces import debt_recovery as words
from workflows.interfaces import process

# a provider that is away for longer is not asked every few seconds
_LONG_PAUSE = timedelta(minutes=5)


@activity.defn(name="debt_recovery.read_case")
def read_case(case_id: int) -> words.CaseView:
    """Return the case as it is now."""
    clock = staff.business_clock()
    return view.case_view(
        case_id=case_id, today=staff.day_of(clock), clock=clock, now=staff.contact_moment()
    )


@activity.defn(name="debt_recovery.perform")
def perform(request: process.DeedInput) -> words.CaseView:
    """Do one deed that stays inside the database."""
    deeds.perform(case_id=request.case_id, deed=request.deed, today=staff.today())
    return read_case(request.case_id)


@activity.defn(name="debt_recovery.send")
def send(request: process.DeedInput) -> words.CaseView:
    """Send one message, at most once."""
    try:
        with heartbeats.beating():
            transmission.send(
                case_id=request.case_id,
                deed=request.deed,
                gateways=correspondence.gateways(),
                callback_base=settings.PUBLIC_URL,
                today=staff.today(),
                now=staff.contact_moment,
            )
    except UnableToSend as error:
        pause = _LONG_PAUSE if activity.info().attempt > TRIES_QUICK else None
        raise ApplicationError(
            str(error), type=type(error).__name__, next_retry_delay=pause
        ) from None
    return read_case(request.case_id)
