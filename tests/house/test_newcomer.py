"""A newcomer's first minutes: nothing has been started, and every command answers in words."""

import json
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import get_commands
from django.db import connections

from documents import libreoffice
from tests.house import source
from webapp.config import apps, given, manual
from webapp.config.stack import ports, program

OURS = ("up", "demo", "calc", "doctor", "prepare", "relay", "worker", "bounces", "restored")


def istok(*arguments: str, home: Path, typed: str = "", **variables: str) -> tuple[int, str]:
    """Run a command as in a fresh checkout; return its exit code and all that it said."""
    theirs = ("DATABASE_URL", "SECRET_KEY", "TEMPORAL_ADDRESS", "ISTOK_TESTS_EMBEDDED_DATABASE")
    kept = {name: value for name, value in os.environ.items() if name not in theirs}
    done = subprocess.run(
        [sys.executable, "-m", "webapp.config.cli", *arguments],
        cwd=source.ROOT,
        env={**kept, "ISTOK_HOME": str(home), **variables},
        input=typed,
        capture_output=True,
        text=True,
        timeout=120,
    )
    return done.returncode, done.stdout + done.stderr


def is_one_sentence(said: str) -> bool:
    return len(said.strip().splitlines()) == 1 and "Traceback" not in said


def test_help_lists_our_commands_first_each_with_its_line(tmp_path: Path) -> None:
    code, said = istok("help", home=tmp_path)
    ours, foreign = said.split("Django's own:")

    assert code == 0
    assert all(re.search(rf"^  {name} +\w", ours, re.MULTILINE) for name in OURS)
    assert re.search(r"^  migrate$", foreign, re.MULTILINE)
    assert not re.search(r"^  migrate\b", ours, re.MULTILINE)


@pytest.mark.parametrize("name", OURS)
def test_a_command_says_what_it_is_for_in_one_line(name: str) -> None:
    assert re.fullmatch(r"\S.{15,}", manual.summary(name))


