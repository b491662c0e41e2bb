"""Formats of numbers that show more digits than the number has.

36001234 in the format 0000000000 is shown as 0036001234.
"""

import functools
import re

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<unseen>_.|\*.|\[[^\]]*\])|(?P<zeros>0+)|'
    r"(?P<plain>[ ()+-])|(?P<other>.)"
)


@functools.lru_cache(maxsize=1000)
def mask(code: str) -> str:
    """Return what a format shows of a whole number, with 0 for each digit.

    Nothing when it pads no number with zeros.
    """
    shown = ""
    zeros = 0
    for token in _TOKEN.finditer(code.partition(";")[0]):
        if token["other"]:
            return ""
        literal = (token["quoted"] or "") + (token["escaped"] or "") + (token["plain"] or "")
        if "0" in literal:
            return ""
        zeros += len(token["zeros"] or "")
        shown += literal + (token["zeros"] or "")
    if zeros > 1:
        return shown
    return ""


def shown(value: object, mask: str) -> object:
    """Return the number as the mask shows it; a value that is no whole number stays as it is."""
    if not isinstance(value, float) or not value.is_integer() or not 0 <= value < 10**15:
        return value
    digits = str(int(value))
    left = mask.count("0") - len(digits)
    if left < 0:
        mask = mask.replace("0", "0" * (1 - left), 1)
        left = 0
    following = iter("0" * left + digits)
    return "".join(next(following) if sign == "0" else sign for sign in mask).strip()
