"""What lies before a court: one filing, or several of a day, one against each who owes."""

from webapp.correspondence.models import Document
from webapp.processes.models import Case
from webapp.recovery.models import CourtCase


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
