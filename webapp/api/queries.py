"""Which token a secret belongs to, and which tokens there are."""

import hashlib
from datetime import datetime

from django.db.models import QuerySet

from webapp.api.models import Token
from webapp.staff.models import User


def digest_of(secret: str) -> str:
    """Return what is kept of a secret.

    It has 256 random bits, which a slow hash would not make better.
    """
    digest = hashlib.sha256(secret.encode())
    return digest.hexdigest()


def token_of(*, secret: str, now: datetime) -> Token | None:
    """Return the token of a secret while it holds, and its owner still works here."""
    standing = Token.objects.filter(
        digest=digest_of(secret),
        revoked_at=None,
        expires_at__gt=now,
        owner__is_active=True,
        owner__is_staff=True,
    )
    return standing.select_related("owner").first()


def tokens() -> QuerySet[Token]:
    """Return all tokens ever given, those that stand first, the newest first."""
    everyone = Token.objects.select_related("owner", "given_by")
    return everyone.order_by("-revoked_at", "-id")


def owners() -> QuerySet[User]:
    """Return those in whose name a program may call."""
    working = User.objects.filter(is_active=True, is_staff=True)
    return working.order_by("username")
