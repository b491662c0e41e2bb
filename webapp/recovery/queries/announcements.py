"""What a short message and a call say of a paper.

The law counts its term from them, so they name what the paper itself names: what is owed for which
service, the term, and what follows on which day.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from documents import contexts, wording


def short(*, kind: str, context: dict[str, Any]) -> str:
    """Return the text of a short message, in the language that is active."""
    facts = _facts(context) | {"debt": _written_sum(_debt(context))}
    if penalty := _penalty(context):
        owed = {"debt": facts["debt"], "penalty": _written_sum(penalty)}
        facts["debt"] = _("%(debt)s and penalty %(penalty)s") % owed
    if phone := context["claimant"]["phone"]:
        facts["sender"] = _("%(sender)s, tel. %(phone)s") % {
            "sender": facts["sender"],
            "phone": phone,
        }
    for name in ("dated", "restriction_from"):
        facts[name] = formats.date_format(facts[name], "SHORT_DATE_FORMAT") if facts[name] else ""
    return _SHORT[_key(kind, context)]() % facts


def spoken(*, kind: str, context: dict[str, Any]) -> str:
    """Return what a call says.

    In Russian, as its voice is, without signs that a voice stumbles over.
    """
    facts = _facts(context) | {
        "debt": _spoken_sum(_debt(context)),
        "account": " ".join(context["debtor"]["account"]),
    }
    if penalty := _penalty(context):
        facts["debt"] += f", пени: {_spoken_sum(penalty)}"
    facts["number"] = re.sub(r"[^\w]+", " ", context["number"])
    for name in ("dated", "restriction_from"):
        facts[name] = _spoken_day(facts[name]) if facts[name] else ""
    return _SPOKEN[_key(kind, context)] % (facts | {"term": _term(facts["term_days"])})


def _key(kind: str, context: dict[str, Any]) -> str:
    if context.get("level") != contexts.RestrictionLevel.FULL:
        return kind
    debtor = context["debtor"]
    if debtor["kind"] == contexts.DebtorKind.PERSON and debtor.get("is_home", True):
        return f"{kind}-suspended"
    return f"{kind}-full"


def _facts(context: dict[str, Any]) -> dict[str, Any]:
    planned = context.get("restriction_from")
    return {
        "sender": context["claimant"]["short_name"] or context["claimant"]["name"],
        "number": context["number"],
        "dated": date.fromisoformat(context["dated"]),
        "account": context["debtor"]["account"],
        "services": wording.listed(tuple(wording.lowered(name) for name in _services(context))),
        "term_days": context["term_days"],
        "restriction_from": date.fromisoformat(planned) if planned else None,
        "suspension": wording.days(context.get("suspension_days", 0)),
        "suspension_days": context.get("suspension_days", 0),
    }


def _services(context: dict[str, Any]) -> tuple[str, ...]:
    """A warning is about the services that may be cut off.

    Other papers are about all that is owed for.
    """
    return tuple(
        context.get("services") or dict.fromkeys(row["service"] for row in context["debts"])
    )


def _debt(context: dict[str, Any]) -> Decimal:
    named = _services(context)
    return sum(
        (Decimal(row["debt"]) for row in context["debts"] if row["service"] in named),
        Decimal(0),
    )


def _penalty(context: dict[str, Any]) -> Decimal:
    """The letter demands it beside the debt: so does whatever tells of the letter."""
    return Decimal(context["penalty"]["total"])


def _written_sum(amount: Decimal) -> str:
    return formats.number_format(
        amount,
        decimal_pos=2,
        use_l10n=True,
        force_grouping=True,
    )


def _term(days: int) -> str:
    return f"{days} {wording.plural(days, ('дня', 'дней', 'дней'))}"


def _spoken_sum(amount: Decimal) -> str:
    rubles, kopecks = divmod(int(amount * 100), 100)
    whole = f"{rubles} {wording.plural(rubles, wording.RUBLES)}"
    if kopecks:
        return f"{whole} {kopecks} {wording.plural(kopecks, wording.KOPECKS)}"
    return whole


def _spoken_day(day: date) -> str:
    return f"{day.day} {wording.MONTHS_GENITIVE[day.month - 1]} {day.year} года"


_SHORT: dict[str, Callable[[], str]] = {
    "notice": lambda: _(
        "%(sender)s: notice No. %(number)s of %(dated)s. Account %(account)s, debt %(debt)s "
        "roubles: %(services)s. "
        "Pay within %(term_days)s days of receipt, or the debt with penalties is claimed in court."
    ),
    "restriction_warning": lambda: _(
        "%(sender)s: warning No. %(number)s of %(dated)s. Account %(account)s, debt %(debt)s "
        "roubles: %(services)s. "
        "Pay within %(term_days)s days of receipt, or the supply is restricted from "
        "%(restriction_from)s "
        "and cut off %(suspension_days)s days later."
    ),
    "restriction_warning-full": lambda: _(
        "%(sender)s: warning No. %(number)s of %(dated)s. Account %(account)s, debt %(debt)s "
        "roubles: %(services)s. "
        "Pay within %(term_days)s days of receipt, or the supply is cut off from "
        "%(restriction_from)s, 10:00."
    ),
    "restriction_warning-suspended": lambda: _(
        "%(sender)s: warning No. %(number)s of %(dated)s. Account %(account)s, debt %(debt)s "
        "roubles: %(services)s. "
        "Pay within %(term_days)s days of receipt, or the supply is cut off from "
        "%(restriction_from)s: it cannot be limited in part."
    ),
    "pretrial_claim": lambda: _(
        "%(sender)s: pretrial claim No. %(number)s of %(dated)s. Account %(account)s, debt "
        "%(debt)s roubles: %(services)s. "
        "Pay within %(term_days)s days of its sending, or we go to court."
    ),
}
_OPENING = "Здравствуйте! %(sender)s."
_OWED = "По лицевому счёту %(account)s не оплачено: %(services)s. Долг: %(debt)s."
_WARNING = f"{_OPENING} Предупреждение об ограничении, номер %(number)s, от %(dated)s."
_SPOKEN = {
    "notice": f"{_OPENING} Уведомление о задолженности, номер %(number)s, от %(dated)s. {_OWED} "
    "Оплатите долг в течение %(term)s со дня получения уведомления, иначе долг и пени будут "
    "взысканы через суд.",
    "restriction_warning": f"{_WARNING} {_OWED} "
    "Если долг не будет оплачен в течение %(term)s со дня получения предупреждения, то с "
    "%(restriction_from)s "
    "предоставление услуги будет ограничено, а через %(suspension)s после этого приостановлено.",
    "restriction_warning-full": f"{_WARNING} {_OWED} "
    "Если долг не будет оплачен в течение %(term)s со дня получения предупреждения, то с "
    "%(restriction_from)s, 10 часов, "
    "подача будет полностью ограничена.",
    "restriction_warning-suspended": f"{_WARNING} {_OWED} "
    "Если долг не будет оплачен в течение %(term)s со дня получения предупреждения, то с "
    "%(restriction_from)s "
    "предоставление услуги будет приостановлено: ограничить его частично технически невозможно.",
    "pretrial_claim": f"{_OPENING} Досудебная претензия, номер %(number)s, от %(dated)s. {_OWED} "
    "Если долг не будет оплачен в течение %(term)s со дня направления претензии, поставщик "
    "обратится в суд.",
}
