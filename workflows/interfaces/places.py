"""Where in the story of a case something belongs: a paper, a message, a task."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A step of an attempt at a stage of a case; ``revision`` tells its editions apart."""

    case_id: int
    stage: int
    attempt: int
    name: str
    revision: int = 1
