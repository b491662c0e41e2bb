"""The deeds of any process: found by the process of the case, named after what they do."""

from collections.abc import Callable
from dataclasses import dataclass

from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities import debt_recovery, patience
from workflows.interfaces import debt_recovery as recovery_words
from workflows.interfaces import deeds
from workflows.interfaces import process as words


@dataclass(frozen=True, slots=True)
class Deeds:
    """What a process brings: how it looks at a case, does a step in the database, sends."""

    look: Callable[[int], words.Outlook]
    perform: Callable[[int, str], None]
    send: Callable[[int, words.Deed], None]


PROCESSES = {
    recovery_words.WORKFLOW_TYPE: Deeds(
        look=debt_recovery.look, perform=debt_recovery.perform_step, send=debt_recovery.transmit
    )
}


@activity.defn(name="look")
def look(case: deeds.CaseRef) -> words.Outlook:
    """Decide what comes next for a case."""
    return PROCESSES[case.process].look(case.case_id)


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


def _perform(errand: deeds.Errand) -> words.Outlook:
    process = PROCESSES[errand.process]
    process.perform(errand.case_id, errand.step)
    return process.look(errand.case_id)


def _send(errand: deeds.Errand) -> words.Outlook:
    process = PROCESSES[errand.process]
    if errand.sending is None:
        raise ApplicationError("a message is sent for a deed", non_retryable=True)
    with patience.with_providers():
        process.send(errand.case_id, errand.sending.deed)
    return process.look(errand.case_id)
