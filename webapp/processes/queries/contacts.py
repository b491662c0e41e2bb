"""Where a channel reaches the customer of a case, and from when it may."""

from datetime import datetime

from tariffs import contact
from webapp.correspondence import queries as correspondence
from webapp.correspondence.models import Message
from webapp.parties.models import Contact, Party
from webapp.processes import registry
from webapp.processes.models import Case
from workflows.interfaces.process import CaseState, Quiet, Stage

_KIND = {"email": Contact.Kind.EMAIL, "sms": Contact.Kind.PHONE, "voice": Contact.Kind.PHONE}
_CONSENT = {"sms": {"takes_sms": True}, "voice": {"takes_calls": True}}


def recipients(*, case: Case, channel: str) -> list[str]:
    """Return where a channel may reach the customer of a case, the one to be used first.

    It is empty when it does not. Landlines take calls only.
    """
    consent = _CONSENT.get(channel, {})
    found = Contact.objects.filter(
        party=case.party,
        kind=_KIND[channel],
        is_valid=True,
        **consent,
    )
    messages = registry.process_of(code=case.process).messages
    if messages and messages.only_contractual(case):
        found = found.filter(is_contractual=True)
    known = list(found.order_by("id"))
    if channel == "sms":
        known = [contact for contact in known if contact.is_mobile]
    return [contact.value for contact in known]


def channels(*, party: Party) -> frozenset[str]:
    """Return the channels by which a party may be reached at all."""
    found = set()
    for known in Contact.objects.filter(party=party, is_valid=True):
        if known.kind == Contact.Kind.EMAIL:
            found.add("email")
            continue
        if known.takes_calls:
            found.add("voice")
        if known.takes_sms and known.is_mobile:
            found.add("sms")
    return frozenset(found)


def quiet(
    *, case: Case, stage: Stage, state: CaseState, now: datetime, is_paper: bool = True
) -> tuple[Quiet, ...]:
    """Return the channel by which something is to go next, when it may not go by it now.

    Asked only between making a paper and delivering it; words alone need not be made. Channels
    behind it are asked about when it is their turn.
    """
    if is_paper and not state.steps:
        return ()
    channel = next(iter(_channels(stage, state)), "")
    if channel not in contact.CHANNELS:
        return ()
    recipient = _recipient(case, channel, _planned(case, state).get(channel, ""))
    if not recipient:
        return ()
    rest = correspondence.rest_of_number(
        channel=channel,
        recipient=recipient,
        now=now,
    )
    if rest is None:
        return ()
    return (Quiet(channel, rest.on, rest.at, rest.why),)


def _channels(stage: Stage, state: CaseState) -> list[str]:
    """Return the channels by which the newest edition may still go."""
    if any(step.name in {"deliver", "skip"} for step in state.steps):
        return []
    revision = max((step.revision for step in state.steps), default=1)
    tried = {
        message.channel
        for message in state.messages
        if message.revision == revision and message.status != Message.Status.PLANNED
    }
    return [channel for channel in stage.channels if channel not in tried]


def _planned(case: Case, state: CaseState) -> dict[str, str]:
    """Return to whom planned messages would go, by channel.

    They keep the recipient they were planned with.
    """
    if not any(message.status == Message.Status.PLANNED for message in state.messages):
        return {}
    mine = Message.objects.filter(case=case, status=Message.Status.PLANNED)
    return dict(mine.order_by("id").values_list("channel", "recipient"))


def _recipient(case: Case, channel: str, planned: str) -> str:
    known = recipients(case=case, channel=channel)
    if planned in known:
        return planned
    if planned:
        # refused meanwhile, it is cancelled at release: nothing to wait for
        return ""
    return next(iter(known), "")
