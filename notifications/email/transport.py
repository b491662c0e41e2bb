"""E-mail by SMTP. The server's 250 after the text says that he took the letter, no more.

SMTP has no way to ask about it later.
"""

import asyncio
import email.policy
import re
from email.message import EmailMessage
from email.utils import formataddr, localtime, parseaddr
from urllib.parse import unquote, urlsplit

import aiosmtplib

from notifications.credentials import Gateways
from notifications.message import CannotAsk, OutgoingMessage, Receipt, Search, UnableToSend

CAN_ASK = False
# 7bit: a server without 8BITMIME must not be able to spoil Russian text
POLICY = email.policy.SMTP.clone(cte_type="7bit")
_LEADING_DOT = re.compile(rb"(?m)^\.")
# no such mailbox or system, or a mailbox that is closed (RFC 3463)
_NOBODY_THERE = re.compile(r"(?<![\d.])5\.(?:1\.(?:1|2|3|6|10)|2\.1)(?![\d.])")
# our own settings are wrong, not the message: mend them and let it go
OUR_FAULT = (
    aiosmtplib.SMTPAuthenticationError,
    aiosmtplib.SMTPSenderRefused,
    aiosmtplib.SMTPHeloError,
    aiosmtplib.SMTPConnectResponseError,
)


def send(message: OutgoingMessage, *, gateways: Gateways) -> Receipt:
    """Hand the letter to the SMTP server.

    :raises UnableToSend: when the server did not take it, or its answer was lost
    """
    content = _compose(message, mail_from=gateways.mail_from)
    try:
        answer = asyncio.run(
            _deliver(content, recipient=_reachable(message.recipient), gateways=gateways)
        )
    except aiosmtplib.SMTPResponseException as error:
        raise _refusal(error) from None
    except (aiosmtplib.SMTPException, OSError) as error:
        raise _failure(error) from None
    return Receipt(
        provider_id=message_id(message, mail_from=gateways.mail_from),
        evidence=answer,
        is_reported=False,
    )


def find(message: OutgoingMessage, *, gateways: Gateways, search: Search) -> Receipt | None:
    """Say that SMTP cannot be asked.

    :raises CannotAsk: always
    """
    raise CannotAsk(f"SMTP keeps no list of letters ({message.reference})")


def message_id(message: OutgoingMessage, *, mail_from: str) -> str:
    """Return the Message-ID made of our reference.

    A second copy would carry the same one, and mail servers may drop it.
    """
    _name, address = _sender(mail_from)
    _local, _at, domain = address.rpartition("@")
    return f"<{message.reference}@{domain}>"


def _reachable(address: str) -> str:
    """Return an address as SMTP writes it.

    The domain in its Latin form (``почта.рф`` is ``xn--80a1acny.xn--p1ai``).

    :raises UnableToSend: when it has none, for good
    """
    local, _at, domain = address.rpartition("@")
    try:
        local = local.encode("ascii").decode()
        domain = domain.encode("idna").decode()
        return f"{local}@{domain}"
    except UnicodeError:
        raise UnableToSend("bad-address", permanent=True) from None


def _sender(mail_from: str) -> tuple[str, str]:
    """Return our name and address. A wrong one is our own fault, not the message's."""
    name, address = parseaddr(mail_from)
    try:
        return name, _reachable(address)
    except UnableToSend:
        raise UnableToSend("bad-sender") from None


def _compose(message: OutgoingMessage, *, mail_from: str) -> bytes:
    """Return the letter as it goes over the wire; what cannot be written will never leave."""
    try:
        return _letter(message, mail_from=mail_from).as_bytes()
    except ValueError as error:
        raise _failure(error, permanent=True) from None


def _letter(message: OutgoingMessage, *, mail_from: str) -> EmailMessage:
    letter = EmailMessage(policy=POLICY)
    letter["From"] = formataddr(_sender(mail_from))
    letter["To"] = _reachable(message.recipient)
    letter["Subject"] = message.title
    letter["Date"] = localtime()
    letter["Message-ID"] = message_id(message, mail_from=mail_from)
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(message.body)
    for attachment in message.attachments:
        maintype, _slash, subtype = attachment.content_type.partition("/")
        letter.add_attachment(
            attachment.content,
            maintype=maintype,
            subtype=subtype,
            filename=attachment.name,
        )
    return letter


