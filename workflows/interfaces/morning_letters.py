"""The words of telling people by mail what waits for them."""

from dataclasses import dataclass

from temporalio import activity

TASK_QUEUE = "recovery"
SCHEDULE_ID = "morning_letters"


@dataclass(frozen=True, slots=True)
class LettersResult:
    """How many letters went out, and how many could not."""

    sent: int
    failed: int


@activity.defn(name="morning_letters.send")
def send() -> LettersResult:
    """Send whoever wants one by this hour the letter of the day. Each is sent once."""
    raise NotImplementedError
