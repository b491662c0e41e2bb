"""Whether a payer names the penalty, and nothing besides (ГК РФ ст. 319.1 п. 1). Pure."""

import re

_PENALTY = re.compile(r"(?<!\w)пен(?:я|и|ю|ей|ями|ях)(?!\w)", re.IGNORECASE)
# debt and penalty in one sum are laid in the turn of the law
_WITH_OTHERS = re.compile(
    r"долг|задолж|основн|(?<!\w)и\s+пен|пен\w+\s*(?:и|,|\+)|[,+]\s*пен|в\s+т(?:ом|\.)\s*ч",
    re.IGNORECASE,
)


def is_named(text: str) -> bool:
    """Say whether a purpose is the penalty alone.

    >>> is_named("Пени по л/с 100200300 за март 2026")
    True
    >>> is_named("Оплата задолженности и пени")
    False
    """
    return bool(_PENALTY.search(text)) and not _WITH_OTHERS.search(text)
