"""Numbers of registered mail, by which the post proves delivery.

Russian Post (РПО): six digits of the office, two of the month, five of the item and a check digit.
The digits weigh 3 and 1 in turn from the left; with the check digit the sum ends in zero (the rule
of Interleaved 2 of 5, in which the number is printed as bars).

International (UPU S10): two letters of the service, eight digits, a check digit, two letters of
the country. The digits weigh 8, 6, 4, 2, 3, 5, 9, 7; what is left of 11 is the check digit, with 0
for ten and 5 for eleven.
"""

import re

from django.utils.translation import gettext as _

_RUSSIAN = re.compile(r"\d{14}", re.ASCII)
_INTERNATIONAL = re.compile(r"[A-Z]{2}\d{9}[A-Z]{2}", re.ASCII)
_S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
_S10_EXCEPTIONS = {10: 0, 11: 5}


def compact(number: str) -> str:
    """Return a number as the post prints it under the bars: no spaces or hyphens, large letters."""
    return re.sub(r"[\s-]", "", number).upper()


def doubt(*, number: str) -> str:
    """Return why a number cannot be of the post, in words; nothing when it may be."""
    plain = compact(number)
    if _RUSSIAN.fullmatch(plain):
        is_right = plain[-1] == russian_check_digit(plain[:-1])
    elif _INTERNATIONAL.fullmatch(plain):
        is_right = plain[10] == s10_check_digit(plain[2:10])
    else:
        return _(
            "A number of the post is 14 digits, or 13 characters like RA123456785RU. "
            "Copy it from the receipt."
        )
    if is_right:
        return ""
    return _("The last digit does not fit the rest: a digit is mistyped. Compare with the receipt.")


def russian_check_digit(digits: str) -> str:
    """Return the 14th digit of a number of Russian Post by the first 13."""
    weighed = sum(int(digit) * (1 + 2 * (place % 2 == 0)) for place, digit in enumerate(digits))
    return str(-weighed % 10)


def s10_check_digit(digits: str) -> str:
    """Return the ninth digit of an international number by the first eight."""
    weighed = sum(int(digit) * weight for digit, weight in zip(digits, _S10_WEIGHTS, strict=True))
    left = 11 - weighed % 11
    return str(_S10_EXCEPTIONS.get(left, left))
