"""The deeds of any process, named after what they do: each finds the process of its case."""

from collections.abc import Callable

from django.conf import settings
from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities import patience
from webapp.correspondence import queries as correspondence
from webapp.processes.operations import deeds as operations
from webapp.processes.operations import sending
from webapp.processes.queries import outlook
from webapp.staff import queries as staff
from workflows.interfaces import deeds
from workflows.interfaces import process as words


@activity.defn(name="look")
def look(case: deeds.CaseRef) -> words.Outlook:
    """Decide what comes next for a case."""
    return _look(case.process, case.case_id)


@activity.defn(name="make_paper")
def make_paper(errand: deeds.Errand) -> words.Outlook:
    """Draw up a paper."""
    return _perform(errand)


@activity.defn(name="ask_person")
def ask_person(errand: deeds.Errand) -> words.Outlook:
    """Give a person a task."""
    return _perform(errand)


@activity.defn(name="note")
def note(errand: deeds.Errand) -> words.Outlook:
    """Write down what has come about."""
    return _perform(errand)


@activity.defn(name="open_child")
def open_child(errand: deeds.Errand) -> words.Outlook:
    """Open a case of another process."""
    return _perform(errand)


@activity.defn(name="close_case")
def close_case(errand: deeds.Errand) -> words.Outlook:
    """End a case."""
    return _perform(errand)


@activity.defn(name="do_own")
def do_own(errand: deeds.Errand) -> words.Outlook:
    """Do what only one process does."""
    return _perform(errand)


@activity.defn(name="send_email")
def send_email(errand: deeds.Errand) -> words.Outlook:
    """Send a paper by e-mail."""
    return _send(errand)


@activity.defn(name="send_sms")
def send_sms(errand: deeds.Errand) -> words.Outlook:
    """Send a short message."""
    return _send(errand)


@activity.defn(name="call")
def call(errand: deeds.Errand) -> words.Outlook:
    """Call by telephone."""
    return _send(errand)


@activity.defn(name="send_message")
def send_message(errand: deeds.Errand) -> words.Outlook:
    """Send by any other channel."""
    return _send(errand)


ALL: list[Callable[..., words.Outlook]] = [
    look,
    make_paper,
    ask_person,
    note,
    open_child,
    close_case,
    do_own,
    send_email,
    send_sms,
    call,
    send_message,
]


def _look(process: str, case_id: int) -> words.Outlook:
    clock = staff.business_clock()
    return outlook.of_case(
        process=process,
        case_id=case_id,
        today=staff.day_of(clock),
        clock=clock,
        now=staff.contact_moment(),
    )


def _perform(errand: deeds.Errand) -> words.Outlook:
    operations.perform_step(
        case_id=errand.case_id,
        step=errand.step,
        today=staff.today(),
    )
    return _look(errand.process, errand.case_id)


def _send(errand: deeds.Errand) -> words.Outlook:
    if errand.sending is None:
        raise ApplicationError("a message is sent for a deed", non_retryable=True)
    transmit(errand.case_id, errand.sending.deed)
    return _look(errand.process, errand.case_id)


def transmit(case_id: int, deed: words.Deed) -> None:
    """Send the message of a deed, at most once, however long the provider takes."""
    with patience.with_providers():
        sending.send(
            case_id=case_id,
            deed=deed,
            gateways=correspondence.gateways(),
            callback_base=settings.PUBLIC_URL,
            today=staff.today(),
            now=staff.contact_moment,
        )
