"""What every page may need: money as people read it, a status as a colored tag."""

from typing import Any, Protocol

from django import template
from django.db.models.options import Options
from django.utils import translation
from django.utils.formats import localize
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import npgettext as in_right_form

from webapp.staff import amounts, characters

register = template.Library()
register.filter("money", amounts.money)
register.filter("shown", characters.shown)


class _HasStatus(Protocol):
    status: str
    Status: Any


@register.simple_tag
def status(thing: _HasStatus) -> SafeString:
    """Return the tag of a thing's status: the status itself knows its tone and its label."""
    kind = thing.Status(thing.status)
    return format_html('<span class="ik-tag {}">{}</span>', kind.tone, kind.label)


@register.filter
def counted(number: int, opts: "Options[Any]") -> str:
    """Return how many rows of a table there are, in the right form: 2 лицевых счёта."""
    with translation.override("en"):
        one, many = str(opts.verbose_name), str(opts.verbose_name_plural)
    return f"{localize(number)} {in_right_form('counted', one, many, number)}"
