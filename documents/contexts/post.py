"""What a list of registered letters prints: form 103 of the post."""

from dataclasses import dataclass

from documents.contexts.by_kind import Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class PostalRow:
    """A letter of a list. ``tracking`` is empty until the post has given the number.

    ``mark`` is the number of the paper inside.
    """

    place: int
    addressee: str
    address: str
    mark: str
    tracking: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostalList(Paper):
    """Список внутренних почтовых отправлений (ф. 103): registered letters handed over together.

    Weight and price are filled in by the post.
    """

    rows: tuple[PostalRow, ...]
