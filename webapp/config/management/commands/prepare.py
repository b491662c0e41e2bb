"""``istok prepare``: bring the database to the present version; safe to repeat."""

import gc
from typing import Any

import environ
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

from webapp.recovery.operations import schemes
from webapp.staff import guard

OBJECTS_BETWEEN_SWEEPS = 100_000


class Command(BaseCommand):
    """Migrate, then write what every installation has: roles and default schemes."""

    help = "Migrate the database and write roles and default schemes."

    def handle(self, *args: Any, **options: Any) -> None:
        """Work as the owner of the tables, where one is named, and let the office in then."""
        office = str(connection.settings_dict["USER"])
        if settings.OWNER_DATABASE_URL:
            owner = environ.Env.db_url_config(settings.OWNER_DATABASE_URL)
            connection.close()
            connection.settings_dict.update(
                USER=owner["USER"],
                PASSWORD=owner["PASSWORD"],
            )
        # each step makes its models anew, and the collector looked through them half of the time
        gc.set_threshold(OBJECTS_BETWEEN_SWEEPS, 20, 50)
        call_command("migrate", interactive=False, verbosity=0)
        if connection.settings_dict["USER"] != office:
            guard.let_work(role=office)
        call_command("seed_roles", verbosity=0)
        schemes.install_defaults()
        self.stdout.write("the database is up to date")
