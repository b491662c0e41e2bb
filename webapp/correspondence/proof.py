"""What became of a message is proof: how its row may go on, and what of it stays."""

import re
from typing import Any

import pgtrigger
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from webapp.staff import history

# the answer of a mail server, or of the gateway of an operator
_ANSWER_OF_SERVER = re.compile(r"\d{3}[ -]|Twilio ")

_GOES_ON = """
    IF NEW.recipient <> OLD.recipient AND OLD.status <> 'PLANNED' THEN
        RAISE EXCEPTION 'the recipient of message % stays', OLD.id;
    END IF;
    IF NEW.status <> OLD.status AND NOT (CASE OLD.status
        WHEN 'SENT' THEN NEW.status IN ('DELIVERED', 'FAILED')
        WHEN 'ACCEPTED' THEN NEW.status IN ('DELIVERED', 'FAILED')
        WHEN 'DELIVERED' THEN NEW.status = 'FAILED'
        WHEN 'CANCELLED' THEN NEW.status = 'FAILED'
        WHEN 'FAILED' THEN FALSE
        WHEN 'NO_CONTACT' THEN FALSE
        ELSE TRUE
    END) THEN
        RAISE EXCEPTION 'message % does not go from % to %', OLD.id, OLD.status, NEW.status;
    END IF;
    IF OLD.status NOT IN ('SENT', 'ACCEPTED', 'DELIVERED', 'FAILED', 'NO_CONTACT', 'CANCELLED') THEN
        RETURN NEW;
    END IF;
    IF NEW.sent_on IS DISTINCT FROM OLD.sent_on AND OLD.sent_on IS NOT NULL THEN
        RAISE EXCEPTION 'the day on which message % was sent stays', OLD.id;
    END IF;
    IF (NEW.status = OLD.status AND NEW.delivered_on IS DISTINCT FROM OLD.delivered_on)
        OR (OLD.status = 'DELIVERED' AND NEW.status = 'FAILED'
            AND NEW.delivered_on IS NOT NULL) THEN
        RAISE EXCEPTION 'the day on which message % arrived stays', OLD.id;
    END IF;
    IF (NEW.status = OLD.status OR OLD.status = 'DELIVERED')
        AND (NEW.evidence, NEW.provider_id) IS DISTINCT FROM (OLD.evidence, OLD.provider_id) THEN
        RAISE EXCEPTION 'the proof of message % stays', OLD.id;
    END IF;
    IF NEW.status = OLD.status AND NEW.reason <> OLD.reason THEN
        RAISE EXCEPTION 'the reason of message % stays', OLD.id;
    END IF;
    RETURN NEW;
"""


def stays() -> list[pgtrigger.Trigger]:
    """Return the triggers of the table of messages.

    What was said to whom stays as it was planned; the recipient of a planned one may still change.
    What a provider has said changes only when the message goes on: from sent to delivered or
    failed, from delivered to failed when the letter comes back.
    """
    return [
        *history.written_once(
            *("channel", "workflow_id", "step", "reference", "subject"),
            *("account", "document", "title", "body", "planned_on"),
        ),
        pgtrigger.Trigger(
            name="proof_stays",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            func=_GOES_ON,
        ),
    ]


def told(evidence: str) -> str:
    """Return what a person has told as proof; what a server has answered stays with the message."""
    if _ANSWER_OF_SERVER.match(evidence):
        return ""
    return evidence


def in_words(message: Any) -> str:
    """Return what proves that a message went out.

    What a person has told stands as it is written; what a server has answered nobody reads.
    """
    if said := told(message.evidence):
        return said
    if message.channel == "email":
        return _("taken by the mail server %(when)s") % {"when": _went_out(message)}
    if message.status != "DELIVERED":
        return _("handed to the operator %(when)s") % {"when": _went_out(message)}
    day = formats.date_format(message.last_day, "SHORT_DATE_FORMAT")
    return _("delivered by the operator %(when)s") % {"when": day}


def _went_out(message: Any) -> str:
    """Return the day it went out on, with the hour where the clock was the real one."""
    day = formats.date_format(message.sent_on or message.last_day, "SHORT_DATE_FORMAT")
    at = message.sending_since and timezone.localtime(message.sending_since)
    if not at or at.date() != message.sent_on:
        return day
    return f"{day} {at:%H:%M}"
