"""``istok``: the command line of the whole system. Every command is a Django management command."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run the command named in the arguments."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "webapp.config.settings")
    execute_from_command_line(["istok", *sys.argv[1:]])


if __name__ == "__main__":
    main()
