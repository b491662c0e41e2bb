"""What the stack lives among.

What the environment names is used, what it does not name is started; the sum is kept in ``env``.
"""

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from webapp.config.stack import ports
from webapp.config.stack.postgres import Cluster

USUAL_PORTS = {
    "web": 8000,
    "postgres": 54329,
    "temporal": 7233,
    "temporal_ui": 8233,
    "temporal_metrics": 9233,
    "mail": 1025,
    "mail_ui": 8025,
    "mail_imap": 1143,
    "twilio": 8026,
}
ACCOUNT_SID = "AC" + "0" * 32
_MAIL = ("SMTP_URL", "MAIL_FROM", "SMTP_ANSWER_TIMEOUT", "IMAP_URL", "MAIL_PLAIN_PASSWORD")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The settled environment of one stack.

    Its folder, its ports, its variables, and which parts are our own.
    """

    home: Path
    ports: Mapping[str, int]
    values: Mapping[str, str]
    own: frozenset[str]
    cluster: Cluster

    @property
    def web_url(self) -> str:
        """Return where the web process listens."""
        return f"http://{ports.HOST}:{self.ports['web']}"


def settle(*, home: Path, given: Mapping[str, str], web_port: int) -> Surroundings:
    """Return the surroundings for what a person has given in the environment.

    Secrets and the port of the web stay.
    """
    home.mkdir(parents=True, exist_ok=True)
    kept = _kept_secrets(home)
    chosen = _ports(home, web_port)
    cluster = Cluster(
        folder=home / "postgres",
        port=chosen["postgres"],
        password=kept["postgres"],
    )
    values = {
        "SECRET_KEY": kept["secret_key"],
        "PUBLIC_URL": f"http://{ports.HOST}:{chosen['web']}",
        **_own_values(given=given, chosen=chosen, kept=kept, cluster=cluster),
    }
    own = frozenset(
        name
        for name in ("DATABASE_URL", "TEMPORAL_ADDRESS", "SMTP_URL", "TWILIO_ACCOUNT_SID")
        if not given.get(name)
    )
    settled = {name: given.get(name) or value for name, value in values.items()}
    return Surroundings(
        home=home,
        ports=chosen,
        values=settled | _passed_on(given),
        own=own,
        cluster=cluster,
    )


def _ports(home: Path, web_port: int) -> dict[str, int]:
    """Choose ports; the web's, once chosen, stays.

    Providers report there about what was sent before.

    :raises PortIsTaken: when somebody else has it now
    """
    taken: set[int] = set()
    memory = home / "port"
    if memory.exists() and web_port == USUAL_PORTS["web"]:
        web = ports.keep(int(memory.read_text()), taken=taken)
    else:
        web = ports.choose(usual=web_port, taken=taken)
    write_private(memory, str(web))
    others = {name: port for name, port in USUAL_PORTS.items() if name != "web"}
    chosen = {name: ports.choose(usual=port, taken=taken) for name, port in others.items()}
    return {"web": web, **chosen}


def _own_values(
    *,
    given: Mapping[str, str],
    chosen: Mapping[str, int],
    kept: Mapping[str, str],
    cluster: Cluster,
) -> dict[str, str]:
    """Return the variables of the parts that we start.

    All that belong to a part are ours, or none.
    """
    values = {
        "DATABASE_URL": cluster.url(),
        "TEMPORAL_ADDRESS": f"{ports.HOST}:{chosen['temporal']}",
    }
    if not given.get("SMTP_URL"):
        values |= {
            "SMTP_URL": f"smtp://{ports.HOST}:{chosen['mail']}",
            "MAIL_FROM": "dolg@istok.example",
            "IMAP_URL": f"imap://dolg:rehearsal@{ports.HOST}:{chosen['mail_imap']}",
            "MAIL_PLAIN_PASSWORD": "1",  # our own catcher on the loopback
            "SMTP_ANSWER_TIMEOUT": "10",
        }
    if not given.get("TWILIO_ACCOUNT_SID"):
        values |= {
            "TWILIO_API_URL": f"http://{ports.HOST}:{chosen['twilio']}",
            "TWILIO_ACCOUNT_SID": ACCOUNT_SID,
            "TWILIO_AUTH_TOKEN": kept["twilio"],
            "TWILIO_FROM": "+15005550006",
        }
    return values


def _passed_on(given: Mapping[str, str]) -> dict[str, str]:
    """Return what another terminal must know too when a person has given it."""
    names = ["TEMPORAL_NAMESPACE", *_MAIL, "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "PDF_ENGINE"]
    if given.get("TWILIO_ACCOUNT_SID"):
        names += ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_API_URL", "TWILIO_FROM"]
    return {name: given[name] for name in names if given.get(name)}


def _kept_secrets(home: Path) -> dict[str, str]:
    path = home / "secrets.json"
    if path.exists():
        kept: dict[str, str] = json.loads(path.read_text())
        return kept
    kept = {name: secrets.token_hex(24) for name in ("secret_key", "postgres", "twilio")}
    write_private(path, json.dumps(kept))
    return kept


def write_env(surroundings: Surroundings) -> None:
    """Write ``env``, from which ``istok …`` in another terminal learns where everything is."""
    lines = "".join(f"{name}={value}\n" for name, value in sorted(surroundings.values.items()))
    write_private(surroundings.home / "env", lines)


def write_private(path: Path, text: str) -> None:
    """Replace a file at once, readable by its owner only."""
    fresh = path.with_name(f"{path.name}.new")
    with os.fdopen(
        os.open(
            fresh,
            os.O_WRONLY | os.O_CREAT | os.O_TRUNC,
            0o600,
        ),
        "w",
    ) as target:
        target.write(text)
    fresh.replace(path)
