"""Why a payment waits, and why an account is proposed for it, in the clerk's words."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Why(TextChoices):
    """What keeps a payment from being posted by itself."""

    LUMP = "LUMP", _("money of many payers, or for many: a registry, an agent, several flats")
    RETURN = "RETURN", _("money is given back, not paid")
    CORRECTION = "CORRECTION", _("a number is denied, or money is moved from it")
    UNREADABLE_INN = "UNREADABLE_INN", _("the payer's ИНН cannot be read")
    NOT_OURS = "NOT_OURS", _("the number in the purpose is not ours")
    SEVERAL = "SEVERAL", _("several accounts or contracts are named")
    UNSURE_NUMBER = "UNSURE_NUMBER", _("a number may be an account, and nothing calls it one")
    OTHER_ADDRESS = "OTHER_ADDRESS", _("the address or the flat in the purpose is another's")
    OTHER_SERVICE = "OTHER_SERVICE", _("a service is named that is not ours")
    NOT_OUR_BANK_ACCOUNT = "NOT_OUR_BANK_ACCOUNT", _("the money came to a bank account not ours")
    OTHER_SUPPLIER = "OTHER_SUPPLIER", _("the account is another supplier's")
    OTHER_PAYER = "OTHER_PAYER", _("the payer's ИНН is another's")
    OTHER_NAMED = "OTHER_NAMED", _("somebody else is named in the purpose")
    OTHER_HOLDER = (
        "OTHER_HOLDER",
        _("a name or an address, the payer's or in the purpose, is another customer's"),
    )
    NOT_UNDERSTOOD = "NOT_UNDERSTOOD", _("a word of the purpose is not understood")
    NOT_SUPPLY = "NOT_SUPPLY", _("what is paid for is no supply of ours")
    BANK = "BANK", _("a bank or an agent pays")
    NO_SECOND_SIGN = "NO_SECOND_SIGN", _("a number without a label, and no second sign")
    MONTHS = "MONTHS", _("a month is named and not understood")
    NOT_CHARGED = "NOT_CHARGED", _("a month is named for which nothing is charged")
    TOLD_AS_PAID = "TOLD_AS_PAID", _("a registry may have told this money as paid")
    NOTHING_NAMED = "NOTHING_NAMED", _("no account is named")


def told(why: Why | None, word: str = "") -> str:
    """Return why a payment waits, with the word of its purpose that is the reason."""
    if why is None:
        return ""
    return f"{why.label}: «{word}»" if word else str(why.label)


class Ground(TextChoices):
    """What speaks for an account, the strongest first."""

    LABEL = "LABEL", _("the account in the purpose")
    REFERENCE = "REFERENCE", _("the writ, the proceeding or the court case in the purpose")
    CONTRACT = "CONTRACT", _("the contract in the purpose")
    NAMED = "NAMED", _("the customer named in the purpose")
    NUMBER = "NUMBER", _("the number in the purpose")
    INN = "INN", _("the payer's ИНН")
    GUESS = "GUESS", _("a number in the purpose that may be the account")
    ADDRESS = "ADDRESS", _("the address in the purpose")
    SUM = "SUM", _("owes exactly this sum")
    NAME = "NAME", _("a name: the payer's, or in the purpose")
    CONFIRMED = "CONFIRMED", _("confirmed before on %(day)s")
