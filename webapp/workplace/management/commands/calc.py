"""``istok calc FILE|-``: answer a JSON list of requests to the rules of ``tariffs``.

Every shape stands in ``docs/calc.md``.
"""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tariffs import calc, inputs

MOST_DIGITS = 40


class Command(BaseCommand):
    help = (
        "Count penalty, duty, terms and charges: reads a JSON list of requests, prints the "
        "list of answers."
    )
    requires_system_checks: list[str] = []  # the rules need neither the database nor the settings

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="a JSON file, or - for the standard input")

    def handle(self, *args: Any, file: str, **options: Any) -> None:
        try:
            answers = calc.answer(
                _read(sys.stdin.read() if file == "-" else Path(file).read_text("utf-8"))
            )
        except (
            OSError,
            UnicodeDecodeError,
            json.JSONDecodeError,
            inputs.UnableToCalculate,
        ) as refusal:
            raise CommandError(f"{file}: {refusal}") from refusal
        except RecursionError as refusal:
            raise CommandError(f"{file}: the brackets are nested too deeply") from refusal
        self.stdout.write(
            _written(
                answers,
                getattr(self.stdout, "encoding", None) or "utf-8",
            )
        )


def _read(text: str) -> Any:
    """Numbers that were not written as strings keep their decimal digits."""
    return json.loads(text, parse_float=str, parse_constant=str, parse_int=_whole)


def _whole(digits: str) -> int | str:
    """Python refuses to read thousands of digits.

    As a string they are refused by the rule that meets them, for one request only.
    """
    if len(digits) <= MOST_DIGITS:
        return int(digits)
    return digits


def _written(answers: list[dict[str, Any]], encoding: str) -> str:
    text = json.dumps(answers, ensure_ascii=False, indent=2)
    try:
        text.encode(encoding)
    except UnicodeEncodeError:  # the terminal cannot show some character: its code says the same
        return json.dumps(answers, indent=2)
    return text
