"""``istok``: the command line of the whole system.

Every command is a Django management command, save the two that start the stack.
"""

import os
import secrets
import sys
from collections.abc import Sequence
from pathlib import Path

import django
import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import OperationalError

from webapp.config import manual
from webapp.config.stack import processes, program

HELP = ("help", "--help", "-h")
# what needs no database, no Temporal and no secret
ALONE = {
    *("calc", "mail_catcher", "twilio_fake", "check", "diffsettings", "findstatic", "shell"),
    *("collectstatic", "compilemessages", "makemessages", "makemigrations", "optimizemigration"),
    *("squashmigrations", "startapp", "startproject", "version", "--version"),
}
NOTHING_RUNS = (
    "nothing has been started here: run `istok up` or `make demo`,"
    " or name a database in DATABASE_URL (docs/production.md)"
)
DATABASE_IS_AWAY = (
    "the database does not answer: start everything with `istok up`, or look at DATABASE_URL"
)


def main() -> None:
    """Run the command named in the arguments."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "webapp.config.settings")
    arguments = _spelled_out(sys.argv[1:])
    if arguments[0] in program.COMMANDS:
        sys.exit(program.main(arguments))
    try:
        _run(arguments)
    except ImproperlyConfigured as error:
        sys.exit(f"istok: {error}")
    except OperationalError as error:
        if not _is_away(error):
            raise
        sys.exit(f"istok: {DATABASE_IS_AWAY}")


def _spelled_out(arguments: Sequence[str]) -> list[str]:
    """Return the arguments with every way to ask for help written in one."""
    if arguments[:1] == ["help"] and len(arguments) == 2:
        return [arguments[1], "--help"]
    return list(arguments) or ["help"]


def _run(arguments: list[str]) -> None:
    is_question = arguments[0] in HELP or bool({"--help", "-h"}.intersection(arguments))
    if is_question or arguments[0] in ALONE:
        if not _is_set_up("SECRET_KEY"):
            # nothing is signed with it: it lives as long as this command
            os.environ["SECRET_KEY"] = secrets.token_hex(32)
    elif not _is_set_up("DATABASE_URL"):
        sys.exit(f"istok: {NOTHING_RUNS}")
    if arguments[0] in HELP:
        django.setup()
        print("\n".join(manual.lines()))  # noqa: T201
        return
    execute_from_command_line(["istok", *arguments])


def _is_set_up(name: str) -> bool:
    """Say whether a person or the supervisor has given a variable."""
    home = Path(os.environ.get("ISTOK_HOME") or processes.ROOT / ".istok")
    return bool(os.environ.get(name)) or (home / "env").exists()


def _is_away(error: OperationalError) -> bool:
    """A server that cannot be reached has no code for what is wrong.

    Any other error is shown whole.
    """
    cause = error.__cause__
    return isinstance(cause, psycopg.OperationalError) and cause.sqlstate is None


if __name__ == "__main__":
    main()
