"""A decision as a story is told it: the activity that does it, or how long to wait and why."""

from datetime import datetime

from workflows.interfaces.clock import BusinessClock
from workflows.interfaces.process import Deed, DeedKind, Outlook, Sending, Standing, Waiting
from workflows.process.decisions import Act, Ask, Close, Decision, Over, Wait

_BY_KIND = {
    DeedKind.MAKE: "make_paper",
    DeedKind.ASK: "ask_person",
    DeedKind.PASS: "note",
    DeedKind.END_PAUSE: "note",
    DeedKind.OPEN: "open_child",
    DeedKind.CLOSE: "close_case",
}
_BY_CHANNEL = {"email": "send_email", "sms": "send_sms", "voice": "call"}


def of_decision(
    *,
    decision: Decision,
    standing: Standing,
    clock: BusinessClock,
    written: int,
    is_unreachable: bool = False,
) -> Outlook:
    """Return what a story is told of a decision.

    Sending by a channel of which no contact is known is written down, and nothing leaves the house.
    """
    match decision:
        case Act(deed=deed) | Ask(deed=deed) | Close(deed=deed):
            if is_unreachable:
                return Outlook(
                    do="note",
                    step=deed.step,
                    written=written,
                )
            return _to_do(deed, written)
        case Wait():
            return _to_wait(decision, standing, clock, written)
        case Over():
            return Outlook(written=written)


def _to_do(deed: Deed, written: int) -> Outlook:
    if deed.kind == DeedKind.SEND:
        name = _BY_CHANNEL.get(deed.name, "send_message")
        sending = Sending(deed.name, deed.stage, deed.attempt, deed.revision)
        return Outlook(
            do=name,
            step=deed.step,
            sending=sending,
            written=written,
        )
    name = next((name for kind, name in _BY_KIND.items() if kind == deed.kind), "do_own")
    return Outlook(do=name, step=deed.step, written=written)


def _to_wait(wait: Wait, standing: Standing, clock: BusinessClock, written: int) -> Outlook:
    told = Waiting(wait.why, standing, wait.until, _moment(wait, clock))
    return Outlook(wait=told, written=written)


def _moment(wait: Wait, clock: BusinessClock) -> datetime | None:
    if wait.until is None:
        return None
    return clock.real(until=wait.until, at=wait.at)
