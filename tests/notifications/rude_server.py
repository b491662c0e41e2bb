"""A mail server with bad manners: polite as far as the text, then it says what a test wants, byte by byte."""

import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

Said = bytes | None
"""What the server says, or ``None``: it hangs up."""


class RudeServer(socketserver.ThreadingTCPServer):
    """Speaks SMTP on the loopback; ``texts`` counts the letters it has read to their end."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, *, after_text: Said, at_data: Said, extensions: bytes) -> None:
        """Prepare what is said when the text may begin, and after it."""
        self.after_text, self.at_data, self.extensions = after_text, at_data, extensions
        self.texts, self.credentials, self.over = 0, 0, Event()
        super().__init__(("127.0.0.1", 0), _Conversation)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"smtp://127.0.0.1:{self.server_address[1]}"


class _Conversation(socketserver.StreamRequestHandler):
    server: RudeServer

    def handle(self) -> None:
        self.wfile.write(b"220 rude.example ready\r\n")
        while line := self.rfile.readline():
            if not self._answer(line.strip().upper()):
                return

    def _answer(self, command: bytes) -> bool:
        if command.startswith(b"EHLO"):
            self.wfile.write(b"250-rude.example\r\n" + self.server.extensions + b"250 HELP\r\n")
        elif command.startswith(b"AUTH"):
            self.server.credentials += 1
            self.wfile.write(b"235 2.7.0 ok\r\n")
        elif command == b"DATA":
            return self._take_text()
        else:
            self.wfile.write(b"250 ok\r\n")
        return True

    def _take_text(self) -> bool:
        if not self._say(self.server.at_data) or not (self.server.at_data or b"").startswith(
            b"354"
        ):
            return self.server.at_data is not None
        while (line := self.rfile.readline()) and line != b".\r\n":
            pass
        self.server.texts += 1
        return self._say(self.server.after_text)

    def _say(self, said: Said) -> bool:
        if said is None:
            return False
        self.wfile.write(said)
        if not said.endswith(b"\r\n"):
            self.server.over.wait(30)  # in the middle of a line the client is left waiting
        return True


@contextmanager
def rude_server(
    *,
    after_text: Said = b"250 ok\r\n",
    at_data: Said = b"354 go\r\n",
    extensions: bytes = b"",
) -> Iterator[RudeServer]:
    with RudeServer(after_text=after_text, at_data=at_data, extensions=extensions) as server:
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield server
        finally:
            server.over.set()
            server.shutdown()
