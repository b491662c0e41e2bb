"""What the number of a bank account tells.

A bank's own, an agent's, the treasury's, and in which money (Положение Банка России № 809-П). Pure.
"""

# Money of many payers on its way: unfinished transfers of operators, accepted payments, accounts of
# payment agents.
OF_MANY_PAYERS = ("30232", "30233", "40911", "40821")
# Balance accounts of banks themselves: their ИНН stands on payments that they only pass on for
# their customers.
OF_BANKS = ("301", "302", "303", "304", "409", "474")
# Accounts of the treasury, and those of budget institutions before 2021: bailiffs, schools and
# towns pay from them.
OF_TREASURY = ("03", "40201", "40204", "40302", "40601")
ROUBLES = {"810", "643"}


def is_of_many_payers(number: str) -> bool:
    """Say whether lumps of many payers come from this account."""
    return number.startswith(OF_MANY_PAYERS)


def is_of_a_bank(number: str) -> bool:
    """Say whether a bank or an agent pays from this account, for itself or for somebody."""
    return number.startswith((*OF_BANKS, *OF_MANY_PAYERS))


def is_of_treasury(number: str) -> bool:
    """Say whether the treasury pays from this account."""
    return number.startswith(OF_TREASURY)


def is_shared(number: str) -> bool:
    """Say whether many payers stand behind the account: those of a bank, an agent, the treasury."""
    return is_of_a_bank(number) or is_of_treasury(number)


def tells_its_owner(number: str) -> bool:
    """Say whether one payer stands behind the account, so that it may be remembered as his."""
    is_whole = len(number) == 20 and number.isdecimal()
    return is_whole and not is_shared(number)


def foreign_currency(number: str) -> str:
    """Return the code of the currency when the account is not kept in roubles (digits 6-8)."""
    is_russian = len(number) == 20 and number.isdecimal()
    currency = number[5:8]
    if is_russian and currency not in ROUBLES:
        return currency
    return ""
