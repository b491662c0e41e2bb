"""What is wrong with the settings, in one sentence each; the web process asks before it serves."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, register
from django.utils.translation import gettext as _

SECRET_KEY_SHORTEST = 32
SECOND_FACTOR_WORDS = ("required", "off")


@register("istok", deploy=True)
def secret_key_is_long(**_given: Any) -> list[Error]:
    """Refuse a key that can be guessed: it signs who is logged in."""
    if len(settings.SECRET_KEY) >= SECRET_KEY_SHORTEST:
        return []
    message = _("SECRET_KEY has fewer than %(n)d signs: put a long random one there.")
    return [Error(message % {"n": SECRET_KEY_SHORTEST}, id="istok.E001")]


@register("istok", deploy=True)
def second_factor_is_known(**_given: Any) -> list[Error]:
    """Refuse a word that would quietly switch the second factor off."""
    if settings.SECOND_FACTOR in SECOND_FACTOR_WORDS:
        return []
    return [Error(_("SECOND_FACTOR is either required or off."), id="istok.E002")]
