"""Giving tokens to programs and taking them back. The secret is told once and kept nowhere."""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from webapp.api import queries
from webapp.api.models import Scope, Token
from webapp.audit import operations as audit
from webapp.staff.models import User

PREFIX = "istok_"
"""By it people, and the programs that look for leaked secrets, know what a text is."""
_SHOWN = len(PREFIX) + 6
LONGEST_DAYS = 366
_USE_WRITTEN_EVERY = timedelta(minutes=1)


class UnableToGive(Exception):
    """The token cannot be given so."""


class UnableToRevoke(Exception):
    """The token is revoked already."""


@transaction.atomic
def give(
    *, owner: User, title: str, scopes: Collection[str], days: int, by: User | None, now: datetime
) -> tuple[Token, str]:
    """Give a program a token for some days in the name of ``owner``; return it with its secret,
    which is never told again.

    :raises UnableToGive: when it would open nothing, hold too long, or open more than whoever gives
        it may do
    """
    _refuse_wrong(title=title.strip(), scopes=scopes, days=days)
    if by is not None and _may_more(owner, by):
        raise UnableToGive(
            _("This colleague may do or see more than you: ask somebody who may as much.")
        )
    secret = PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        owner=owner,
        title=title.strip(),
        beginning=secret[:_SHOWN],
        digest=queries.digest_of(secret),
        scopes=sorted(set(scopes)),
        given_at=now,
        given_by=by,
        expires_at=now + timedelta(days=days),
    )
    _record("api.token.given", token, by)
    return token, secret


@transaction.atomic
def revoke(*, token_id: int, by: User | None, now: datetime) -> Token:
    """Let a token open nothing any more, from this moment.

    :raises UnableToRevoke: when it is revoked already
    """
    standing = Token.objects.filter(pk=token_id, revoked_at=None)
    if not standing.update(revoked_at=now):
        raise UnableToRevoke(_("This token is revoked already."))
    token = Token.objects.select_related("owner").get(pk=token_id)
    _record("api.token.revoked", token, by)
    return token


def write_use(*, token: Token, now: datetime) -> None:
    """Write down that a token is in use, once a minute: no row changes with every call."""
    before = now - _USE_WRITTEN_EVERY
    written = token.last_used_at
    if written is not None and written > before:
        return
    is_old = Q(last_used_at=None) | Q(last_used_at__lte=before)
    Token.objects.filter(is_old, pk=token.pk).update(last_used_at=now)


def _refuse_wrong(*, title: str, scopes: Collection[str], days: int) -> None:
    if not title:
        raise UnableToGive(_("Write which program the token is for."))
    if not scopes or not set(scopes) <= set(Scope.values):
        known = ", ".join(Scope.values)
        raise UnableToGive(_("Choose what the token opens: %(scopes)s.") % {"scopes": known})
    if not 1 <= days <= LONGEST_DAYS:
        raise UnableToGive(
            _("A token holds from one day to %(days)d days.") % {"days": LONGEST_DAYS}
        )


def _may_more(owner: User, by: User) -> bool:
    """Say whether one member of staff may do or see what another may not."""
    if by.is_superuser:
        return False
    if owner.is_superuser:
        return True
    if not owner.get_all_permissions() <= by.get_all_permissions():
        return True
    if not _sees_as_little(owner.segment_party_kinds, by.segment_party_kinds):
        return True
    return not _sees_as_little(owner.segment_districts, by.segment_districts)


def _sees_as_little(theirs: list[str], ours: list[str]) -> bool:
    """Say whether a list of a segment holds no more than another; an empty one holds everything."""
    if not ours:
        return True
    if not theirs:
        return False
    return set(theirs) <= set(ours)


def _record(name: str, token: Token, by: User | None) -> None:
    audit.record(
        name=name,
        subject=f"user:{token.owner_id}",
        actor=by,
        details={"token": token.pk, "program": token.title, "opens": token.scopes},
    )
