"""Calls: nothing is told before the listener has identified himself, nothing counts unrecorded."""

import re
from datetime import date
from uuid import UUID

from notifications.message import DeliveryStatus, Identification
from webapp.correspondence.models import Call, Message

DIGITS = 4
# on the telephone everybody is spoken to in Russian, as the rest of the call is
_QUESTION = (
    "Здравствуйте! Вам звонит {sender}. Разговор записывается. Если у вас есть лицевой счёт в этой "
    "компании, наберите последние {digits} цифры его номера."
)
_OTHERWISE = "Пожалуйста, перезвоните в {sender} по телефону {phone}. До свидания."


def identification(message: Message) -> Identification | None:
    """Return what a call asks before it tells anything; a letter and a short message ask nothing.

    Where no account is known, nobody can be asked.
    """
    if message.channel != Message.Channel.VOICE:
        return None
    asked = _digits_of(message)
    said = {"sender": _sender(message), "phone": _phone(message), "digits": len(asked)}
    return Identification(
        question=_QUESTION.format(**said),
        otherwise=_OTHERWISE.format(**said),
        digits=len(asked),
    )


def answer(*, reference: UUID, digits: str, today: date) -> tuple[str, bool]:
    """Return what the call goes on with, and whether it is the message.

    :raises Message.DoesNotExist: when no call of ours has this reference
    """
    calls = Message.objects.select_related("account__supplier")
    message = calls.get(reference=reference, channel=Message.Channel.VOICE)
    asked = _digits_of(message)
    if not asked or digits != asked:
        return _OTHERWISE.format(sender=_sender(message), phone=_phone(message)), False
    Call.objects.get_or_create(message=message, defaults={"identified_on": today})
    return message.body, True


def judged(*, message: Message, status: DeliveryStatus, recording: str) -> DeliveryStatus:
    """Return what a report on a call means: only what the customer heard and is recorded counts."""
    if status not in {DeliveryStatus.ANSWERED, DeliveryStatus.RECORDED}:
        return status
    known = Call.objects.filter(message=message)
    if not known.exists():
        return DeliveryStatus.NO_ANSWER if status == DeliveryStatus.ANSWERED else status
    if status == DeliveryStatus.ANSWERED:
        return DeliveryStatus.SENT
    known.update(recording=recording)
    return DeliveryStatus.DELIVERED


def _digits_of(message: Message) -> str:
    if message.account is None:
        return ""
    return re.sub(r"\D", "", message.account.number)[-DIGITS:]


def _sender(message: Message) -> str:
    return message.account.supplier.short_name if message.account else "поставщик"


def _phone(message: Message) -> str:
    """Return the phone digit by digit: a voice stumbles over the rest."""
    phone = message.account.supplier.phone if message.account else ""
    return " ".join(re.sub(r"\D", "", phone)) or "из вашей квитанции"
