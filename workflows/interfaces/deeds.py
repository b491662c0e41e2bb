"""The deeds of every process as signatures, named after what they do."""

from dataclasses import dataclass

from temporalio import activity

from workflows.interfaces.process import Outlook, Sending


@dataclass(frozen=True, slots=True)
class CaseRef:
    """A case of a process, for a deed that must find both."""

    process: str
    case_id: int


@dataclass(frozen=True, slots=True)
class Errand:
    """What a deed is asked to do: the step of a case, and what of it leaves the house.

    A deed that stays in the database is decided anew under the case's lock; its key is enough.
    """

    process: str
    case_id: int
    step: str
    sending: Sending | None = None


@activity.defn(name="look")
def look(case: CaseRef) -> Outlook:
    """Decide what comes next for a case, and change nothing."""
    raise NotImplementedError


@activity.defn(name="make_paper")
def make_paper(errand: Errand) -> Outlook:
    """Draw up a paper, or ask a person for what it lacks; return what comes next."""
    raise NotImplementedError


@activity.defn(name="ask_person")
def ask_person(errand: Errand) -> Outlook:
    """Give a person a task; return what comes next."""
    raise NotImplementedError


@activity.defn(name="note")
def note(errand: Errand) -> Outlook:
    """Write down that something has come about.

    A delivery, the end of a pause, a stage passed over.
    """
    raise NotImplementedError


@activity.defn(name="open_child")
def open_child(errand: Errand) -> Outlook:
    """Open a case of another process that this one waits for; return what comes next."""
    raise NotImplementedError


@activity.defn(name="close_case")
def close_case(errand: Errand) -> Outlook:
    """End a case."""
    raise NotImplementedError


@activity.defn(name="do_own")
def do_own(errand: Errand) -> Outlook:
    """Do what only this process does; return what comes next."""
    raise NotImplementedError


@activity.defn(name="send_email")
def send_email(errand: Errand) -> Outlook:
    """Send a paper by e-mail, at most once; return what comes next."""
    raise NotImplementedError


@activity.defn(name="send_sms")
def send_sms(errand: Errand) -> Outlook:
    """Send a short message, at most once; return what comes next."""
    raise NotImplementedError


@activity.defn(name="call")
def call(errand: Errand) -> Outlook:
    """Call by telephone, at most once; return what comes next."""
    raise NotImplementedError


@activity.defn(name="send_message")
def send_message(errand: Errand) -> Outlook:
    """Send by a channel that has no activity of its own, at most once; return what comes next."""
    raise NotImplementedError
