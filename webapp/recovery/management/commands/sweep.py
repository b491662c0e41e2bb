"""``istok sweep``: open cases for ripe debts now, by hand."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from webapp.recovery.operations import sweep
from webapp.staff import queries as staff


class Command(BaseCommand):
    """Sweep once; doing it again opens nothing twice."""

    help = "Open recovery cases for debts that meet the criteria of the active schemes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--scheme", help="code of one scheme; all active ones by default")

    def handle(self, *args: Any, **options: Any) -> None:
        opened = sweep.sweep(
            today=staff.today(),
            scheme_code=options["scheme"],
        )
        self.stdout.write(f"opened: {opened.count}, followed already: {opened.skipped}")
