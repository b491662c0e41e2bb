"""The menu as it stands beside every page."""

import functools
from dataclasses import dataclass, field
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()
# seven roles, some forty pages, two languages
_KEPT = 600


@dataclass(frozen=True, slots=True)
class Menu:
    """What a person sees: two menus of the same language and lines look alike."""

    language: str | None
    lines: tuple[tuple[str, bool, str], ...]
    sections: list[dict[str, Any]] = field(compare=False)


@register.simple_tag
def drawn_menu(sections: list[dict[str, Any]]) -> SafeString:
    """Return the menu in HTML, drawn once for the same lines, counters and page."""
    lines = (item for section in sections for item in section["items"])
    shown = ((line["link"], line["active"], line.get("badge", "")) for line in lines)
    return _draw(Menu(get_language(), tuple(shown), sections))


@functools.lru_cache(maxsize=_KEPT)
def _draw(menu: Menu) -> SafeString:
    return render_to_string("workplace/_menu.html", {"sections": menu.sections})