def test_every_command_of_help_explains_itself_where_nothing_has_been_started(
    tmp_path: Path,
) -> None:
    """One process asks them all: each start of Django costs seconds."""
    script = (
        "import contextlib, io, json, sys\n"
        "from django.core.management import get_commands\n"
        "from webapp.config import cli\n"
        "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'webapp.config.settings'\n"
        "os.environ['SECRET_KEY'] = 'k' * 50\n"
        "import django; django.setup()\n"
        "said = {}\n"
        "for name in get_commands():\n"
        "    sys.argv = ['istok', name, '--help']\n"
        "    out = io.StringIO()\n"
        "    with contextlib.redirect_stdout(out), contextlib.suppress(SystemExit):\n"
        "        cli.main()\n"
        "    said[name] = out.getvalue()\n"
        "print(json.dumps(said))\n"
    )
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=source.ROOT,
        env={**kept, "ISTOK_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    said = json.loads(done.stdout)

    assert set(said) == set(get_commands())
    assert not [name for name, text in said.items() if not text.startswith("usage: istok")]


@pytest.mark.parametrize("arguments", [("help", "up"), ("demo", "--help"), ("help", "calc")])
def test_help_about_one_command_needs_nothing(arguments: tuple[str, ...], tmp_path: Path) -> None:
    code, said = istok(*arguments, home=tmp_path)

    assert (code, said.split()[0]) == (0, "usage:")


def test_calc_answers_where_nothing_has_been_started(tmp_path: Path) -> None:
    code, said = istok("calc", "-", home=tmp_path, typed="[]")

    assert (code, json.loads(said)) == (0, [])


@pytest.mark.parametrize("command", ["doctor", "relay", "migrate"])
def test_a_command_that_needs_servers_says_what_to_start(command: str, tmp_path: Path) -> None:
    code, said = istok(command, home=tmp_path)

    assert code == 1
    assert is_one_sentence(said)
    assert "istok up" in said and "DATABASE_URL" in said


def test_a_stack_that_has_been_stopped_is_named_in_one_sentence(tmp_path: Path) -> None:
    nobody = f"postgres://istok:x@127.0.0.1:{ports.any_free()}/istok"
    (tmp_path / "env").write_text(f"DATABASE_URL={nobody}\nSECRET_KEY={'k' * 50}\n")

    code, said = istok("doctor", home=tmp_path)

    assert code == 1
    assert is_one_sentence(said)
    assert "the database does not answer" in said


WRONG = {
    "not an address": {"DATABASE_URL": "localhost"},
    "no database in it": {"DATABASE_URL": "postgres://istok@127.0.0.1:5432"},
    "another server": {"DATABASE_URL": "mysql://istok@127.0.0.1/istok"},
    "a port in words": {"DATABASE_URL": "postgres://istok@127.0.0.1:main/istok"},
    "a bracket lost": {"DATABASE_URL": "postgres://istok@[::1/istok"},
    "temporal by a page": {"TEMPORAL_ADDRESS": "http://temporal:8233/"},
    "temporal without a port": {"TEMPORAL_ADDRESS": "temporal"},
    "a third of twilio": {"TWILIO_ACCOUNT_SID": "AC1"},
    "twilio without a number": {"TWILIO_ACCOUNT_SID": "AC1", "TWILIO_AUTH_TOKEN": "t"},
    "only twilio's number": {"TWILIO_FROM": "+15005550006"},
    "a gateway without a sender": {"SMTP_URL": "smtp://mail:25"},
    "a sender without a gateway": {"MAIL_FROM": "dolg@istok.example"},
    "an engine nobody knows": {"PDF_ENGINE": "word"},
    "an engine in capital letters": {"PDF_ENGINE": "LibreOffice"},
    "an engine by its program": {"PDF_ENGINE": "soffice"},
    "a level nobody knows": {"LOG_LEVEL": "LOUD"},
    "a level in small letters": {"LOG_LEVEL": "debug"},
}


@pytest.mark.parametrize("variables", WRONG.values(), ids=WRONG.keys())
def test_a_wrong_setting_is_named_in_one_sentence(variables: dict[str, str]) -> None:
    (fault,) = given.faults(variables)

    assert any(name in fault for name in variables)


@pytest.mark.parametrize(
    "variables",
    [
        {},
        {"DATABASE_URL": "postgres://istok:p%40ss@db.local/istok", "LOG_LEVEL": "INFO"},
        {"DATABASE_URL": "postgresql://istok@[::1]:5433/istok?sslmode=require"},
        {"DATABASE_URL": "postgres://%2Fvar%2Frun%2Fpostgresql/istok"},
        {"TEMPORAL_ADDRESS": "temporal.local:7233"},
        {"PDF_ENGINE": "dxpdf"},
        {"PDF_ENGINE": ""},
        {"SMTP_URL": "smtp://mail:587", "MAIL_FROM": "dolg@istok.example"},
        {"TWILIO_ACCOUNT_SID": "AC1", "TWILIO_AUTH_TOKEN": "t", "TWILIO_FROM": "+15005550006"},
    ],
)
def test_right_settings_are_taken(variables: dict[str, str]) -> None:
    assert given.faults(variables) == []


def test_libreoffice_where_there_is_none_is_refused_before_anything_starts(
    tmp_path: Path,
) -> None:
    code, said = istok("up", home=tmp_path / "home", PDF_ENGINE="libreoffice", PATH=str(tmp_path))

    assert (code, is_one_sentence(said)) == (1, True)
    assert "no program soffice or libreoffice is on the PATH" in said
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("name", libreoffice.PROGRAMS)
def test_libreoffice_is_taken_under_either_of_its_names(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / name).touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert given.faults({"PDF_ENGINE": "libreoffice"}) == []


def test_a_password_in_a_wrong_address_is_not_shown() -> None:
    assert "sesame" not in "".join(given.faults({"DATABASE_URL": "postgres://istok:sesame@host"}))


@pytest.mark.parametrize("command", ["up", "check"])
def test_nothing_starts_with_a_wrong_setting(command: str, tmp_path: Path) -> None:
    code, said = istok(command, home=tmp_path / "home", DATABASE_URL="localhost")

    assert code == 1
    assert is_one_sentence(said)
    assert "DATABASE_URL is not an address of a database" in said
    assert not (tmp_path / "home").exists()


def test_a_named_port_that_is_taken_is_refused_before_anything_starts(tmp_path: Path) -> None:
    with socket.socket() as holder:
        holder.bind((ports.HOST, 0))
        holder.listen()
        port = str(holder.getsockname()[1])
        code, said = istok("up", "--port", port, home=tmp_path / "home")

    assert (code, is_one_sentence(said)) == (1, True)
    assert f"port {port} is taken" in said
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("port", ["0", "65536", "-1", "web"])
def test_a_port_that_cannot_be_is_refused(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        program.parser().parse_args(["up", f"--port={port}"])

    assert f"invalid port value: '{port}'" in capsys.readouterr().err


class _Server:
    """What a connection knows about its server."""

    def __init__(self, version: int) -> None:
        self.connection = self
        self.info = self
        self.server_version = version


@pytest.mark.parametrize(
    ("version", "name"), [(150010, "15.10"), (130000, "13.0"), (90624, "9.624")]
)
def test_an_old_postgresql_is_refused_by_name(version: int, name: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"PostgreSQL {name} is too old"):
        apps.refuse_old_postgres(connection=_Server(version))


@pytest.mark.parametrize("version", [160000, 160009, 180006])
def test_postgresql_16_and_later_is_taken(version: int) -> None:
    apps.refuse_old_postgres(connection=_Server(version))


def test_every_new_connection_is_looked_at(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apps, "OLDEST_POSTGRES", 99)
    fresh = connections["default"].copy()

    with pytest.raises(ImproperlyConfigured, match="needs 99 or later"):
        fresh.ensure_connection()
    fresh.close()
