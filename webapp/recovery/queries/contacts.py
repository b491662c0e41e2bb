"""Where a channel reaches a debtor, and from when it may."""

from datetime import datetime

from tariffs import contact
from webapp.correspondence import queries as correspondence
from webapp.correspondence.models import Message
from webapp.parties.models import Contact, Party
from webapp.processes.models import Case
from webapp.recovery.queries import schemes
from workflows.interfaces import process

_KIND = {"email": Contact.Kind.EMAIL, "sms": Contact.Kind.PHONE, "voice": Contact.Kind.PHONE}
_CONSENT = {"sms": {"takes_sms": True}, "voice": {"takes_calls": True}}


def recipients(*, party: Party, channel: str) -> list[str]:
    """Return where a channel may reach a party, the one to be used first; empty when it does not. Landlines take calls only."""
    found = Contact.objects.filter(
        party=party, kind=_KIND[channel], is_valid=True, **_CONSENT.get(channel, {})
    )
    return [
        contact.value for contact in found.order_by("id") if channel != "sms" or contact.is_mobile
    ]


def quiet(*, case: Case, state: process.CaseState, now: datetime) -> tuple[process.Quiet, ...]:
    """Return the channels of the present stage by which the paper may not go now. Asked only between making and delivering it."""
    channels = [channel for channel in _channels(case, state) if channel in contact.CHANNELS]
    planned = _planned(case, state) if channels else {}
    return tuple(
        found
        for channel in channels
        if (found := _quiet(case, channel, planned.get(channel, ""), now))
    )


def _channels(case: Case, state: process.CaseState) -> list[str]:
    """Return the channels by which the newest edition may still go."""
    if not state.steps or any(step.name in {"deliver", "skip"} for step in state.steps):
        return []
    revision = max(step.revision for step in state.steps)
    tried = {
        message.channel
        for message in state.messages
        if message.revision == revision and message.status != Message.Status.PLANNED
    }
    stage = schemes.scheme_of_version(case.recovery.scheme_version_id).stages[case.stage]
    return [channel for channel in stage.channels if channel not in tried]


def _planned(case: Case, state: process.CaseState) -> dict[str, str]:
    """Return to whom planned messages would go, by channel: they keep the recipient they were planned with."""
    if not any(message.status == Message.Status.PLANNED for message in state.messages):
        return {}
    mine = Message.objects.filter(case=case, status=Message.Status.PLANNED)
    return dict(mine.order_by("id").values_list("channel", "recipient"))


def _quiet(case: Case, channel: str, planned: str, now: datetime) -> process.Quiet | None:
    known = recipients(party=case.party, channel=channel)
    # refused meanwhile, a planned message is cancelled at release: nothing to wait for
    recipient = planned if planned in known else "" if planned else next(iter(known), "")
    rest = (
        correspondence.rest_of_number(channel=channel, recipient=recipient, now=now)
        if recipient
        else None
    )
    return process.Quiet(channel, rest.on, rest.at, rest.why) if rest else None
