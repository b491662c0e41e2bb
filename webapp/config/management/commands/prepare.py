"""``istok prepare``: bring the database to the present version; safe to repeat."""

from typing import Any

from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand

SEEDS = ("seed_roles", "seed_schemes")


class Command(BaseCommand):
    """Migrate, then write what every installation has: roles and default schemes."""

    help = "migrate the database and write roles and default schemes"

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        known = get_commands()
        for name in SEEDS:
            if name in known:
                call_command(name, verbosity=0)
        self.stdout.write("the database is up to date")
