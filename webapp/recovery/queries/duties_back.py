"""State duty that a court gives back, or counts against the next filing (НК 333.40)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from tariffs import duty_back
from tariffs.parameters import NotInForce
from webapp.recovery.models import CourtCase
from webapp.staff.amounts import money

UNDECIDED = ("RETURNED", "UNEXAMINED", "TERMINATED")
"""Rulings by which a court has not decided on what was asked."""
_ENDINGS: dict[str, duty_back.Ending] = {
    **dict.fromkeys(UNDECIDED, "undecided"),
    "SETTLED": "settled",
}


def of_court(*, court: CourtCase) -> duty_back.Back | None:
    """Return what comes back of the duty of a filing; nothing while a court works on it.

    :raises NotInForce: when the share of the day is not known
    """
    ending = _ENDINGS.get(court.ruling)
    if ending is None or court.ruled_on is None:
        return None
    instance: duty_back.Instance = "first"
    if court.appealed_on:
        instance = "appeal"
    return duty_back.back(
        ending=ending,
        paid=court.state_duty,
        on=court.ruled_on,
        instance=instance,
    )


def of_courts(*, courts: Iterable[CourtCase]) -> list[str]:
    """Return, in words, what comes back for each filing, and by what article."""
    return [told for court in courts if (told := _told(court))]


def _told(court: CourtCase) -> str:
    try:
        found = of_court(court=court)
    except NotInForce:
        return ""
    if found is None:
        return ""
    text = _("Of the duty of %(paid)s ₽ comes back %(back)s ₽: %(percent)s %% (%(act)s). %(how)s")
    return text % {
        "paid": money(court.state_duty),
        "back": money(found.amount),
        "percent": found.percent,
        "act": found.act,
        "how": _how(court),
    }


def _how(court: CourtCase) -> str:
    if court.ruling == "SETTLED":
        return _("Ask the tax office for it with the ruling of the court.")
    if court.ruling == "TERMINATED":
        return _given_up(court)
    return _("It is counted against the duty of the next filing (НК 333.40 п. 6).")


def _given_up(court: CourtCase) -> str:
    """The ground of the ruling matters: who gives a claim up gets the share of a settlement."""
    assert court.ruled_on
    given_up = duty_back.back(
        ending="settled",
        paid=court.state_duty,
        on=court.ruled_on,
    )
    text = _(
        "Where the claim was given up it is %(percent)s %%, and nothing where the debtor has paid "
        "after the filing (НК 333.40 п. 1 пп. 3)."
    )
    return text % {"percent": given_up.percent}


def ground(court: CourtCase) -> str:
    """Return by what article a duty is counted; that of an order is printed by the paper itself."""
    if court.ruling in UNDECIDED:
        return "пункт 6 статьи 333.40 НК РФ"
    return ""