async def _deliver(content: bytes, *, recipient: str, gateways: Gateways) -> str:
    client = _client(gateways)
    try:
        await _approach(client, recipient=recipient, gateways=gateways)
        return await _hand_over(client, content, answer_s=gateways.smtp_answer_s)
    finally:
        client.close()


async def _approach(client: aiosmtplib.SMTP, *, recipient: str, gateways: Gateways) -> None:
    """Come as far as the text, in one bounded time: until then the server certainly has nothing."""
    try:
        async with asyncio.timeout(gateways.timeout_s):
            await client.connect()
            await client.mail(_sender(gateways.mail_from)[1])
            await client.rcpt(recipient)
            await _open_data(client)
    except (
        ValueError
    ) as error:  # a password or a host that cannot be written: our settings are wrong
        raise _failure(error) from None


async def _open_data(client: aiosmtplib.SMTP) -> None:
    response = await client.execute_command(b"DATA")
    if response.code != aiosmtplib.SMTPStatus.start_input:
        raise aiosmtplib.SMTPDataError(response.code, response.message)


async def _hand_over(client: aiosmtplib.SMTP, content: bytes, *, answer_s: float) -> str:
    """Send the text: from here on only a 4xx or a 5xx is a no, and silence, noise or any other
    answer means that nobody knows.
    """
    protocol = client.protocol
    if protocol is None:
        raise aiosmtplib.SMTPServerDisconnected("Connection lost")
    try:
        protocol.write(_with_dots(content))
        response = await protocol.read_response(timeout=answer_s)
    except (aiosmtplib.SMTPException, OSError) as error:
        raise _doubt("answer-lost", f"the server's answer was lost: {error}") from None
    if 400 <= response.code <= 599:
        raise aiosmtplib.SMTPDataError(response.code, response.message)
    answer = f"{response.code} {response.message}"
    if response.code != aiosmtplib.SMTPStatus.completed:
        raise _doubt(f"smtp-{response.code}", answer)
    return answer


def _with_dots(content: bytes) -> bytes:
    """Return the text as it goes behind DATA.

    A leading dot is doubled, a lone dot ends it (RFC 5321, 4.5.2).
    """
    if content.endswith(b"\r\n"):
        ended = content
    else:
        ended = content + b"\r\n"
    return _LEADING_DOT.sub(b"..", ended) + b".\r\n"


def _client(gateways: Gateways) -> aiosmtplib.SMTP:
    url = urlsplit(gateways.smtp_url)
    is_tls = url.scheme == "smtps"
    try:
        port = url.port or (465 if is_tls else 25)
    except ValueError as error:
        raise _failure(error) from None
    # a password never goes in the clear; a letter without one is encrypted where the server offers
    # it
    must_encrypt = bool(url.username) and not is_tls and not gateways.plain_password_allowed
    return aiosmtplib.SMTP(
        hostname=url.hostname,
        port=port,
        username=unquote(url.username) if url.username else None,
        password=unquote(url.password) if url.password else None,
        use_tls=is_tls,
        start_tls=True if must_encrypt else None,
        timeout=gateways.timeout_s,
    )


def _refusal(error: aiosmtplib.SMTPResponseException) -> UnableToSend:
    """Judge an answer that came before the text, or a no that came after it.

    Only a 5xx about this letter is final.
    """
    is_no = 500 <= error.code <= 599
    permanent = is_no and not isinstance(error, OUR_FAULT)
    return UnableToSend(
        f"smtp-{error.code}",
        words=f"{error.code} {error.message}",
        permanent=permanent,
        nobody_there=permanent and bool(_NOBODY_THERE.search(error.message)),
    )


def _doubt(code: str, words: str) -> UnableToSend:
    return UnableToSend(code, words=words, outcome_unknown=True)


def _failure(error: Exception, *, permanent: bool = False) -> UnableToSend:
    name = type(error).__name__
    return UnableToSend(
        f"smtp-{name}",
        words=f"{name}: {error}",
        permanent=permanent,
    )
