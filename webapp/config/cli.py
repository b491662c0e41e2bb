"""``istok``: the command line of the whole system. Every command is a Django management command, save the two that start the stack."""

import os
import sys

from django.core.management import execute_from_command_line

from webapp.config.stack import program


def main() -> None:
    """Run the command named in the arguments."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "webapp.config.settings")
    if sys.argv[1:2] and sys.argv[1] in program.COMMANDS:
        sys.exit(program.main(sys.argv[1:]))
    execute_from_command_line(["istok", *sys.argv[1:]])


if __name__ == "__main__":
    main()
