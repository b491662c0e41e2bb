"""Identifiers with right check digits, belonging to nobody."""

from random import Random

from stdnum.ru import inn, ogrn

BIK = "042007118"


def company_inn(*, rng: Random) -> str:
    """Return ten digits of an organization."""
    head = f"3661{rng.randrange(10**5):05d}"
    return head + str(inn.calc_company_check_digit(head))


def personal_inn(*, rng: Random) -> str:
    """Return twelve digits of a person."""
    head = f"3662{rng.randrange(10**6):06d}"
    return head + str(inn.calc_personal_check_digits(head))


def company_ogrn(*, rng: Random) -> str:
    """Return thirteen digits of an organization's registration."""
    head = f"1{rng.randrange(3, 24):02d}3668{rng.randrange(10**5):05d}"
    return head + str(ogrn.calc_check_digit(head + "0"))


def trader_ogrn(*, rng: Random) -> str:
    """Return fifteen digits of a sole trader's registration."""
    while True:
        head = f"3{rng.randrange(4, 24):02d}3668{rng.randrange(10**7):07d}"
        check = str(ogrn.calc_check_digit(head + "0"))
        # a remainder of two digits makes a number that checkers do not agree about
        if len(check) == 1:
            return head + check


def bank_account(*, head: str, number: int, bik: str = BIK) -> str:
    """Return twenty digits: ``head`` (balance account and currency), the key that fits the bank,
    and the number.
    """
    tail = f"{number:011d}"
    weights = (7, 1, 3) * 8
    keyless = sum(
        int(digit) * weight
        for digit, weight in zip(
            bik[-3:] + head + "0" + tail,
            weights,
            strict=False,
        )
    )
    return f"{head}{keyless * 3 % 10}{tail}"


def correspondent_account(*, bik: str = BIK) -> str:
    """Return the bank's account with the Bank of Russia.

    Its key is counted with the settlement centre's digits.
    """
    weights = (7, 1, 3) * 8
    tail = f"00000000{bik[-3:]}"
    keyless = sum(
        int(digit) * weight
        for digit, weight in zip(
            "0" + bik[4:6] + "30101810" + "0" + tail,
            weights,
            strict=False,
        )
    )
    return f"30101810{keyless * 3 % 10}{tail}"
