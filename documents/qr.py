"""The payment code of a letter: ГОСТ Р 56042-2014, read by every bank's application."""

import functools
import io
from dataclasses import dataclass
from decimal import Decimal

import segno

from documents import contexts, wording

# a fixed mask is four times faster than trying all eight, and any mask is readable
MASK = 2
MODULE_PIXELS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRequisites:
    """What a bank needs to fill in a payment. ``period`` is written MMYYYY, for one month alone."""

    name: str
    settlement_account: str
    bank_name: str
    bik: str
    correspondent_account: str
    amount: Decimal
    inn: str
    account: str
    period: str
    purpose: str


def payload(requisites: PaymentRequisites) -> str:
    """Return the text of the code.

    UTF-8, required keys in the order of the standard, the sum in kopecks.
    """
    values = {
        "Name": requisites.name[:160],
        "PersonalAcc": requisites.settlement_account,
        "BankName": requisites.bank_name[:45],
        "BIC": requisites.bik,
        "CorrespAcc": requisites.correspondent_account,
        "Sum": str(int(requisites.amount * 100)),
        "PayeeINN": requisites.inn,
        "PersAcc": requisites.account,
        "PaymPeriod": requisites.period,
        "Purpose": requisites.purpose[:210],
    }
    # the separator inside a value would shift every key after it
    return "|".join(
        [
            "ST00012",
            *(
                f"{key}={value.replace('|', ' ').replace(wording.NBSP, ' ')}"
                for key, value in values.items()
                if value
            ),
        ]
    )


def requisites_of(context: contexts.MoneyPaper) -> PaymentRequisites:
    """Take from a letter what its reader has to pay, and to whom."""
    claimant = context.claimant
    return PaymentRequisites(
        name=claimant.name,
        settlement_account=claimant.settlement_account,
        bank_name=claimant.bank_name,
        bik=claimant.bik,
        correspondent_account=claimant.correspondent_account,
        amount=context.claim_total,
        inn=claimant.inn,
        account=context.debtor.account,
        period=_period(context),
        purpose=purpose(context),
    )


def _period(context: contexts.MoneyPaper) -> str:
    """The key holds one month: of several the purpose tells."""
    if context.first_period != context.last_period:
        return ""
    return f"{context.last_period:%m%Y}"


def purpose(context: contexts.MoneyPaper) -> str:
    """Say what is paid for: months and account, with the contract when there is one."""
    first = wording.month(context.first_period)
    last = wording.month(context.last_period)
    if first == last:
        months = first
    else:
        months = f"{first} - {last}"
    contract = context.debtor.contract_number
    if contract:
        subject = f"Оплата по договору {contract}"
    elif context.debtor.pays_for_home:
        subject = "Оплата ЖКУ"
    else:
        subject = "Оплата поставленных ресурсов"
    if context.debtor.account:
        account = f", ЛС {context.debtor.account}"
    else:
        account = ""
    return f"{subject} за {months}{account}"


@functools.lru_cache(maxsize=64)
def picture(text: str) -> bytes:
    """Draw the code as PNG."""
    stream = io.BytesIO()
    segno.make(
        text,
        mask=MASK,
        boost_error=False,
        micro=False,
        encoding="utf-8",
    ).save(stream, kind="png", scale=MODULE_PIXELS, border=4)
    return stream.getvalue()
