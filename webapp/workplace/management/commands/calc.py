"""``istok calc FILE|-``: answer a JSON list of requests to the rules of ``tariffs``; every shape stands in ``docs/calc.md``."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tariffs import calc, inputs


class Command(BaseCommand):
    help = "Count penalty, duty, terms and charges: reads a JSON list of requests, prints the list of answers."
    requires_system_checks: list[str] = []  # the rules need neither the database nor the settings

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="a JSON file, or - for the standard input")

    def handle(self, *args: Any, file: str, **options: Any) -> None:
        try:
            text = sys.stdin.read() if file == "-" else Path(file).read_text("utf-8")
            # numbers that were not written as strings keep their decimal digits
            requests = json.loads(text, parse_float=str, parse_constant=str)
            answers = calc.answer(requests)
        except (OSError, UnicodeDecodeError, json.JSONDecodeError, inputs.UnableToCalculate) as refusal:
            raise CommandError(f"{file}: {refusal}") from refusal
        self.stdout.write(json.dumps(answers, ensure_ascii=False, indent=2))
