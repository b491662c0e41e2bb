"""``istok mail_catcher``: an SMTP server that keeps every letter and shows it in a browser."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from webapp.demo.stop_request import StopRequest


class Command(BaseCommand):
    help = "Take every letter by SMTP, keep it and show it in a browser; deliver nothing."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=1025)
        parser.add_argument("--ui-port", type=int, default=8025)
        parser.add_argument("--imap-port", type=int, default=1143)
        parser.add_argument(
            "--store",
            type=Path,
            required=True,
            help="file of JSON lines; letters are kept beside it",
        )

    def handle(
        self,
        *args: Any,
        host: str,
        port: int,
        ui_port: int,
        imap_port: int,
        store: Path,
        **options: Any,
    ) -> None:
        try:
            # what it stands on comes with the demonstration only
            from webapp.demo.mail_catcher import MailCatcher
        except ModuleNotFoundError as error:
            raise CommandError(f"{error.name} is not installed: run make setup-demo") from error
        stop = StopRequest()
        catcher = MailCatcher(
            store=store,
            port=port,
            ui_port=ui_port,
            imap_port=imap_port,
            host=host,
        )
        catcher.start()
        self.stdout.write(
            f"SMTP on {host}:{catcher.port}, letters at http://{host}:{catcher.ui_port}/"
        )
        self.stdout.flush()
        stop.wait()
        catcher.stop()
