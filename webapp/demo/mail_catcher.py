"""The rehearsal's post office.

A real SMTP server that delivers nowhere, keeps every letter and shows it.

Some recipients behave as the world does (by the part before ``@``):

* ``nobody…``: refused for good (550);
* ``greylisted…``: refused for now (451), taken at the second try;
* ``slow…``: taken, but the answer comes three seconds later;
* ``silent…``: taken, but the answer never comes;
* ``bounced…``: taken, then it comes back to the sender's mailbox (IMAP), ``delayed…``: there comes
  news of a delay.
"""

import asyncio
import email
import email.policy
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from typing import Any, cast
from urllib.parse import parse_qs, quote, urlsplit

from aiosmtpd.smtp import SMTP, Envelope, Session

from webapp.demo.json_lines import JsonLines
from webapp.demo.plain_page import page, search_form, table
from webapp.demo.returns import ImapServer, Returns, report

LISTED_MAX = 300
DELAYS_S = {"slow": 3, "silent": 3600}
RETURNED = {
    "bounced": ("failed", "5.1.1", "550 5.1.1 No such mailbox here"),
    "delayed": ("delayed", "4.4.1", "451 4.4.1 No answer from host, will be retried"),
}


class Mailbox:
    """All letters ever taken: a JSON line for each, and its full text in a file beside."""

    def __init__(self, store: Path) -> None:
        """Open the store and remember what it holds."""
        self._journal = JsonLines(store)
        self._folder = store.with_suffix(".letters")
        self._folder.mkdir(exist_ok=True)
        self._lock = Lock()
        self.letters = list(self._journal.loaded)

    def keep(self, *, content: bytes, recipients: list[str]) -> dict[str, Any]:
        """Write a letter to the disk and return its line."""
        letter = _parse(content)
        with self._lock:
            number = len(self.letters) + 1
            (self._folder / f"{number}.eml").write_bytes(content)
            line = {
                "number": number,
                "time": datetime.now(UTC).isoformat(),
                "message_id": str(letter["Message-ID"] or "").strip(),
                "to": recipients,
                "subject": str(letter["Subject"] or ""),
            }
            self._journal.add(line)
            self.letters.append(line)
        return line

    def read(self, number: int) -> EmailMessage:
        """Return a letter with its parts.

        :raises FileNotFoundError: when there is no such letter
        """
        return _parse((self._folder / f"{number}.eml").read_bytes())

    def search(self, words: str) -> list[dict[str, Any]]:
        """Return the latest letters whose recipient or subject has these words, newest first."""
        found = (
            line
            for line in reversed(self.letters)
            if words.lower() in f"{line['to']} {line['subject']}".lower()
        )
        return [line for line, _number in zip(found, range(LISTED_MAX), strict=False)]

    def close(self) -> None:
        """Close the store."""
        self._journal.close()


