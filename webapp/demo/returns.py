"""The mailbox of the rehearsal's sender.

What comes back to him, and a small IMAP server (RFC 3501) that lets him read it.
"""

import re
import socketserver
from collections.abc import Callable
from email.message import EmailMessage, Message
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.mime.text import MIMEText
from email.utils import formatdate, parseaddr
from pathlib import Path
from threading import Lock, Thread
from typing import cast

_WORDS = re.compile(rb'"((?:[^"\\\\]|\\\\.)*)"|(\([^)]*\))|(\S+)')


class Returns:
    """Letters on the disk by number; a letter that was read has a file beside it."""

    def __init__(self, folder: Path) -> None:
        """Open the folder."""
        self._folder = folder
        self._folder.mkdir(exist_ok=True)
        self._lock = Lock()

    def keep(self, content: bytes) -> None:
        """Put one more letter into the mailbox."""
        with self._lock:
            number = max(self.numbers(), default=0) + 1
            (self._folder / f"{number}.eml").write_bytes(content)

    def numbers(self) -> list[int]:
        """Return the numbers of all letters, oldest first."""
        return sorted(int(path.stem) for path in self._folder.glob("*.eml"))

    def read(self, number: int) -> bytes:
        """Return a letter."""
        return (self._folder / f"{number}.eml").read_bytes()

    def is_seen(self, number: int) -> bool:
        """Say whether a letter was marked as read."""
        return (self._folder / f"{number}.seen").exists()

    def mark(self, number: int, *, seen: bool) -> None:
        """Mark a letter as read, or as unread again."""
        mark = self._folder / f"{number}.seen"
        if seen:
            mark.touch()
        else:
            mark.unlink(missing_ok=True)


def report(*, letter: Message, recipient: str, action: str, status: str, words: str) -> bytes:
    """Return what a mail server writes back about a letter (RFC 3464).

    ``failed`` for good, or ``delayed``.
    """
    told = MIMEMultipart("report")
    told.set_param("report-type", "delivery-status")
    told["From"] = "Mail Delivery System <MAILER-DAEMON@post.istok.example>"
    told["To"] = parseaddr(str(letter["From"]))[1]
    told["Subject"] = "Undelivered Mail Returned to Sender"
    told["Date"] = formatdate()
    told["Auto-Submitted"] = "auto-replied"
    told.attach(MIMEText(f"<{recipient}>: {words}"))
    told.attach(_fields(recipient=recipient, action=action, status=status, words=words))
    told.attach(_headers(letter))
    return told.as_bytes()


def _fields(*, recipient: str, action: str, status: str, words: str) -> Message:
    whole = Message()
    one = Message()
    whole["Reporting-MTA"] = "dns; post.istok.example"
    one["Final-Recipient"] = f"rfc822; {recipient}"
    one["Action"] = action
    one["Status"] = status
    one["Diagnostic-Code"] = f"smtp; {words}"
    part = MIMENonMultipart("message", "delivery-status")
    part.set_payload([whole, one])
    return part


def _headers(letter: Message) -> Message:
    """Return the head of the letter given back."""
    head = EmailMessage()
    for name in ("From", "To", "Message-ID", "Date"):
        head[name] = str(letter[name] or "")
    part = MIMENonMultipart("text", "rfc822-headers")
    part.set_payload(head.as_bytes().decode("ascii"))
    return part


class ImapServer(socketserver.ThreadingTCPServer):
    """One mailbox, one user, any password; without encryption, for the loopback only."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, *, returns: Returns, port: int, host: str = "127.0.0.1") -> None:
        """Listen; port 0 takes a free one."""
        self.returns = returns
        super().__init__((host, port), _Conversation)

    def start(self) -> None:
        """Serve in the background."""
        Thread(
            target=self.serve_forever,
            args=(0.1,),
            daemon=True,
        ).start()

    def stop(self) -> None:
        """Stop serving."""
        self.shutdown()
        self.server_close()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])


class _Conversation(socketserver.StreamRequestHandler):
    """The commands that a reader of a mailbox needs; numbers and uids are the same here."""

    def handle(self) -> None:
        self._say("* OK [CAPABILITY IMAP4rev1] ready")
        while line := self.rfile.readline():
            tag, *words = _words(line)
            if not words:
                self._say(f"{tag} BAD no command")
                continue
            name, *arguments = words if words[0].upper() != "UID" else words[1:]
            answer = self._commands.get(name.upper())
            if answer is None:
                self._say(f"{tag} BAD unknown command")
                continue
            answer(self, arguments)
            self._say(f"{tag} OK {name} completed")
            if name.upper() == "LOGOUT":
                return

    @property
    def _returns(self) -> Returns:
        return cast("ImapServer", self.server).returns

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def _nothing(self, _arguments: list[str]) -> None:
        """A command that needs no answer here."""

    def _capability(self, _arguments: list[str]) -> None:
        self._say("* CAPABILITY IMAP4rev1")

    def _select(self, _arguments: list[str]) -> None:
        self._say(f"* {len(self._returns.numbers())} EXISTS")
        self._say("* FLAGS (\\Seen)")
        self._say("* OK [UIDVALIDITY 1] uids stay")

    def _search(self, arguments: list[str]) -> None:
        unseen = "UNSEEN" in " ".join(arguments).upper()
        found = [n for n in self._returns.numbers() if not (unseen and self._returns.is_seen(n))]
        self._say(" ".join(["* SEARCH", *map(str, found)]))

    def _fetch(self, arguments: list[str]) -> None:
        number = int(arguments[0])
        if number not in self._returns.numbers():
            return
        content = self._returns.read(number)
        self._say(f"* {number} FETCH (UID {number} BODY[] {{{len(content)}}}")
        self.wfile.write(content + b")\r\n")

    def _store(self, arguments: list[str]) -> None:
        for number in map(int, arguments[0].split(",")):
            self._returns.mark(number, seen=arguments[1].startswith("+"))

    def _logout(self, _arguments: list[str]) -> None:
        self._say("* BYE see you")

    _commands: dict[str, Callable[["_Conversation", list[str]], None]] = {
        "CAPABILITY": _capability,
        "LOGIN": _nothing,
        "NOOP": _nothing,
        "EXPUNGE": _nothing,
        "CLOSE": _nothing,
        "SELECT": _select,
        "EXAMINE": _select,
        "SEARCH": _search,
        "FETCH": _fetch,
        "STORE": _store,
        "LOGOUT": _logout,
    }


def _words(line: bytes) -> list[str]:
    """Return the words of a command; quoted ones without their quotes, lists in one piece."""
    found = (quoted or listed or word for quoted, listed, word in _WORDS.findall(line))
    return [word.decode("utf-8", "replace") for word in found]
