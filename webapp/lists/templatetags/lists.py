"""What the templates of lists need: a value of a row as people read it."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from webapp.lists.declarations import Column, Result
from webapp.lists.queries import words

register = template.Library()


@register.simple_tag(takes_context=True)
def cells(context: Context, row: Any) -> SafeString:
    """Return the cells of a row.

    There are some five hundred on a page: a template of every cell would take longer than to find
    the rows.
    """
    made = []
    for place in context["places"]:
        inside = place.shown.render(context) if place.shown else _cell(place.column, row)
        made.append(f"{place.opening}{inside}</td>")
    return mark_safe("".join(made))


def _cell(column: Column, row: Any) -> SafeString:
    """Return the value of a cell; what is cut off is told when one points at it."""
    text = words.plain(column.read(row))
    if not text:
        return format_html('<span class="ik-sub">{}</span>', "—")
    if column.is_number:
        return format_html("{}", text)
    return format_html('<span title="{}">{}</span>', text, text)


@register.filter
def told(results: Sequence[Result]) -> str:
    """Return how many were done, and how many were refused."""
    refused = sum(bool(result.refusal) for result in results)
    counts = {"done": len(results) - refused, "refused": refused}
    return _("Done: %(done)s, refused: %(refused)s.") % counts


@register.simple_tag
def key_of(listing: Any, row: Any) -> str:
    """Return what a row is ticked by."""
    return str(listing.key(row))


@register.simple_tag
def name_of(listing: Any, row: Any) -> str:
    """Return what a row is called."""
    return str(listing.name(row))
