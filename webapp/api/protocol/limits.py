"""How often one may call: by network address before it is known who calls, by token after."""

from datetime import datetime

from django.utils.translation import gettext as _

from webapp.api.operations import call_counts
from webapp.api.protocol.problems import Code, Problem

ADDRESS_CALLS_A_MINUTE = 1200
TOKEN_CALLS_A_MINUTE = 600
BODY_BYTES_MAX = 32 * 1024 * 1024


def count_address(address: str, *, now: datetime) -> None:
    """Count a call from a network address.

    :raises Problem: when there are too many
    """
    _count(f"address:{address}", ADDRESS_CALLS_A_MINUTE, now)


def count_token(token_id: int, *, now: datetime) -> None:
    """Count a call with a token.

    :raises Problem: when there are too many
    """
    _count(f"token:{token_id}", TOKEN_CALLS_A_MINUTE, now)


def refuse_large(length: str | None) -> None:
    """Refuse by its announced length what no call is as long as; no more than that is read.

    :raises Problem: when it is too long
    """
    if not length or not length.isdecimal():
        return
    if int(length) > BODY_BYTES_MAX:
        megabytes = BODY_BYTES_MAX // 1024 // 1024
        raise Problem(
            Code.TOO_LARGE,
            _("At most %(size)d MB go into one call: divide it.") % {"size": megabytes},
        )


def _count(caller: str, most: int, now: datetime) -> None:
    calls = call_counts.count(caller=caller[:80], now=now)
    if calls > most:
        raise Problem(
            Code.TOO_MANY_CALLS,
            _("More than %(most)d calls in a minute: wait for the next one.") % {"most": most},
            retry_after_s=60 - now.second,
        )
