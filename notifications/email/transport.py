"""E-mail by SMTP. The server's 250 after the text is the proof; SMTP has no way to ask about it later."""

import asyncio
import email.policy
from email.message import EmailMessage
from email.utils import localtime, parseaddr
from urllib.parse import SplitResult, unquote, urlsplit

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
    letter = _compose(message, mail_from=gateways.mail_from)
    try:
        answer = asyncio.run(_deliver(letter, recipient=message.recipient, gateways=gateways))
    except aiosmtplib.SMTPResponseException as error:
        raise _refusal(error) from error
    except (aiosmtplib.SMTPException, OSError) as error:
        raise UnableToSend(f"{type(error).__name__}: {error}") from error
    return Receipt(provider_id=message_id(message, mail_from=gateways.mail_from), evidence=answer, delivered=True)


def find(message: OutgoingMessage, *, gateways: Gateways, search: Search) -> Receipt | None:
    """Say that SMTP cannot be asked.

    :raises CannotAsk: always
    """
    raise CannotAsk(f"SMTP keeps no list of letters ({message.reference})")


def message_id(message: OutgoingMessage, *, mail_from: str) -> str:
    """Return the Message-ID made of our reference: a second copy would carry the same one, and mail servers may drop it."""
    return f"<{message.reference}@{parseaddr(mail_from)[1].rpartition('@')[2]}>"


def _compose(message: OutgoingMessage, *, mail_from: str) -> EmailMessage:
    letter = EmailMessage(policy=POLICY)
    try:
        letter["From"] = mail_from
        letter["To"] = message.recipient
        letter["Subject"] = message.title
    except ValueError as error:
        raise UnableToSend(str(error), permanent=True) from error
    letter["Date"] = localtime()
    letter["Message-ID"] = message_id(message, mail_from=mail_from)
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(message.body)
    for attachment in message.attachments:
        maintype, _slash, subtype = attachment.content_type.partition("/")
        letter.add_attachment(attachment.content, maintype=maintype, subtype=subtype, filename=attachment.name)
    return letter


async def _deliver(letter: EmailMessage, *, recipient: str, gateways: Gateways) -> str:
    client = _client(urlsplit(gateways.smtp_url), timeout=gateways.timeout_s)
    try:
        # one bound for the whole approach: until DATA the server certainly has nothing
        async with asyncio.timeout(gateways.timeout_s):
            await client.connect()
            await client.mail(parseaddr(gateways.mail_from)[1])
            await client.rcpt(recipient)
        return await _hand_over(client, letter.as_bytes())
    finally:
        client.close()


async def _hand_over(client: aiosmtplib.SMTP, content: bytes) -> str:
    """Send the text: from here on silence means that nobody knows."""
    try:
        response = await client.data(content)
    except (aiosmtplib.SMTPServerDisconnected, aiosmtplib.SMTPTimeoutError, OSError) as error:
        raise UnableToSend(f"the server's answer was lost: {error}", outcome_unknown=True) from error
    return f"{response.code} {response.message}"


def _client(url: SplitResult, *, timeout: float) -> aiosmtplib.SMTP:
    return aiosmtplib.SMTP(
        hostname=url.hostname,
        port=url.port or (465 if url.scheme == "smtps" else 25),
        username=unquote(url.username) if url.username else None,
        password=unquote(url.password) if url.password else None,
        use_tls=url.scheme == "smtps",
        timeout=timeout,
    )


def _refusal(error: aiosmtplib.SMTPResponseException) -> UnableToSend:
    permanent = error.code >= 500 and not isinstance(error, OUR_FAULT)
    return UnableToSend(f"{error.code} {error.message}", permanent=permanent)
