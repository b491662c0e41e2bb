"""``istok demo``, in the list of commands: the command line runs it before Django loads."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """Start the stack and show its main job."""

    help = "Start everything and show debt recovery from debt to bailiffs."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("arguments", nargs="*")

    def handle(self, *args: Any, **options: Any) -> None:
        raise CommandError("start the stack from the command line: istok demo")
