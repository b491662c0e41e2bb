"""What stories write into their histories, and read again years later."""

import json
from datetime import date

import pytest
from temporalio.contrib.pydantic import PydanticPayloadConverter

from workflows.interfaces import payloads
from workflows.interfaces.process import Deed, Outlook, Sending, Standing, Waiting

NOW = payloads.BriefPayloads()
BEFORE = PydanticPayloadConverter()

OUTLOOKS = [
    Outlook(),
    Outlook(do="ask_person", step="0.1:ask:approve-notice", written=7),
    Outlook(do="send_email", step="0.1:send:email", sending=Sending("email", 0, 1, 1), written=9),
    Outlook(wait=Waiting("task:approve", Standing("notice", role="HEAD"), date(2026, 3, 2))),
    Outlook(wait=Waiting("stopped", Standing("notice"))),
]


@pytest.mark.parametrize("outlook", OUTLOOKS)
def test_what_is_written_is_read_as_it_was(outlook: Outlook) -> None:
    assert NOW.from_payload(NOW.to_payload(outlook), Outlook) == outlook


@pytest.mark.parametrize("outlook", OUTLOOKS)
def test_what_was_written_before_is_read_alike(outlook: Outlook) -> None:
    assert NOW.from_payload(BEFORE.to_payload(outlook), Outlook) == outlook


@pytest.mark.parametrize("outlook", OUTLOOKS)
def test_a_field_with_nothing_in_it_is_not_written(outlook: Outlook) -> None:
    assert b"null" not in NOW.to_payload(outlook).data


def test_nothing_and_plain_values_are_written_as_everywhere() -> None:
    for value in (None, 7, "text", b"bytes", [1, None], {"known": None}):
        assert NOW.to_payload(value) == BEFORE.to_payload(value)


def test_a_deed_that_was_asked_for_with_all_its_fields_is_read() -> None:
    asked = Deed("make", "notice", 0, 1, due_on=date(2026, 3, 2))
    written = json.loads(NOW.to_payload(asked).data)
    assert "reason" not in written
    assert NOW.from_payload(NOW.to_payload(asked), Deed) == asked
