"""``istok api_token give|list|revoke``: tokens of programs, as on the screen of the office."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from webapp.api import queries
from webapp.api.models import Scope
from webapp.api.operations import tokens


class Command(BaseCommand):
    help = "Give a program a token of the API (its secret is printed once), list or revoke them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True)
        give = deeds.add_parser("give", help="give a token; its secret is printed and kept nowhere")
        give.add_argument("program", help="what the token is for, in words")
        give.add_argument("--owner", required=True, help="login of whose name the program calls in")
        give.add_argument(
            "--scope",
            action="append",
            required=True,
            choices=Scope.values,
            dest="scopes",
        )
        give.add_argument("--days", type=int, default=90, help="for how long it holds")
        deeds.add_parser("list", help="list the tokens")
        revoke = deeds.add_parser("revoke", help="let a token open nothing any more")
        revoke.add_argument("number", type=int, help="its number in the list")

    def handle(self, *args: Any, deed: str, **options: Any) -> None:
        deeds = {
            "give": self._give,
            "list": self._list,
            "revoke": self._revoke,
        }
        deeds[deed](options)

    def _give(self, asked: dict[str, Any]) -> None:
        owner = queries.owners().filter(username=asked["owner"]).first()
        if owner is None:
            raise CommandError(
                _("Nobody of that login works here: %(login)s.") % {"login": asked["owner"]}
            )
        try:
            _token, secret = tokens.give(
                owner=owner,
                title=asked["program"],
                scopes=asked["scopes"],
                days=asked["days"],
                by=None,
                now=timezone.now(),
            )
        except tokens.UnableToGive as error:
            raise CommandError(str(error)) from error
        self.stdout.write(secret)

    def _list(self, _asked: dict[str, Any]) -> None:
        for token in queries.tokens():
            if token.revoked_at:
                state = _("revoked")
            else:
                state = f"{token.expires_at:%d.%m.%Y}"
            facts = (
                str(token.pk),
                str(token),
                token.owner.username,
                state,
                " ".join(token.scopes),
            )
            self.stdout.write("  ".join(facts))

    def _revoke(self, asked: dict[str, Any]) -> None:
        try:
            tokens.revoke(
                token_id=asked["number"],
                by=None,
                now=timezone.now(),
            )
        except tokens.UnableToRevoke as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_("Revoked."))
