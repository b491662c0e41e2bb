"""What lies before a court: one filing, or several of a day, one against each who owes."""

from collections.abc import Sequence
from datetime import date

from webapp.correspondence.models import Document
from webapp.processes.models import Case
from webapp.recovery.models import CourtCase, Writ

FALLEN = ("CANCELLED", "REFUSED", "RETURNED", "UNEXAMINED")
"""Rulings after which the same debt goes to a court once more."""
NO_ORDER = ("CANCELLED", "REFUSED")
"""Rulings after which no order is asked for any more, but a claim is filed."""


def newest(*, case: Case, track: str = "") -> list[CourtCase]:
    """Return the newest filings of a case, the one against its own customer first."""
    known = CourtCase.objects.filter(case=case)
    if track:
        known = known.filter(track=track)
    last = known.order_by("id").last()
    if last is None:
        return []
    together = known.filter(
        track=last.track,
        filed_on=last.filed_on,
    )
    return list(together.order_by("id"))


def standing(*, case: Case, track: str = "") -> list[CourtCase]:
    """Return the newest filings, and those before them that still stand against others."""
    together = newest(
        case=case,
        track=track,
    )
    debtors = [court.debtor for court in together]
    older = CourtCase.objects.filter(case=case).exclude(debtor__in=debtors)
    if track:
        older = older.filter(track=track)
    latest = {court.debtor: court for court in older.order_by("id")}
    others = [court for court in latest.values() if court.ruling not in FALLEN]
    return [*others, *together]


def fallen(*, case: Case) -> list[CourtCase]:
    """Return the newest filing against each debtor of which nothing came: it is claimed anew.

    One whose debtor is named among others by a later filing is not.
    """
    latest = {court.debtor: court for court in CourtCase.objects.filter(case=case).order_by("id")}
    found = list(latest.values())
    return [court for court in found if court.ruling in FALLEN and not _is_named(court, found)]


def _is_named(court: CourtCase, others: list[CourtCase]) -> bool:
    later = [one for one in others if one.pk > court.pk]
    return any(set(persons(court)) & set(persons(one)) for one in later)


def in_force(*, case: Case) -> list[CourtCase]:
    """Return what is in force against each debtor."""
    return [court for court in standing(case=case) if court.in_force_on]


def without_writ(*, case: Case) -> list[CourtCase]:
    """Return what is in force and has not gone to the bailiffs."""
    presented = Writ.objects.filter(
        case=case,
        presented_on__isnull=False,
    )
    rows = list(presented.values_list("debtor", "issued_on"))
    return [court for court in in_force(case=case) if not _is_held(court, rows)]


def _is_held(court: CourtCase, rows: list[tuple[str, date]]) -> bool:
    return any(debtor == court.debtor and issued_on >= court.filed_on for debtor, issued_on in rows)


def beside(*, case: Case) -> list[CourtCase]:
    """Return what is in force against some and is still in the house while others are claimed from.

    Nothing where all that was filed together goes on together.
    """
    together = newest(case=case)
    is_divided = any(court.ruling in FALLEN for court in together)
    own = {court.pk for court in together}
    waiting = without_writ(case=case)
    return [court for court in waiting if is_divided or court.pk not in own]


def meant(courts: Sequence[CourtCase], *, debtor: str = "", number: str = "") -> CourtCase | None:
    """Return the filing that is spoken of: by its debtor, else by its number, else the newest."""
    by_debtor = [court for court in courts if debtor and court.debtor == debtor]
    by_number = [court for court in courts if number and court.number == number]
    found = by_debtor or by_number or list(courts)
    if not found:
        return None
    return found[-1]


def against(paper: Document) -> str:
    """Return against whom a filing goes: all who owe together, as ``Respondent.names``."""
    debtor = paper.context.get("debtor", {})
    return ", ".join([debtor.get("name", ""), *debtor.get("jointly", ())])


def numbers(told: str) -> list[str]:
    """Return the numbers that a person has written, one for each debtor, divided by «;»."""
    return [one.strip() for one in told.split(";") if one.strip()]


def in_order(courts: list[CourtCase]) -> str:
    """Name the debtors in the order in which their numbers are asked for."""
    return "; ".join(court.debtor for court in courts)


def debtors(*, case: Case) -> list[str]:
    """Name those against whom something was filed that still stands."""
    return list(dict.fromkeys(court.debtor for court in standing(case=case)))


def persons(court: CourtCase) -> list[str]:
    """Return each of those who owe together by one filing."""
    return court.debtor.split(", ")
