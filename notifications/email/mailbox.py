"""The mailbox where letters come back, read over IMAP.

A letter is marked as read only by whoever has done with it.
"""

import imaplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urlsplit

from imap_tools import (
    BaseMailBox,
    MailBox,
    MailBoxStartTls,
    MailBoxUnencrypted,
    MailMessageFlags,
)
from imap_tools.errors import ImapToolsError

from notifications.email.bounces import BYTES_MAX

TIMEOUT_S = 30.0
BATCH = 50
USUAL_PORTS = {"imap": 143, "imaps": 993}


class MailboxAway(Exception):
    """The mailbox cannot be read now; the text names neither password nor letters."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it lies in the mailbox; ``uid`` never changes there."""

    uid: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An open mailbox. ``generation`` changes when its uids begin anew (RFC 3501, 2.3.1.1)."""

    generation: str
    _box: BaseMailBox

    def unread(self, *, after_uid: int = 0) -> Iterator[Letter]:
        """Return the oldest letters that nobody has read, behind a uid.

        Reading them here leaves them unread.
        """
        uids = sorted(int(uid) for uid in self._box.uids("UNSEEN"))
        for uid in [uid for uid in uids if uid > after_uid][:BATCH]:
            content = self._content(uid)
            if content is not None:
                yield Letter(uid, content)

    def mark_read(self, letter: Letter) -> None:
        """Mark a letter as read, so that it is not looked at again."""
        self._box.flag(
            str(letter.uid),
            MailMessageFlags.SEEN,
            value=True,
        )

    def _content(self, uid: int) -> bytes | None:
        """Return the bytes of a letter; nothing when somebody has taken it away meanwhile.

        Of a large one the beginning: nobody can make us fetch gigabytes.
        """
        _status, found = self._box.client.uid(
            "FETCH",
            str(uid),
            f"(BODY.PEEK[]<0.{BYTES_MAX}>)",
        )
        for part in found:
            if isinstance(part, tuple):
                content: bytes = part[1]
                return content
        return None


@contextmanager
def opened(imap_url: str, *, plain_password_allowed: bool = False) -> Iterator[Mailbox]:
    """Open the mailbox of ``imap(s)://user:password@host:port/folder`` for a while.

    :raises MailboxAway: when it cannot be reached, does not let us in, or goes away meanwhile
    """
    url = urlsplit(imap_url)
    folder = unquote(url.path.strip("/")) or "INBOX"
    user = unquote(url.username or "")
    password = unquote(url.password or "")
    try:
        connected = _connect(url, plain_password_allowed=plain_password_allowed)
        with connected.login(user, password, initial_folder=folder) as box:
            yield Mailbox(
                str(box.client.response("UIDVALIDITY")[1]),
                box,
            )
    except (ImapToolsError, imaplib.IMAP4.error, OSError, UnicodeError) as error:
        raise MailboxAway(type(error).__name__) from None


def _connect(url: SplitResult, *, plain_password_allowed: bool) -> BaseMailBox:
    """Encrypt from the first word (``imaps``) or before the password (``imap``)."""
    host = url.hostname or ""
    port = url.port or USUAL_PORTS[url.scheme]
    if url.scheme == "imap" and plain_password_allowed:
        return MailBoxUnencrypted(host, port, timeout=TIMEOUT_S)
    checked = ssl.create_default_context()
    if url.scheme == "imaps":
        return MailBox(host, port, timeout=TIMEOUT_S, ssl_context=checked)
    return MailBoxStartTls(host, port, timeout=TIMEOUT_S, ssl_context=checked)
