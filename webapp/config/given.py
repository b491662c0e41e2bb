"""What a person has set in the environment, looked at before anything starts: each fault is one
sentence.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from urllib.parse import urlsplit

from documents import libreoffice, pdf
from notifications import given as gateways

_SCHEMES = ("postgres", "postgresql")
_TWILIO = ("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_FROM")
_MAIL = ("SMTP_URL", "MAIL_FROM")


def faults(given: Mapping[str, str]) -> list[str]:
    """Return what cannot be right, in the order a person would set it."""
    return [
        *_database("DATABASE_URL", given.get("DATABASE_URL", "")),
        *_database("OWNER_DATABASE_URL", given.get("OWNER_DATABASE_URL", "")),
        *_temporal(given.get("TEMPORAL_ADDRESS", "")),
        *_halves(given, _MAIL),
        *_halves(given, _TWILIO),
        *_gateways(given),
        *_pdf_engine(given.get("PDF_ENGINE", "")),
        *_log_level(given.get("LOG_LEVEL", "")),
    ]


def _database(name: str, url: str) -> Iterator[str]:
    """The address is never quoted: it holds a password."""
    if url and not _is_address_of_database(url):
        yield (
            f"{name} is not an address of a database: write postgres://user:password@host:5432/name"
        )


def _is_address_of_database(url: str) -> bool:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    return parts.scheme in _SCHEMES and port != 0 and len(parts.path.strip("/")) > 0


def _temporal(address: str) -> Iterator[str]:
    host, _colon, port = address.rpartition(":")
    if address and not (host and "/" not in host and port.isdigit() and 0 < int(port) < 65536):
        yield f"TEMPORAL_ADDRESS={address} is not host:port: write for example temporal.local:7233"


def _halves(given: Mapping[str, str], names: tuple[str, ...]) -> Iterator[str]:
    missing = [name for name in names if not given.get(name)]
    if missing and len(missing) < len(names):
        there = [name for name in names if name not in missing]
        yield f"{' and '.join(there)} without {' and '.join(missing)}: set all of them or none"


def _gateways(given: Mapping[str, str]) -> Iterator[str]:
    """An address that letters cannot be sent from, or reports cannot come to, is told before the
    first is lost.
    """
    for name, check in _CHECKS.items():
        try:
            if given.get(name):
                check(given[name])
        except gateways.WrongSetting as error:
            yield str(error)


_CHECKS: dict[str, Callable[[str], str]] = {
    "PUBLIC_URL": gateways.public_url,
    "SMTP_URL": partial(gateways.mail_server, "SMTP_URL", schemes=gateways.SMTP),
    "MAIL_FROM": gateways.mail_from,
    "IMAP_URL": partial(gateways.mail_server, "IMAP_URL", schemes=gateways.IMAP),
}


def _pdf_engine(name: str) -> Iterator[str]:
    if name and name not in list(pdf.Engine):
        yield f"PDF_ENGINE={name} is unknown: set one of {', '.join(pdf.Engine)}"
    if name == pdf.Engine.LIBREOFFICE and libreoffice.program() is None:
        yield (
            f"PDF_ENGINE={name}, but no program {' or '.join(libreoffice.PROGRAMS)} is on the PATH:"
            f" install LibreOffice Writer or set PDF_ENGINE={pdf.Engine.DXPDF}"
        )


def _log_level(level: str) -> Iterator[str]:
    known = logging.getLevelNamesMapping()
    if level and level not in known:
        names = ", ".join(
            sorted(
                known.keys() - {"NOTSET", "WARN", "FATAL"},
                key=known.__getitem__,
            )
        )
        yield f"LOG_LEVEL={level} is unknown: set one of {names}"
