"""``istok prepare``: bring the database to the present version; safe to repeat."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from webapp.recovery.operations import schemes


class Command(BaseCommand):
    """Migrate, then write what every installation has: roles and default schemes."""

    help = "Migrate the database and write roles and default schemes."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("seed_roles", verbosity=0)
        schemes.install_defaults()
        self.stdout.write("the database is up to date")
