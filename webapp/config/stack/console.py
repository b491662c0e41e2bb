"""What a person sees: each line with the name of the part that said it, in the part's own color."""

import os
import sys
import zlib
from typing import TextIO

COLORS = (36, 32, 33, 35, 34, 96, 92, 93, 95, 94)
SELF = "istok"
WIDTH = 9


class Console:
    """Writes prefixed lines; colors only on a terminal."""

    def __init__(self, stream: TextIO = sys.stdout) -> None:
        self._stream = stream
        self._is_colored = "NO_COLOR" not in os.environ and (
            stream.isatty() or "FORCE_COLOR" in os.environ
        )

    def say(self, line: str, *, by: str = SELF) -> None:
        """Write one line."""
        prefix = f"{by:<{WIDTH}} │"
        if self._is_colored:
            if by == SELF:
                color = 1
            else:
                color = COLORS[zlib.crc32(by.encode()) % len(COLORS)]
            prefix = f"\033[{color}m{prefix}\033[0m"
        self.write(f"{prefix} {line}")

    def write(self, line: str) -> None:
        """Write one line as it is; a reader who has gone away must not stop the stack."""
        try:
            print(line, file=self._stream, flush=True)
        except BrokenPipeError:
            self._stream = open(os.devnull, "w")