class PostOffice:
    """How aiosmtpd asks about each step of a letter."""

    def __init__(self, mailbox: Mailbox, returns: Returns) -> None:
        """Keep letters in this mailbox, and what is written back to the sender in that."""
        self._mailbox = mailbox
        self._returns = returns
        self._greylisted: set[str] = set()

    async def handle_RCPT(  # noqa: N802
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        """Answer whether a recipient is taken."""
        if address.startswith("nobody"):
            return "550 5.1.1 No such mailbox here"
        if address.startswith("greylisted") and address not in self._greylisted:
            self._greylisted.add(address)
            return "451 4.7.1 Greylisted, try again later"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(  # noqa: N802
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
    ) -> str:
        """Keep the letter, then say so."""
        line = self._mailbox.keep(
            content=cast("bytes", envelope.content),
            recipients=envelope.rcpt_tos,
        )
        self._write_back(line["number"], recipient=envelope.rcpt_tos[0])
        await asyncio.sleep(
            next(
                (
                    delay
                    for name, delay in DELAYS_S.items()
                    if envelope.rcpt_tos[0].startswith(name)
                ),
                0,
            )
        )
        return f"250 2.0.0 OK: letter {line['number']} taken {line['time']}"

    def _write_back(self, number: int, *, recipient: str) -> None:
        letter = self._mailbox.read(number)
        for name, (action, status, words) in RETURNED.items():
            if recipient.startswith(name):
                self._returns.keep(
                    report(
                        letter=letter,
                        recipient=recipient,
                        action=action,
                        status=status,
                        words=words,
                    )
                )


class Window(BaseHTTPRequestHandler):
    """The page that shows letters."""

    mailbox: Mailbox

    def do_GET(self) -> None:
        """Show the list, a letter or an attachment."""
        url = urlsplit(self.path)
        match url.path.strip("/").split("/"):
            case [""]:
                self._answer(
                    _list(
                        self.mailbox,
                        words=parse_qs(url.query).get("q", [""])[0],
                    )
                )
            case ["letters", number] if number.isdigit():
                self._open(int(number), _letter)
            case ["letters", number, part] if number.isdigit() and part.isdigit():
                self._open(
                    int(number),
                    lambda _number, letter: _attachment(letter, int(part)),
                )
            case _:
                self.send_error(404)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the supervisor's log is for the processes that work."""

    def _open(
        self, number: int, show: Callable[[int, EmailMessage], tuple[bytes, dict[str, str]]]
    ) -> None:
        try:
            self._answer(show(number, self.mailbox.read(number)))
        except (FileNotFoundError, IndexError):
            self.send_error(404)

    def _answer(self, answer: tuple[bytes, dict[str, str]]) -> None:
        content, headers = answer
        self.send_response(200)
        for name, value in {
            **headers,
            "Content-Length": str(len(content)),
            "X-Content-Type-Options": "nosniff",
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)


class MailCatcher:
    """The SMTP server, the IMAP server of the sender's mailbox, and the window to all letters."""

    def __init__(
        self, *, store: Path, port: int, ui_port: int, imap_port: int = 0, host: str = "127.0.0.1"
    ) -> None:
        """Prepare them; port 0 takes a free one."""
        self.mailbox = Mailbox(store)
        self.returns = Returns(store.with_suffix(".returned"))
        self._imap = ImapServer(returns=self.returns, port=imap_port, host=host)
        self._post_office = PostOffice(self.mailbox, self.returns)
        self._loop = asyncio.new_event_loop()
        self._smtp = self._loop.run_until_complete(
            self._loop.create_server(self._clerk, host, port)
        )
        self._work = Thread(target=self._loop.run_forever, daemon=True)
        self._window = ThreadingHTTPServer(
            (host, ui_port),
            type("OurWindow", (Window,), {"mailbox": self.mailbox}),
        )
        self._window.daemon_threads = True

    def start(self) -> None:
        """Open them."""
        self._work.start()
        self._imap.start()
        Thread(
            target=self._window.serve_forever,
            args=(0.1,),
            daemon=True,
        ).start()

    def stop(self) -> None:
        """Close them."""
        self._imap.stop()
        self._window.shutdown()
        self._window.server_close()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._work.join()
        self._loop.run_until_complete(self._hang_up())
        self._loop.close()
        self.mailbox.close()

    @property
    def port(self) -> int:
        """Where SMTP listens."""
        return int(self._smtp.sockets[0].getsockname()[1])

    @property
    def imap_port(self) -> int:
        """Where the sender's mailbox is."""
        return self._imap.port

    @property
    def ui_port(self) -> int:
        """Where the window is."""
        return int(self._window.server_address[1])

    def _clerk(self) -> SMTP:
        return SMTP(
            self._post_office,
            hostname="post.istok.example",
            enable_SMTPUTF8=True,
            loop=self._loop,
        )

    async def _hang_up(self) -> None:
        """End the conversations under way: what was not answered was not promised."""
        self._smtp.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)


def _parse(content: bytes) -> EmailMessage:
    return email.message_from_bytes(content, policy=email.policy.default)


def _html(content: bytes) -> tuple[bytes, dict[str, str]]:
    return content, {"Content-Type": "text/html; charset=utf-8"}


def _list(mailbox: Mailbox, *, words: str) -> tuple[bytes, dict[str, str]]:
    rows = [
        [
            escape(line["time"][:19].replace("T", " ")),
            escape(", ".join(line["to"])),
            f'<a href="/letters/{line["number"]}">{escape(line["subject"] or "(без темы)")}</a>',
        ]
        for line in mailbox.search(words)
    ]
    total = f"<p>Всего писем: {len(mailbox.letters)}. Дальше этого ящика они не уходят.</p>"
    return _html(
        page(
            title="Почта",
            body=total
            + search_form(words)
            + table(head=["Принято (UTC)", "Кому", "Тема"], rows=rows),
        )
    )


def _letter(number: int, letter: EmailMessage) -> tuple[bytes, dict[str, str]]:
    headers = [
        [name, escape(str(letter[key] or ""))]
        for name, key in (("От", "From"), ("Кому", "To"), ("Message-ID", "Message-ID"))
    ]
    text = letter.get_body(preferencelist=("plain",))
    if text:
        words = escape(text.get_content())
    else:
        words = ""
    links = []
    for part, attachment in enumerate(letter.iter_attachments()):
        name = escape(attachment.get_filename() or "вложение")
        links.append(f'<li><a href="/letters/{number}/{part}">{name}</a></li>')
    head = table(head=["", ""], rows=headers)
    body = f'<p><a href="/">Все письма</a></p>{head}<pre>{words}</pre><ul>{"".join(links)}</ul>'
    return _html(
        page(
            title=str(letter["Subject"] or "(без темы)"),
            body=body,
        )
    )


def _attachment(letter: EmailMessage, part: int) -> tuple[bytes, dict[str, str]]:
    attachment = list(letter.iter_attachments())[part]
    content = cast("bytes", attachment.get_payload(decode=True))
    kind = attachment.get_content_type()
    # only a PDF opens in the page: anything else could be a script in somebody's letter
    if kind == "application/pdf":
        place = "inline"
    else:
        place = "attachment"
    name = quote(attachment.get_filename() or "attachment")
    return content, {
        "Content-Type": kind,
        "Content-Disposition": f"{place}; filename*=UTF-8''{name}",
    }
