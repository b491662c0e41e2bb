"""The second factor: codes that a telephone shows for half a minute (TOTP: RFC 6238, SHA-1, six
digits, 30 seconds).
"""

import base64
import hashlib
import hmac
import secrets
from urllib.parse import quote, urlencode

STEP_S = 30
DIGITS = 6
STEPS_AROUND = 1
"""Telephones run a little fast or slow: the code before and the code after are taken too."""
_SECRET_BYTES = 20


def new_secret() -> str:
    """Return a new secret in base32, as authenticators take it when it is typed."""
    return base64.b32encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def code_of(secret: str, *, step: int) -> str:
    """Return the code of one half minute, counted since 1970 (RFC 4226, 5.3).

    >>> code_of("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", step=1)
    '287082'
    """
    digest = hmac.digest(
        base64.b32decode(secret),
        step.to_bytes(8, "big"),
        hashlib.sha1,
    )
    start = digest[-1] & 0x0F
    four = digest[start : start + 4]
    number = int.from_bytes(four, "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def step_of(secret: str, code: str, *, at_s: float, after_step: int) -> int | None:
    """Return the half minute whose code was given.

    Nothing when it is none of now, or of one used before.

    >>> step_of("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "287 082", at_s=59.0, after_step=0)
    1
    >>> step_of("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "287082", at_s=59.0, after_step=1)
    """
    given = "".join(code.split()).encode()
    now = int(at_s) // STEP_S
    for step in range(
        max(now - STEPS_AROUND, after_step + 1),
        now + STEPS_AROUND + 1,
    ):
        if hmac.compare_digest(code_of(secret, step=step).encode(), given):
            return step
    return None


def address(secret: str, *, login: str, issuer: str) -> str:
    """Return what the square code says to an authenticator."""
    query = urlencode({"secret": secret, "issuer": issuer}, quote_via=quote)
    label = f"{quote(issuer)}:{quote(login)}"
    return f"otpauth://totp/{label}?{query}"
