"""Who calls and what is open: a token in the header, its scope, and the rights of the person in
whose name it calls.
"""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from webapp.api import queries
from webapp.api.models import Scope, Token
from webapp.api.operations import tokens
from webapp.staff.models import User


@dataclass(frozen=True, slots=True)
class Access:
    """What a method of a resource demands: a scope of the token, and rights of its owner."""

    scope: Scope
    rights: tuple[str, ...]


class ByToken(BaseAuthentication):
    """``Authorization: Bearer istok_…``.

    Nothing else lets in: no cookie, no password, no word in the address.
    """

    def authenticate(self, request: Request) -> tuple[User, Token] | None:
        """Return the owner of the token and the token; nothing when the call has none."""
        word, _space, secret = get_authorization_header(request).partition(b" ")
        if word.lower() != b"bearer":
            return None
        now = timezone.now()
        token = queries.token_of(
            secret=secret.decode("latin-1").strip(),
            now=now,
        )
        if token is None:
            raise AuthenticationFailed(_("The token is unknown, revoked or expired."))
        tokens.write_use(token=token, now=now)
        return token.owner, token

    def authenticate_header(self, request: Request) -> str:
        """Say how to call."""
        return 'Bearer realm="istok"'


class ByScopeAndRight(BasePermission):
    """The token must open it, and its owner must be allowed to do it."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """Refuse by saying what is missing.

        A method that the resource does not have is refused as such, later.
        """
        if request.auth is None:
            return False
        needed: Access | None = view.access.get(
            "GET" if request.method == "HEAD" else request.method
        )
        if needed is None:
            return True
        if needed.scope not in request.auth.scopes:
            raise PermissionDenied(
                _("The token does not open “%(scope)s”. Ask for another one.")
                % {"scope": needed.scope}
            )
        if not request.user.has_perms(needed.rights):
            raise PermissionDenied(_("The owner of the token may not do this."))
        return True
