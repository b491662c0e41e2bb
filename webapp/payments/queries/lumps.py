"""Money that belongs to no single customer: of many payers, our own that is given back, foreign.

Pure.
"""

import re

from webapp.payments.queries import bank_accounts, lettering

# «по реестру операций», «за 12 операций», «перевод собранных платежей», «комиссия удержана»
_LUMP = re.compile(
    r"реестр\w*\s+(?:операци|плат|принят|перев|зачисл|получат|№|N|от\b|за\b|\d)|(?:по|согласно"
    r"|соответствии с)\s+реестр|"
    r"(?:по|за|из|кол-во|количество)\s+\d+\s+(?:операци|плат[её]ж|транзакци|чек)|(?:собранны"
    r"|принят)\w*\s+(?:\w+\s+){0,3}(?:плат[её]ж|средств|денежн)|"
    r"плат[её]жи?\s+(?:населения|физ|принят|собран)|плат[её]ж(?:ей|и)\s+(?:физ|насел|граждан"
    r"|абонент|потребител)|"
    r"эквайринг|инкассац|сводн\w+\s+плат[её]ж|возмещени\w*\s+(?:\w+\s+)?(?:операци|по\s+карт"
    r"|по\s+торгов)",
    re.IGNORECASE,
)
_COMMISSION = re.compile(
    r"(?<!без\s)(?:за\s+вычетом|за\s+минусом|удерж\w*|сумма|размер\w*|в\s?т\.?\s?ч\.?"
    r"|включая)\s+(?:\w+\s+)?комисси|"
    r"(?<!без\s)комисси\w*\s+(?:банка\s+|агента\s+|оператора\s+)?(?:удерж|вычт|состав|[1-9])",
    re.IGNORECASE,
)
_RETURN = re.compile(r"\W*возврат", re.IGNORECASE)


# 100 USD, EUR 100, 100 долларов США
_CODES = r"USD|EUR|CNY|KZT|BYN|GBP|доллар\w*|долл\.?|евро|тенге|юан\w*|\$|€|₸"
_CURRENCY = re.compile(
    rf"\d\s?({_CODES})(?!\w)|(?<!\w)(USD|EUR|CNY|KZT|BYN|GBP|\$|€|₸)\s?\d", re.IGNORECASE
)


def is_lump(*, purpose: str, payer_account: str) -> bool:
    """Say whether the document carries money of many payers.

    A registry, an acquirer, an agent, a commission held back.
    """
    text = lettering.folded(purpose)
    is_told = bool(_LUMP.search(text) or _COMMISSION.search(text))
    return bank_accounts.is_of_many_payers(payer_account) or is_told


def is_return(purpose: str) -> bool:
    """Say whether somebody gives money of ours back."""
    return bool(_RETURN.match(lettering.folded(purpose)))


def named_currency(purpose: str) -> str:
    """Return the foreign currency in which a purpose names a sum."""
    found = _CURRENCY.search(lettering.plain(purpose))
    if found:
        return found[1] or found[2]
    return ""
