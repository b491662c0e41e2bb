"""What an attack has counted: all but the first two must stay zero."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field


@dataclass(slots=True)
class Tally:
    """Numbers for the last line, and in words what each of them was."""

    kills: int = 0
    effects: int = 0
    lost: int = 0
    duplicates: int = 0
    half_written: int = 0
    leaks: int = 0
    five_hundreds: int = 0
    words: list[str] = field(default_factory=list)

    def add(self, name: str, found: Iterable[str]) -> None:
        """Count what was found under a name."""
        for about in found:
            setattr(self, name, getattr(self, name) + 1)
            self.words.append(f"{name}: {about}")

    def join(self, line: str) -> None:
        """Add what another process has counted, as it wrote it."""
        for name, value in json.loads(line).items():
            setattr(self, name, getattr(self, name) + value)

    @property
    def is_clean(self) -> bool:
        """Tell whether nothing was lost, doubled, half written, disclosed or broken."""
        return not self.words

    def line(self) -> str:
        """Return the counts as one line of JSON."""
        counts = {name: value for name, value in asdict(self).items() if name != "words"}
        return json.dumps(counts)
