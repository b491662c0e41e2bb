"""The outside world's own books: what the mail catcher and the telephone exchange say they took."""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# how the life of a message or a call ends, in Twilio's words
ENDS = frozenset({"delivered", "undelivered", "completed", "no-answer", "busy", "failed"})


@dataclass(frozen=True, slots=True)
class Outside:
    """The two stores of the rehearsal."""

    mail: Path
    telephone: Path

    def letters(self) -> Counter[str]:
        """Return how often each Message-ID was taken."""
        return Counter(line["message_id"] for line in _lines(self.mail))

    def calls(self) -> Counter[str]:
        """Return how often each SMS or call was taken, by its report address, which holds our
        reference.
        """
        return Counter(_about(line) for line in self._accepted())

    def sids(self) -> set[str]:
        """Return the ids under which the exchange knows what it took."""
        return {line["sid"] for line in self._accepted()}

    def unreported(self) -> int:
        """Return how many SMS and calls live on: their end has not been reported to us yet."""
        lines = _lines(self.telephone)
        taken = {line["sid"] for line in lines if line["event"] == "accepted"}
        told = {
            line["sid"] for line in lines if line["event"] == "reported" and line["status"] in ENDS
        }
        return len(taken - told)

    def has(self, reference: str) -> bool:
        """Tell whether anything with our reference was taken."""
        return any(reference in key for key in (*self.letters(), *self.calls()))

    def _accepted(self) -> list[dict[str, Any]]:
        return [line for line in _lines(self.telephone) if line["event"] == "accepted"]


def _about(line: dict[str, Any]) -> str:
    form = line["form"]
    return str(
        form.get("StatusCallback")
        or f"{line['kind']} {form['To']} {form.get('Body') or form.get('Twiml')}"
    )


def _lines(path: Path) -> list[dict[str, Any]]:
    """Return the whole lines of a store; a last one without its end is still being written."""
    if not path.exists():
        return []
    content = path.read_bytes()
    return [json.loads(line) for line in content[: content.rfind(b"\n") + 1].splitlines()]
