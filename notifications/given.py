"""What an operator sets about gateways.

Put into one form, or refused in a sentence before anything starts.
"""

import re
from email.utils import parseaddr
from urllib.parse import SplitResult, urlsplit

SMTP = ("smtp", "smtps")
IMAP = ("imap", "imaps")
USUAL_PORTS = {"http": 80, "https": 443}
_LOCAL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}", re.ASCII)
_HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*")


class WrongSetting(ValueError):
    """A setting that cannot work.

    The message names it, says what is wrong and what to write instead.
    """


def public_url(text: str) -> str:
    """Return the address of the office in one form.

    Scheme and host in lower case and Latin, no usual port, no slash at the end.

    :raises WrongSetting: when it is not the address of a site
    """
    url = _split("PUBLIC_URL", text, schemes=("http", "https"), example="https://istok.example")
    if url.query or url.fragment or url.username or url.path.strip("/"):
        raise WrongSetting(
            f"PUBLIC_URL holds more than a site ({text.strip()!r}): write https://istok.example."
        )
    if url.port in {None, USUAL_PORTS[url.scheme]}:
        port = ""
    else:
        port = f":{url.port}"
    host = latin_host(url.hostname or "")
    return f"{url.scheme}://{_bracketed(host)}{port}"


def mail_from(text: str) -> str:
    """Return the sender of our letters when a mail server can take it.

    :raises WrongSetting: when it is not exactly one address, alone or behind a name
    """
    given = text.strip()
    _name, address = parseaddr(given)
    local, _at, domain = address.rpartition("@")
    is_one = given in {address, f"<{address}>"} or given.endswith(f" <{address}>")
    is_address = _LOCAL.fullmatch(local) and _HOST.fullmatch(latin_host(domain))
    if not is_one or not is_address:
        raise WrongSetting(
            f"MAIL_FROM is not one sender ({given!r}): write dolg@example.ru, or put the name "
            "before it "
            'in double quotes: "ООО «Ромашка», отдел взыскания" <dolg@example.ru>.'
        )
    return given


def mail_server(name: str, text: str, *, schemes: tuple[str, str]) -> str:
    """Return the address of a mail server, ``scheme://user:password@host:port``.

    The password is never quoted back.

    :raises WrongSetting: when it is none
    """
    _split(
        name,
        text,
        schemes=schemes,
        example=f"{schemes[1]}://user:password@mail.example.ru",
    )
    return text.strip()


def latin_host(host: str) -> str:
    """Return a host as protocols write it (``исток.рф`` is ``xn--h1aellf.xn--p1ai``).

    Nothing when there is no such host.
    """
    try:
        return host.strip().encode("idna").decode().lower()
    except UnicodeError:
        return ""


def _bracketed(host: str) -> str:
    if ":" in host:
        return f"[{host}]"
    return host


def _split(name: str, text: str, *, schemes: tuple[str, ...], example: str) -> SplitResult:
    try:
        url = urlsplit(text.strip())
        has_host = latin_host(url.hostname or "") and url.port != 0
        is_known = url.scheme in schemes and has_host
    except ValueError:  # a port or brackets that cannot be read
        is_known = False
    if not is_known:
        raise WrongSetting(f"{name} is not an address of the form {example}: mend it.")
    return url
