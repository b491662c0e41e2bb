"""Checks of what identifies a party and reaches it. Pure: text in, the stored form out."""

import itertools
import re
from dataclasses import dataclass

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from stdnum.exceptions import ValidationError as InvalidNumber
from stdnum.ru import inn as stdnum_inn
from stdnum.ru import ogrn as stdnum_ogrn

from webapp.parties.models import Party

KPP = re.compile(r"\d{4}[\dA-Z]{2}\d{3}")
_SOLE_TRADER = re.compile(
    r"^((ип|индивидуальный предприниматель|глава (кфх|крестьянского \(фермерского\) хозяйства))(?!\w)[\s,–—-]*)+",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"[,;/&+]|\sи\s")
_INITIAL = re.compile(r"\.|(^|\s)\w(\s|$)")
MAX_WORDS = 4
"""«Мамедов Али Гасан оглы»."""
_HOA = re.compile(
    r"(^|\W)(тсж|тсн|жск|жк|товарищество собственников|(жилищный|жилищно-строительный|потребительский) кооператив)(\W|$)",
    re.IGNORECASE,
)
_MANAGING_COMPANY = re.compile(
    r"(^|\W)(ук|жэк|управляющая (компания|организация))(\W|$)", re.IGNORECASE
)
_ORGANIZATION = re.compile(
    r"(^|\W)(ооо|оао|ао|зао|пао|нао|муп|гуп|фгуп|мбоу|мбдоу|мбу|гбу|гбуз|фку|фгбу|гск|снт|нко|общество|акционерное|учреждение|предприятие"
    r"|администрация|министерство|управление|комитет|школа|больница|кооператив|фонд)(\W|$)",
    re.IGNORECASE,
)


class InvalidRequisite(ValueError):
    """The text is not a requisite of its kind; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a person's name, which papers decline apart."""

    last_name: str
    first_name: str
    patronymic: str = ""


def inn(value: str) -> str:
    """Return an ИНН whose length and check digits are right.

    :raises InvalidRequisite: when they are not
    """
    try:
        return stdnum_inn.validate(value)
    except InvalidNumber as error:
        raise InvalidRequisite(
            _("The ИНН has a wrong length or check digit: compare it with the registration papers.")
        ) from error


def ogrn(value: str) -> str:
    """Return an ОГРН or ОГРНИП whose length and check digit are right.

    :raises InvalidRequisite: when they are not
    """
    try:
        return stdnum_ogrn.validate(value)
    except InvalidNumber as error:
        raise InvalidRequisite(
            _(
                "The ОГРН has a wrong length or check digit: compare it with the registration papers."
            )
        ) from error


def kpp(value: str) -> str:
    """Return a КПП of the right shape.

    :raises InvalidRequisite: when it has another
    """
    compact = value.replace(" ", "").upper()
    if not KPP.fullmatch(compact):
        raise InvalidRequisite(_("A КПП has nine characters, such as 772801001."))
    return compact


def bik(value: str) -> str:
    """Return a БИК of the right shape.

    :raises InvalidRequisite: when it has another
    """
    compact = value.replace(" ", "")
    if not re.fullmatch(r"0[0-9]{8}", compact):
        raise InvalidRequisite(_("A БИК has nine digits and begins with 0, such as 044525225."))
    return compact


def settlement_account(value: str, *, bik: str) -> str:
    """Return an account of a client whose control digit fits the bank; an account with the treasury (it begins with 0) has none.

    :raises InvalidRequisite: when it has no twenty digits, or they belong to another bank
    """
    account = _account(value)
    bank = _center(bik) if bik[-3:] in {"000", "001", "002"} else bik[-3:]
    if not account.startswith("0") and not _key_fits(account, bank):
        raise InvalidRequisite(
            _("The account does not fit the БИК: compare both with the letter of the bank.")
        )
    return account


def correspondent_account(value: str, *, bik: str) -> str:
    """Return the account of a bank with the Bank of Russia, whose control digit fits the settlement centre.

    :raises InvalidRequisite: when it has no twenty digits, or they belong to another bank
    """
    account = _account(value)
    if (account.startswith("301") and account[-3:] != bik[-3:]) or not _key_fits(
        account, _center(bik)
    ):
        raise InvalidRequisite(
            _(
                "The correspondent account does not fit the БИК: compare both with the letter of the bank."
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
    """Bank of Russia, order 515 of 08.09.1997: the weighted last digits of the bank's number and the account sum up to a ten."""
    return (
        sum(
            int(digit) * weight % 10
            for digit, weight in zip(bank + account, itertools.cycle((7, 1, 3)), strict=False)
        )
        % 10
        == 0
    )


def email(value: str) -> str:
    """Return an e-mail address that can exist, with the domain in lower case.

    :raises InvalidRequisite: when it cannot
    """
    try:
        validate_email(value.strip())
    except ValidationError as error:
        raise InvalidRequisite(
            _("This is not an e-mail address: it must look like name@example.ru.")
        ) from error
    local, _at, domain = value.strip().rpartition("@")
    return f"{local}@{domain.lower()}"


def phone(value: str) -> str:
    """Return a phone number as +79161234567; a number without a country is Russian.

    :raises InvalidRequisite: when no such number can exist
    """
    try:
        number = phonenumbers.parse(value, "RU")
    except phonenumbers.NumberParseException as error:
        raise InvalidRequisite(
            _("This is not a phone number: write it as +7 916 123-45-67.")
        ) from error
    if not phonenumbers.is_valid_number(number):
        raise InvalidRequisite(_("No such phone number can exist: write it as +7 916 123-45-67."))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def person_name(value: str) -> PersonName:
    """Return the parts of "Фамилия Имя Отчество"; of a sole trader's name too.

    :raises InvalidRequisite: when there is no first name, when names are given by initials, or several people are named
    """
    name = _SOLE_TRADER.sub("", value.strip())
    words = name.split()
    if _SEVERAL.search(name) or len(words) > MAX_WORDS:
        raise InvalidRequisite(
            _(
                "Write one person: the one who pays. Enter the other owners on the page of the account."
            )
        )
    if _INITIAL.search(name):
        raise InvalidRequisite(
            _("Write the first name and the patronymic in full: courts do not accept initials.")
        )
    if len(words) < 2:
        raise InvalidRequisite(
            _("Write the last name, the first name and the patronymic, separated by spaces.")
        )
    return PersonName(last_name=words[0], first_name=words[1], patronymic=" ".join(words[2:]))


def guess_kind(*, name: str, inn: str = "") -> Party.Kind:
    """Return what a party seems to be by its name and the length of its ИНН."""
    if _SOLE_TRADER.search(name):
        return Party.Kind.SOLE_TRADER
    if _HOA.search(name):
        return Party.Kind.HOA
    if _MANAGING_COMPANY.search(name):
        return Party.Kind.MANAGING_COMPANY
    if len(inn) == 10 or _ORGANIZATION.search(name):
        return Party.Kind.ORGANIZATION
    return Party.Kind.PERSON
