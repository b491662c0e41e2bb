"""What every test stands on: a real PostgreSQL, embedded unless ``DATABASE_URL`` names one.

The environment is settled while this file is imported, before any other conftest can touch a model; the server itself starts
with the session, once, in the process that hands tests out to the others.
"""

import gc
import os
import time
from collections.abc import Iterator

import pytest

from tests import embedded_database

pytest_plugins = ["tests.browser", "tests.temporal"]
embedded_database.settle()

import django  # noqa: E402

django.setup()

import pgtrigger  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import TransactionTestCase, override_settings  # noqa: E402
from hypothesis import HealthCheck, settings  # noqa: E402

from webapp.staff import queries  # noqa: E402

# The same examples on every machine, however slow it is; these ask for many new ones.
_MANY = {"ISTOK_EXAMPLES", "ISTOK_READINGS"}
settings.register_profile(
    "istok",
    derandomize=_MANY.isdisjoint(os.environ),
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
settings.load_profile("istok")


_BUSY = """
    SELECT count(*) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid()
       AND state IN ('active', 'idle in transaction')
"""
# what a migration leaves behind in every database, and no test changes
_KEPT = {"django_migrations", "django_content_type", "auth_permission"}


def _let_others_finish(*, seconds: float = 10.0) -> None:
    """What a page asked for last is answered in a thread of its own, and holds rows until it is."""
    until = time.monotonic() + seconds
    with connection.cursor() as cursor:
        while time.monotonic() < until:
            cursor.execute(_BUSY)
            if cursor.fetchone() == (0,):
                return
            time.sleep(0.05)


def _tables_with_rows() -> list[str]:
    """Few of some two hundred tables are written to by one test, and to empty one costs a file."""
    tables = set(connection.introspection.django_table_names(only_existing=True)) - _KEPT
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(
                f"(SELECT '{table}' FROM \"{table}\" LIMIT 1)" for table in sorted(tables)
            )
        )
        return [table for (table,) in cursor.fetchall()]


def _empty_all(test: TransactionTestCase) -> None:
    """Empty the tables after a test with transactions of its own: no table lets itself be truncated otherwise."""
    _let_others_finish()
    if found := _tables_with_rows():
        with pgtrigger.ignore(), connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {', '.join(f'"{table}"' for table in found)} CASCADE")


TransactionTestCase._fixture_teardown = _empty_all


@pytest.fixture(autouse=True, scope="session")
def _passwords_are_read_at_once() -> Iterator[None]:
    """Tests of logins guess hundreds of times, and each guess is slow on purpose."""
    with override_settings(PASSWORD_HASHERS=["tests.passwords.Quick"]):
        yield


@pytest.fixture(autouse=True)
def _clock_is_not_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test must not see the clock of the one before, nor ask for it once more when a second is over."""
    monkeypatch.setattr(queries, "_CLOCK_CHECKED_EVERY_S", 3600.0)
    queries.forget_clock()


def pytest_sessionstart(session: pytest.Session) -> None:
    embedded_database.start(session.config)
    # migrations and tests make rings of models that the collector looks through half of their time
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


def pytest_unconfigure(config: pytest.Config) -> None:
    embedded_database.stop()


def pytest_report_header(config: pytest.Config) -> str:
    return f"database: {'embedded' if embedded_database.is_ours() else os.environ['DATABASE_URL'].rpartition('@')[2]}"
