"""Where a visitor comes from: as the proxies that stand before us have seen, and nobody else."""

import ipaddress
import re
from collections.abc import Mapping
from typing import Any

from django.conf import settings

_BRACKETED = re.compile(r"\[([^\]]{2,60})\](?::\d{1,5})?", re.ASCII)


def address_of(meta: Mapping[str, Any]) -> str:
    """Return the visitor's address.

    Of IPv6 the network: a visitor has billions of addresses in it.
    Each proxy adds to the right of ``X-Forwarded-For`` whom it has seen; what stands further left,
    a visitor has written.
    """
    seen = str(meta.get("HTTP_X_FORWARDED_FOR", "")).split(",")
    proxies = settings.PROXY_COUNT
    if proxies and len(seen) >= proxies:
        return _network(seen[-proxies].strip())
    return _network(str(meta.get("REMOTE_ADDR", "")))


def _network(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(_without_port(address))
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    mapped = parsed.ipv4_mapped
    return str(mapped or ipaddress.ip_network((int(parsed), 64), strict=False))


def _without_port(address: str) -> str:
    """Return the host of ``1.2.3.4:5``, ``[::1]:5`` or ``[::1]``."""
    bracketed = _BRACKETED.fullmatch(address)
    if bracketed:
        return bracketed[1]
    host, _colon, port = address.partition(":")
    if port.isdecimal() and port.isascii():
        return host
    return address
