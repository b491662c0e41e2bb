"""``istok bounces``: read the mailbox where letters come back until stopped."""

import logging
import signal
from threading import Event
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, InterfaceError, OperationalError, connection

from notifications.email import bounces, mailbox
from webapp.correspondence.operations import returned
from webapp.staff import queries as staff

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """Look for bounces again and again; survive the absence of the mailbox and of the database."""

    help = "Read letters that came back from the mailbox of IMAP_URL."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say how often to look, and whether once is enough."""
        parser.add_argument("--every", type=float, default=30.0, help="seconds between two looks")
        parser.add_argument("--once", action="store_true", help="look once and end")

    def handle(self, *args: Any, every: float, once: bool, **options: Any) -> None:
        """Run until SIGTERM or Ctrl-C; the letter under way is finished first."""
        if not settings.IMAP_URL:
            raise CommandError(
                "Set IMAP_URL to the mailbox of MAIL_FROM: letters that come back arrive there."
            )
        self.stopping = Event()
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        self.generation = ""
        self.seen_uid = 0
        self.is_told = False
        while not self.stopping.is_set():
            is_more = self._look()
            if once and not is_more:
                return
            self.stopping.wait(0 if is_more else every)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping.set()

    def _look(self) -> bool:
        """Read what is new; say whether there may be more at once."""
        try:
            self._tell_that_it_reads()
            with mailbox.opened(
                settings.IMAP_URL,
                plain_password_allowed=settings.MAIL_PLAIN_PASSWORD,
            ) as box:
                return self._read(box)
        except mailbox.MailboxAway as error:
            log.warning("the mailbox cannot be read now: %s", error)
        except (OperationalError, InterfaceError) as error:
            log.warning("bounces wait for the database: %s", type(error).__name__)
            connection.close()
            self.is_told = False
        return False

    def _tell_that_it_reads(self) -> None:
        """Let ``istok doctor`` see this process; anew after the database was away."""
        if not self.is_told:
            returned.hold_reading()
            self.is_told = True

    def _read(self, box: mailbox.Mailbox) -> bool:
        """Write each bounce down before its letter is marked.

        What is no bounce stays unread for people.
        """
        if box.generation != self.generation:
            self.generation, self.seen_uid = box.generation, 0
        letters = list(box.unread(after_uid=self.seen_uid))
        for letter in letters:
            if self.stopping.is_set():
                return False
            if self._is_done_with(letter):
                box.mark_read(letter)
            self.seen_uid = letter.uid
        return len(letters) == mailbox.BATCH

    def _is_done_with(self, letter: mailbox.Letter) -> bool:
        """Say whether a letter was a bounce and is written down.

        Whatever one letter does to us, the next is read: anybody can write to this mailbox.
        """
        try:
            bounce = bounces.read(letter.content)
            return bool(bounce and returned.record(bounce=bounce, today=staff.today()))
        except (OperationalError, InterfaceError):
            raise
        except (bounces.Unreadable, DatabaseError) as error:
            log.warning("letter %s is left to people: %s", letter.uid, type(error).__name__)
        return False
