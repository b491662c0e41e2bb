"""Contacts that are our own: what is sent to a customer there would come back to us.

Suppliers are no business of this app, so whoever knows their contacts tells them here.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from webapp.parties.models import Contact
from webapp.parties.queries import requisites

type Tell = Callable[[], Iterable[str]]
_FIGURES = 10
"""A number without the 8 or the 7 of its country."""
_told: list[Tell] = []


def told_by(tell: Tell) -> None:
    """Let an app tell our addresses and numbers, as they are written on its papers."""
    _told.append(tell)


@dataclass(frozen=True, slots=True)
class Own:
    """Our addresses and the figures of our numbers, read once for many contacts."""

    mailboxes: tuple[str, ...]
    numbers: frozenset[str]

    def refuse(self, *, kind: str, value: str) -> None:
        """Refuse a checked contact that is one of ours.

        :raises InvalidRequisite: when it is
        """
        if kind == Contact.Kind.EMAIL:
            if any(requisites.is_one_mailbox(value, own) for own in self.mailboxes):
                raise requisites.InvalidRequisite(requisites.own_address())
        elif value[-_FIGURES:] in self.numbers:
            raise requisites.InvalidRequisite(requisites.own_number())


def read() -> Own:
    """Return what the apps tell now."""
    written = [text for tell in _told for text in tell()]
    numbers = frozenset(number for text in written for number in _numbers(text))
    return Own(tuple(written), numbers)


def refuse(*, kind: str, value: str) -> None:
    """Refuse a checked contact that is one of ours.

    :raises InvalidRequisite: when it is
    """
    read().refuse(kind=kind, value=value)


def _numbers(text: str) -> set[str]:
    """Return the numbers of a text that may list several, «8 (473) 200-00-01, 200-00-02»."""
    parts = requisites.lines(text)
    return {re.sub(r"\D", "", part)[-_FIGURES:] for part in parts}
