"""``istok import debts FILE``, ``… statement FILE`` and ``… events FILE``.

The same loads as on the screens.
"""  # noqa: N999  a command is named by its file

from argparse import ArgumentParser
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from webapp.payments import operations
from webapp.payments.uploads import DEBTS
from webapp.recovery.uploads import COURT_EVENTS
from webapp.staff import amounts
from webapp.staff import queries as staff
from webapp.uploads import operations as uploads
from webapp.uploads.declarations import Kind, Report
from webapp.uploads.tables import books
from webapp.uploads.tables.sheets import UnableToReadTable


class Command(BaseCommand):
    help = (
        "Load a debts registry or court and bailiff events (xlsx, xls, csv), or a bank "
        "statement (1CClientBankExchange)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["debts", "statement", "events"])
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--good-rows",
            action="store_true",
            help="load the good rows although others are refused",
        )
        parser.add_argument(
            "--report",
            type=Path,
            metavar="FILE.xlsx",
            help="write the refused rows to a spreadsheet",
        )

    def handle(
        self,
        *args: Any,
        what: str,
        file: Path,
        good_rows: bool,
        report: Path | None,
        **options: Any,
    ) -> None:
        try:
            content = file.read_bytes()
        except OSError as error:
            raise CommandError(
                _("Cannot read %(file)s: %(why)s.") % {"file": file, "why": error.strerror}
            ) from error
        load = {"debts": self._debts, "statement": self._statement, "events": self._events}[what]
        load(file.name, content, good_rows, report)

    def _debts(self, name: str, content: bytes, good_rows: bool, report: Path | None) -> None:
        done = self._load(DEBTS, name, content, good_rows, report)
        counts = done.written.details
        lines = [
            (_("Rows in the file"), done.rows_total),
            (_("Loaded"), done.rows_loaded),
            (_("Already there"), done.rows_unchanged),
            (_("New accounts"), counts.get("accounts_created", 0)),
            (_("Payments whose advance was used"), counts.get("advances_used", 0)),
        ]
        self._facts(lines)
        self._refused([(row.row, row.column, row.message) for row in done.errors], report)

    def _statement(self, name: str, content: bytes, good_rows: bool, report: Path | None) -> None:
        try:
            done = operations.load_statement(
                file_name=name,
                content=content,
                by=None,
                today=staff.today(),
                good_rows_only=good_rows,
            )
        except (operations.UnableToRead, operations.UnableToLoad) as error:
            raise CommandError(str(error)) from error
        if done.was_loaded_before:
            self.stdout.write(_("This file was loaded before: nothing has changed."))
        for warning in done.warnings:
            self.stderr.write(self.style.WARNING(_("Warning: %(text)s") % {"text": warning}))
        self._refused(
            [(refusal.line, refusal.number, refusal.message) for refusal in done.errors],
            report,
        )
        if done.statement_id is None:
            raise CommandError(
                _(
                    "Nothing was loaded: correct the file, or add --good-rows to load the "
                    "other documents."
                )
            )
        self._facts(
            [
                (_("Documents in the file"), done.documents),
                (
                    _("Payments posted"),
                    f"{done.posted} ({amounts.money(done.posted_amount)} ₽)",
                ),
                (
                    _("In the unidentified queue"),
                    f"{done.unidentified} ({amounts.money(done.unidentified_amount)} ₽)",
                ),
                (_("Known from another file"), done.repeated),
                (_("Outgoing, left aside"), done.outgoing),
                (_("Documents without money, set aside"), done.without_money),
            ]
        )

    def _events(self, name: str, content: bytes, good_rows: bool, report: Path | None) -> None:
        done = self._load(COURT_EVENTS, name, content, good_rows, report)
        lines = [
            (_("Rows in the file"), done.rows_total),
            (_("Events entered"), done.rows_loaded),
            (_("Already there"), done.rows_unchanged),
        ]
        self._facts(lines)
        self._refused([(row.row, row.column, row.message) for row in done.errors], report)

    def _load(
        self,
        kind: Kind[Any, Any],
        name: str,
        content: bytes,
        good_rows: bool,
        report: Path | None,
    ) -> Report:
        try:
            return uploads.load(
                kind=kind,
                file_name=name,
                content=content,
                by=None,
                today=staff.today(),
                good_rows_only=good_rows,
            )
        except UnableToReadTable as error:
            raise CommandError(str(error)) from error
        except uploads.UnableToLoad as error:
            self._refused([(row.row, row.column, row.message) for row in error.errors], report)
            raise CommandError(str(error)) from error

    def _facts(self, lines: Iterable[tuple[str, object]]) -> None:
        for name, value in lines:
            self.stdout.write(f"{name}: {value}")

    def _refused(self, rows: Sequence[tuple[int, str, str]], report: Path | None) -> None:
        for line, what, why in rows:
            self.stderr.write(self.style.ERROR(f"{line}: {what}: {why}"))
        if report is not None:
            headings = [
                books.Heading(_("Line of the file"), 14),
                books.Heading(_("Document or column"), 24),
                books.Heading(_("Why it is refused"), 80),
            ]
            try:
                report.write_bytes(books.book(books.Sheet(headings, rows, is_filtered=True)))
            except books.UnableToWrite as error:
                self.stderr.write(self.style.ERROR(str(error)))
