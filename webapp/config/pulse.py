"""The pulse of the database: whether it answers now, known without asking it in a request."""

import logging
import threading
import time
from collections.abc import Callable

EVERY_S = 2.0
UNWELL_AFTER_S = 7.0
SILENT_AFTER_S = 15.0
"""A busy machine answers late; a database that says nothing for so long has stopped."""


class Pulse:
    """Asks again and again in a thread of its own, which may wait as long as it likes."""

    def __init__(self, ask: Callable[[], None]) -> None:
        """Take how to ask; nobody is asked before ``begin``."""
        self._ask = ask
        self._begun = self._answered = 0.0
        self._door = threading.Lock()
        self._is_refused = False

    def begin(self) -> None:
        """Start asking, once."""
        with self._door:
            if self._begun:
                return
            self._begun = self._answered = time.monotonic()
        threading.Thread(target=self._go_on, name="pulse", daemon=True).start()

    @property
    def is_silent(self) -> bool:
        """Say whether a question has been without any answer for too long."""
        return self._since_answer_s > SILENT_AFTER_S

    def is_well(self, *, within_s: float) -> bool:
        """Say whether the database answers; a process that has just begun waits for it a little."""
        self.begin()
        deadline = time.monotonic() + within_s
        while self._answered == self._begun and time.monotonic() < deadline:
            time.sleep(0.05)
        has_answered = self._answered > self._begun
        return has_answered and not self._is_refused and self._since_answer_s < UNWELL_AFTER_S

    @property
    def _since_answer_s(self) -> float:
        if not self._begun:
            return 0.0
        return time.monotonic() - self._answered

    def _go_on(self) -> None:
        while True:
            try:
                self._ask()
                self._is_refused = False
            except Exception as error:
                if not self._is_refused:
                    logging.getLogger(__name__).warning("no database: %s", type(error).__name__)
                self._is_refused = True
            self._answered = time.monotonic()
            time.sleep(EVERY_S)
