"""``istok help``: our own commands first, each with its line; Django's after them."""

from collections.abc import Iterator

from django.core.management import get_commands, load_command_class

_OURS = ("webapp.", "activities")
# in the order in which a newcomer meets them; whatever is not named here follows by its letter
_FIRST = (
    *("up", "demo", "calc", "doctor", "prepare", "createsuperuser", "relay", "worker", "bounces"),
    *("import", "sweep", "restored"),
)


def lines() -> Iterator[str]:
    """Yield the page, line by line."""
    ours, foreign = _sorted()
    yield "istok COMMAND [--help]"
    yield ""
    width = max(map(len, ours))
    yield from (f"  {name:<{width}}  {summary(name)}" for name in ours)
    yield ""
    yield "Django's own:"
    yield from (f"  {name}" for name in foreign)


def summary(name: str) -> str:
    """Return what a command is for, in one line."""
    text: str = load_command_class(get_commands()[name], name).help
    return " ".join(text.split())


def _sorted() -> tuple[list[str], list[str]]:
    known = get_commands()
    ours = {name for name, home in known.items() if home.startswith(_OURS)}
    ours.add("createsuperuser")
    first = [name for name in _FIRST if name in ours]
    return [*first, *sorted(ours.difference(first))], sorted(known.keys() - ours)
