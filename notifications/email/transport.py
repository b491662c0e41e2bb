"""E-mail by SMTP. The server's 250 after the text is the proof; SMTP has no way to ask about it later."""

import asyncio
import email.policy
from email.message import EmailMessage
from email.utils import formataddr, localtime, parseaddr
from urllib.parse import unquote, urlsplit

import aiosmtplib

from notifications.credentials import Gateways
from notifications.message import CannotAsk, OutgoingMessage, Receipt, Search, UnableToSend

CAN_ASK = False
# 7bit: a server without 8BITMIME must not be able to spoil Russian text
POLICY = email.policy.SMTP.clone(cte_type="7bit")
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
        delivered=True,
    )


def find(message: OutgoingMessage, *, gateways: Gateways, search: Search) -> Receipt | None:
    """Say that SMTP cannot be asked.

    :raises CannotAsk: always
    """
    raise CannotAsk(f"SMTP keeps no list of letters ({message.reference})")


def message_id(message: OutgoingMessage, *, mail_from: str) -> str:
    """Return the Message-ID made of our reference: a second copy would carry the same one, and mail servers may drop it."""
    return f"<{message.reference}@{_sender(mail_from)[1].rpartition('@')[2]}>"


def _reachable(address: str) -> str:
    """Return an address as SMTP writes it: the domain in its Latin form (``почта.рф`` is ``xn--80a1acny.xn--p1ai``).

    :raises UnableToSend: when it has none, for good
    """
    local, _at, domain = address.rpartition("@")
    try:
        return f"{local.encode('ascii').decode()}@{domain.encode('idna').decode()}"
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
            attachment.content, maintype=maintype, subtype=subtype, filename=attachment.name
        )
    return letter


async def _deliver(content: bytes, *, recipient: str, gateways: Gateways) -> str:
    client = _client(gateways.smtp_url, timeout=gateways.timeout_s)
    try:
        await _approach(client, recipient=recipient, gateways=gateways)
        return await _hand_over(client, content)
    finally:
        client.close()


async def _approach(client: aiosmtplib.SMTP, *, recipient: str, gateways: Gateways) -> None:
    """Come as far as the text, in one bounded time: until then the server certainly has nothing."""
    try:
        async with asyncio.timeout(gateways.timeout_s):
            await client.connect()
            await client.mail(_sender(gateways.mail_from)[1])
            await client.rcpt(recipient)
    except (
        ValueError
    ) as error:  # a password or a host that cannot be written: our settings are wrong
        raise _failure(error) from None


async def _hand_over(client: aiosmtplib.SMTP, content: bytes) -> str:
    """Send the text: from here on silence means that nobody knows."""
    try:
        response = await client.data(content)
    except (aiosmtplib.SMTPServerDisconnected, aiosmtplib.SMTPTimeoutError, OSError) as error:
        raise UnableToSend(
            "answer-lost", words=f"the server's answer was lost: {error}", outcome_unknown=True
        ) from None
    return f"{response.code} {response.message}"


def _client(smtp_url: str, *, timeout: float) -> aiosmtplib.SMTP:
    url = urlsplit(smtp_url)
    try:
        port = url.port or (465 if url.scheme == "smtps" else 25)
    except ValueError as error:
        raise _failure(error) from None
    return aiosmtplib.SMTP(
        hostname=url.hostname,
        port=port,
        username=unquote(url.username) if url.username else None,
        password=unquote(url.password) if url.password else None,
        use_tls=url.scheme == "smtps",
        timeout=timeout,
    )


def _refusal(error: aiosmtplib.SMTPResponseException) -> UnableToSend:
    permanent = error.code >= 500 and not isinstance(error, OUR_FAULT)
    return UnableToSend(
        f"smtp-{error.code}", words=f"{error.code} {error.message}", permanent=permanent
    )


def _failure(error: Exception, *, permanent: bool = False) -> UnableToSend:
    name = type(error).__name__
    return UnableToSend(f"smtp-{name}", words=f"{name}: {error}", permanent=permanent)
