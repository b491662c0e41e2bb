"""A message as its provider gets it."""

from notifications.message import Attachment, OutgoingMessage
from webapp.correspondence.models import Message
from webapp.correspondence.operations import calls, pdfs


def outgoing_of(
    message: Message, callback_url: str = "", attachments: tuple[Attachment, ...] = ()
) -> OutgoingMessage:
    """Return a message for the door of its channel."""
    return OutgoingMessage(
        channel=message.channel,
        recipient=message.recipient,
        title=message.title,
        body=message.body,
        reference=message.reference,
        callback_url=callback_url,
        attachments=attachments,
        identification=calls.identification(message),
    )


def attachments(message: Message) -> tuple[Attachment, ...]:
    """Return the paper that a letter carries; a short message and a call only speak of it.

    :raises UnableToConvert: when the paper cannot be printed
    """
    if message.channel != Message.Channel.EMAIL or message.document is None:
        return ()
    name = f"{message.document.number.replace('/', '-')}.pdf"
    return (
        Attachment(
            name=name,
            content_type="application/pdf",
            content=pdfs.pdf_of(message.document),
        ),
    )
