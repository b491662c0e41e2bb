"""Contacts that are our own: what is sent to a customer there would come back to us.

Suppliers are no business of this app, so whoever knows their contacts tells them here.
"""

import re
from collections.abc import Callable, Iterable

from webapp.parties.models import Contact
from webapp.parties.queries import requisites

type Tell = Callable[[], Iterable[str]]
_FIGURES = 10
"""A number without the 8 or the 7 of its country."""
_told: list[Tell] = []


def told_by(tell: Tell) -> None:
    """Let an app tell our addresses and numbers, as they are written on its papers."""
    _told.append(tell)


def refuse(*, kind: str, value: str) -> None:
    """Refuse a checked contact that is one of ours.

    :raises InvalidRequisite: when it is
    """
    written = [text for tell in _told for text in tell()]
    if kind == Contact.Kind.EMAIL:
        if any(requisites.is_one_mailbox(value, own) for own in written):
            raise requisites.InvalidRequisite(requisites.own_address())
    elif value[-_FIGURES:] in {number for text in written for number in _numbers(text)}:
        raise requisites.InvalidRequisite(requisites.own_number())


def _numbers(text: str) -> set[str]:
    """Return the numbers of a text that may list several, «8 (473) 200-00-01, 200-00-02»."""
    parts = requisites.lines(text)
    return {re.sub(r"\D", "", part)[-_FIGURES:] for part in parts}
