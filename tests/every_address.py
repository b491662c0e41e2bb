"""Every address of the project, as the resolver knows it."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver

PUBLIC = frozenset(
    {
        *("root", "healthz", "twilio_keys", "twilio_report"),
        "calendar_feed",
        *("admin:login", "admin:logout", "admin:language"),
    }
)
"""What answers somebody who has not logged in; ``root`` only sends to the login."""


def patterns(resolver: URLResolver, route: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    """Yield the name and the route of every address below a resolver."""
    for pattern in resolver.url_patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name or ''}", here
        else:
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from patterns(pattern, here, space + inner)


def filled(route: str, known: dict[str, Any]) -> str:
    """Return a route with its blanks filled."""
    parts = []
    for part in route.replace("<", "\0<").replace(">", ">\0").split("\0"):
        name = part.strip("<>").rpartition(":")[2]
        parts.append(str(known[name]) if part.startswith("<") else part)
    return "".join(parts)
