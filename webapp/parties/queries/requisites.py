"""Checks of what identifies a party and reaches it. Pure: text in, the stored form out."""

import itertools
import re
from email.utils import parseaddr

import phonenumbers
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from stdnum.exceptions import ValidationError as InvalidNumber
from stdnum.ru import inn as stdnum_inn
from stdnum.ru import ogrn as stdnum_ogrn

from webapp.staff import characters

KPP = re.compile(r"\d{4}[\dA-Z]{2}\d{3}")
_EXTENSION = re.compile(
    r"[,;]?\s*\(?\b(?:доб|добавочный|вн|внутр|внутренний|ext|x)\b[.:№ ]*\d{1,6}\b\)?", re.IGNORECASE
)
_PHONE_LABEL = re.compile(
    r"\b(?:телефон|тел|моб|мобильный|сот|сотовый|дом|домашний|раб|рабочий|городской|гор)\b[.:]*",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[^\W\d_]")
_BETWEEN_CONTACTS = re.compile(r"[;,/|\r\n]+|\s+(?:и|или)\s+", re.IGNORECASE)
_NO_CONTACT = {
    *("", "нет", "нету", "отсутствует", "отсутствуют", "не имеется", "не имеет"),
    *("не указан", "не указана", "не указано", "не указаны", "неизвестен", "неизвестно"),
    *("нет данных", "нет сведений", "нет телефона", "телефона нет", "без телефона"),
    *("нет почты", "почты нет", "б н", "н д", "0"),
}
"""What people write where there is no number and no address."""


_NOBODY_READS = {"noreply", "donotreply", "postmaster", "mailerdaemon"}
"""Mailboxes of machines, however they are dotted."""


class InvalidRequisite(ValueError):
    """The text is not a requisite of its kind; the message says what is wrong with it."""


def inn(value: str) -> str:
    """Return an ИНН whose length and check digits are right.

    :raises InvalidRequisite: when they are not
    """
    try:
        return str(stdnum_inn.validate(_seen(value)))
    except InvalidNumber as error:
        raise InvalidRequisite(
            _("The ИНН has a wrong length or check digit: compare it with the registration papers.")
        ) from error


def ogrn(value: str) -> str:
    """Return an ОГРН or ОГРНИП whose length and check digit are right.

    :raises InvalidRequisite: when they are not
    """
    try:
        return str(stdnum_ogrn.validate(_seen(value)))
    except InvalidNumber as error:
        raise InvalidRequisite(
            _(
                "The ОГРН has a wrong length or check digit: compare it with the "
                "registration papers."
            )
        ) from error


def kpp(value: str) -> str:
    """Return a КПП of the right shape.

    :raises InvalidRequisite: when it has another
    """
    compact = _seen(value).replace(" ", "").upper()
    if not KPP.fullmatch(compact):
        raise InvalidRequisite(_("A КПП has nine characters, such as 772801001."))
    return compact


def _seen(value: str) -> str:
    try:
        return characters.visible(value)
    except characters.UnreadableSigns as error:
        raise InvalidRequisite(str(error)) from error


def bik(value: str) -> str:
    """Return a БИК of the right shape.

    :raises InvalidRequisite: when it has another
    """
    compact = value.replace(" ", "")
    if not re.fullmatch(r"0[0-9]{8}", compact):
        raise InvalidRequisite(_("A БИК has nine digits and begins with 0, such as 044525225."))
    return compact


def settlement_account(value: str, *, bik: str) -> str:
    """Return an account of a client whose control digit fits the bank.

    An account with the treasury (it begins with 0) has none.

    :raises InvalidRequisite: when it has no twenty digits, or they belong to another bank
    """
    account = _account(value)
    if bik[-3:] in {"000", "001", "002"}:
        bank = _center(bik)
    else:
        bank = bik[-3:]
    if not account.startswith("0") and not _key_fits(account, bank):
        raise InvalidRequisite(
            _("The account does not fit the БИК: compare both with the letter of the bank.")
        )
    return account


def correspondent_account(value: str, *, bik: str) -> str:
    """Return the account of a bank with the Bank of Russia, whose control digit fits the settlement
    centre.

    :raises InvalidRequisite: when it has no twenty digits, or they belong to another bank
    """
    account = _account(value)
    if (account.startswith("301") and account[-3:] != bik[-3:]) or not _key_fits(
        account,
        _center(bik),
    ):
        raise InvalidRequisite(
            _(
                "The correspondent account does not fit the БИК: compare both with the "
                "letter of the bank."
            )
        )
    return account


def _account(value: str) -> str:
    compact = value.replace(" ", "")
    if not re.fullmatch(r"[0-9]{20}", compact):
        raise InvalidRequisite(_("An account has twenty digits."))
    return compact


def _center(bik: str) -> str:
    return f"0{bik[4:6]}"


def _key_fits(account: str, bank: str) -> bool:
    """Bank of Russia, order 515 of 08.09.1997.

    The weighted last digits of the bank's number and the account sum up to a ten.
    """
    return (
        sum(
            int(digit) * weight % 10
            for digit, weight in zip(
                bank + account,
                itertools.cycle((7, 1, 3)),
                strict=False,
            )
        )
        % 10
        == 0
    )


_NO_COUNTRY = "001"
"""What the list of numbers calls satellites and worldwide networks, at their own price."""
_COSTS_THE_CALLER = {
    phonenumbers.PhoneNumberType.PREMIUM_RATE,
    phonenumbers.PhoneNumberType.SHARED_COST,
}


def email(value: str) -> str:
    """Return an e-mail address that can exist, with the domain in lower case.

    :raises InvalidRequisite: when it cannot
    """
    address = _seen(value).strip()
    try:
        validate_email(address)
    except ValidationError as error:
        raise InvalidRequisite(
            _("This is not an e-mail address: it must look like name@example.ru.")
        ) from error
    local, _at, domain = address.rpartition("@")
    if domain.startswith("[") or local.startswith("-"):
        raise InvalidRequisite(
            _("Letters cannot be sent to this address: it must look like name@example.ru.")
        )
    if "." not in domain or _mailbox(local) in _NOBODY_READS:
        raise InvalidRequisite(
            _("Nobody reads letters to this address: write one of the customer's own.")
        )
    checked = f"{local}@{domain.lower()}"
    if is_one_mailbox(checked, parseaddr(settings.MAIL_FROM)[1]):
        raise InvalidRequisite(own_address())
    return checked


def own_address() -> str:
    """Return why a contact of ours is none of a customer."""
    return _("This is our own address: letters to the customer would come back.")


def own_number() -> str:
    """Return why a number of ours is none of a customer."""
    return _("This is our own number: calls to the customer would come to us.")


def is_one_mailbox(first: str, second: str) -> bool:
    """Say whether letters to both come to one place: ``dolg+1@…`` is ``dolg@…``."""
    return _reached(first) == _reached(second)


def _reached(address: str) -> tuple[str, str]:
    local, _at, domain = address.strip().lower().rpartition("@")
    return local.partition("+")[0], domain


def _mailbox(local: str) -> str:
    return re.sub(r"[^a-z]", "", local.lower().partition("+")[0])


def phone(value: str) -> str:
    """Return a phone number as +79161234567; a number without a country is Russian.

    :raises InvalidRequisite: when no such number can exist
    """
    line = _PHONE_LABEL.sub(" ", _EXTENSION.sub(" ", _seen(value)))
    if _LETTER.search(line):  # «не звонить», «сын»: who reads the number alone would not know
        raise InvalidRequisite(
            _("Write the phone number only, such as +7 916 123-45-67, and what it is in a remark.")
        )
    try:
        number = phonenumbers.parse(line, "RU")
    except phonenumbers.NumberParseException as error:
        raise InvalidRequisite(
            _("This is not a phone number: write it as +7 916 123-45-67.")
        ) from error
    if not phonenumbers.is_valid_number(number):
        raise InvalidRequisite(_("No such phone number can exist: write it as +7 916 123-45-67."))
    kind = phonenumbers.number_type(number)
    is_of_a_country = phonenumbers.region_code_for_number(number) != _NO_COUNTRY
    if kind in _COSTS_THE_CALLER or not is_of_a_country:
        raise InvalidRequisite(
            _("A call to this number costs us extra: write an ordinary one, as +7 916 123-45-67.")
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def phone_said(text: str) -> str:
    """Return the phone number that a text is, as it is kept; nothing when it is none."""
    try:
        return phone(text)
    except InvalidRequisite:
        return ""


def phones(value: str) -> tuple[str, ...]:
    """Return the phone numbers of a text, each once, as +79161234567.

    An extension behind a number is left out: no machine dials it.

    :raises InvalidRequisite: when a part of the text is no phone number
    """
    return tuple(dict.fromkeys(phone(part) for part in lines(value)))


def lines(value: str) -> list[str]:
    """Return the parts of a text that lists several numbers, without their extensions."""
    return contacts(_EXTENSION.sub(" ", value))


def contacts(value: str) -> list[str]:
    """Return the parts of a text that lists several contacts.

    What people write where there is none is none.
    """
    if is_none(value):
        return []
    parts = (" ".join(part.split()) for part in _BETWEEN_CONTACTS.split(value))
    return [part for part in parts if part and not is_none(part)]


def is_none(value: str) -> bool:
    """Say whether a text means that there is no contact: «нет», «-», «не указан»."""
    return " ".join(re.findall(r"\w+", value.casefold())) in _NO_CONTACT
