"""Migrations are safe on a table with millions of rows, by squawk's reading of their SQL; and models have no change without one."""

import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

pytestmark = pytest.mark.django_db

# matters of taste, and what Django's own columns are made of
NOT_ASKED = (
    "prefer-text-field",
    "prefer-robust-stmts",
    "prefer-identity",
    "prefer-bigint-over-int",
    "prefer-bigint-over-smallint",
    "require-timeout-settings",
)
# the first release makes its tables in several steps because apps point at each other; they are empty then
NOT_ASKED_OF_THE_FIRST = ("adding-required-field", "adding-foreign-key-constraint")


def complaints(folder: Path, *, not_asked: tuple[str, ...]) -> str:
    beside = Path(sysconfig.get_path("scripts")) / "squawk"
    squawk = str(beside) if beside.exists() else shutil.which("squawk") or "squawk"
    command = [
        squawk,
        "--assume-in-transaction",
        "--pg-version=16.0",
        f"--exclude={','.join(not_asked)}",
        *map(str, folder.glob("*.sql")),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr if done.returncode else ""


def test_no_model_has_a_change_without_its_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize(
    ("is_first", "not_asked"),
    [(True, (*NOT_ASKED, *NOT_ASKED_OF_THE_FIRST)), (False, NOT_ASKED)],
    ids=["first", "later"],
)
def test_every_migration_is_safe_on_a_living_database(
    tmp_path: Path, is_first: bool, not_asked: tuple[str, ...]
) -> None:
    loader = MigrationExecutor(connection).loader
    ours = [
        migration
        for migration in loader.disk_migrations.values()
        if migration.__module__.startswith("webapp.")
    ]
    for migration in ours:
        if migration.name.endswith("_initial") is is_first:
            script = tmp_path / f"{migration.app_label}.{migration.name}.sql"
            script.write_text("\n".join(loader.collect_sql([(migration, False)])))

    assert ours
    assert not list(tmp_path.iterdir()) or complaints(tmp_path, not_asked=not_asked) == ""
