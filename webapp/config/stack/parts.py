"""The parts of the stack: which there are in given surroundings, and how each is run."""

import os
import sys
import urllib.error
import urllib.request
from functools import partial

from webapp.config.stack import ports, postgres, temporal
from webapp.config.stack.processes import Part
from webapp.config.stack.surroundings import Surroundings

WORKERS = 2
_OPENER = urllib.request.build_opener(
    urllib.request.ProxyHandler({})
)  # this machine is reached directly, whatever the proxy
# the threads of the reception mostly wait for slow visitors; the work is done at the desks behind
# it
WEB_THREADS = 32
# who is not served yet waits for a thread, and keeps no other from the door
WEB_CONNECTIONS = 512
HEADERS_WITHIN_MS = 10_000
SETTLES_SECONDS = (
    2.0  # relay and worker answer nobody: they are taken for running when they have run for so long
)


def istok(*arguments: str) -> tuple[str, ...]:
    """Return the command line of an ``istok`` command, with this very Python."""
    return (sys.executable, "-m", "webapp.config.cli", *arguments)


def servers(surroundings: Surroundings) -> list[Part]:
    """Return the outside world that nobody has named.

    Database, Temporal, mail catcher, telephone fake.
    """
    makers = {
        "DATABASE_URL": _postgres,
        "TEMPORAL_ADDRESS": _temporal,
        "SMTP_URL": _mail_catcher,
        "TWILIO_ACCOUNT_SID": _twilio_fake,
    }
    return [make(surroundings) for name, make in makers.items() if name in surroundings.own]


def office(surroundings: Surroundings) -> list[Part]:
    """Return our own processes."""
    workers = [
        Part(
            "worker" if number == 1 else f"worker{number}",
            istok("worker"),
            settles_seconds=SETTLES_SECONDS,
        )
        for number in range(1, WORKERS + 1)
    ]
    return [
        Part("relay", istok("relay"), settles_seconds=SETTLES_SECONDS),
        *workers,
        *_bounces(surroundings),
        _web(surroundings),
    ]


def _bounces(surroundings: Surroundings) -> list[Part]:
    """Return the reader of the mailbox where letters come back, when there is one."""
    if not surroundings.values.get("IMAP_URL"):
        return []
    return [Part("bounces", istok("bounces"), settles_seconds=SETTLES_SECONDS)]


def _postgres(surroundings: Surroundings) -> Part:
    cluster = surroundings.cluster
    return Part(
        "postgres",
        cluster.command(settings=postgres.TRUTHFUL),
        is_ready=partial(postgres.answers, cluster),
        stop_signal=postgres.STOP_SIGNAL,
        leashed=partial(postgres.on_leash, folder=cluster.folder),
    )


def _temporal(surroundings: Surroundings) -> Part:
    command = temporal.command(
        port=surroundings.ports["temporal"],
        ui_port=surroundings.ports["temporal_ui"],
        metrics_port=surroundings.ports["temporal_metrics"],
        database=surroundings.home / "temporal.db",
    )
    return Part(
        "temporal",
        command,
        is_ready=partial(temporal.answers, surroundings.values["TEMPORAL_ADDRESS"]),
    )


def _mail_catcher(surroundings: Surroundings) -> Part:
    port = surroundings.ports["mail"]
    ui_port = surroundings.ports["mail_ui"]
    store = str(surroundings.home / "mail.jsonl")
    imap_port = str(surroundings.ports["mail_imap"])
    command = istok(
        *("mail_catcher", "--port", str(port), "--ui-port", str(ui_port)),
        *("--imap-port", imap_port, "--store", store),
    )
    return Part("mail", command, is_ready=partial(ports.answers, port))


def _twilio_fake(surroundings: Surroundings) -> Part:
    port = surroundings.ports["twilio"]
    store = str(surroundings.home / "twilio.jsonl")
    # its keys are in the environment of every part, where no other user sees them
    command = istok("twilio_fake", "--port", str(port), "--store", store)
    return Part("twilio", command, is_ready=partial(ports.answers, port))


def _web(surroundings: Surroundings) -> Part:
    command = (
        *(
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--host",
            ports.HOST,
            "--port",
            str(surroundings.ports["web"]),
        ),
        *("--workers", str(max(2, os.cpu_count() or 1)), "--workers-kill-timeout", "10"),
        *("--blocking-threads", str(WEB_THREADS), "--backpressure", str(WEB_CONNECTIONS)),
        *("--http", "1", "--http1-header-read-timeout", str(HEADERS_WITHIN_MS)),
        *("--no-ws", "--log-level", "error"),
        "webapp.config.wsgi:application",
    )
    return Part(
        "web",
        command,
        is_ready=partial(_is_healthy, f"{surroundings.web_url}/healthz"),
    )


def _is_healthy(url: str) -> bool:
    try:
        with _OPENER.open(url, timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False
