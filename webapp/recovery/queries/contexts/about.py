"""What of a case there is to write about: filings, writs, a plan, a ruling, whom the law names."""

from collections.abc import Sequence

from webapp.parties.models import State
from webapp.processes.models import Case
from webapp.recovery.models import CourtCase, InstallmentPlan, Writ
from webapp.recovery.queries import announced, collected_by, filed, restriction
from workflows.interfaces.debt_recovery import CloseReason

ORDER = CourtCase.Track.ORDER.value
OUTCOMES = {
    "CANCELLED": "судебный приказ отменён",
    "REFUSED": "в выдаче судебного приказа отказано",
    "RETURNED": "заявление о выдаче судебного приказа возвращено",
}
"""How an order comes to nothing, as papers say it."""


def pending(case: Case) -> list[CourtCase]:
    """Return the newest filings that no court has ruled on."""
    return [court for court in filed.newest(case=case) if not court.ruling]


def pending_claims(case: Case) -> list[CourtCase]:
    """Return those of them that ask for a judgment."""
    return [court for court in pending(case) if court.track != ORDER]


def newest(case: Case) -> list[CourtCase]:
    """Return the newest filings."""
    return filed.newest(case=case)


def granted(case: Case) -> list[CourtCase]:
    """Return the claims that were granted: an order is its own writ."""
    return [
        court
        for court in filed.newest(case=case)
        if court.track != ORDER and court.ruling in {"GRANTED", "PARTIAL", "SETTLED"}
    ]


def in_vain(case: Case) -> list[CourtCase]:
    """Return the newest order that came to nothing."""
    orders = CourtCase.objects.filter(
        case=case,
        track=ORDER,
        ruling__in=OUTCOMES,
        ruled_on__isnull=False,
    )
    return list(orders.order_by("-id")[:1])


def reversed(case: Case) -> list[CourtCase]:
    """Return an order that fell after money had been collected by it."""
    cancelled = [court for court in in_vain(case) if court.ruling == "CANCELLED"]
    return [court for court in cancelled if collected_by.order(filed=court) > 0]


def presented(case: Case) -> list[Writ]:
    """Return the writs that lie with bailiffs; where some are in force no more, these alone."""
    held = Writ.objects.filter(
        case=case,
        presented_on__isnull=False,
        ended_on=None,
    )
    in_force = {court.debtor for court in filed.in_force(case=case)}
    lying = list(held.order_by("id"))
    fallen = [writ for writ in lying if writ.debtor not in in_force]
    return fallen or lying


def plans(case: Case) -> list[InstallmentPlan]:
    """Return the plan that is kept."""
    active = InstallmentPlan.Status.ACTIVE
    return list(InstallmentPlan.objects.filter(case=case, status=active))


def rulings(case: Case) -> list[State]:
    """Return the ruling that has opened a bankruptcy."""
    opened = State.objects.filter(party=case.party_id, kind=State.Kind.BANKRUPT)
    return list(opened.order_by("starts_on")[:1])


def addressees(case: Case) -> Sequence[str]:
    """Return whom the law names before a restriction."""
    warning = restriction.newest_warning(case=case)
    if warning is None:
        return ()
    return announced.addressees(case=case, on=warning.dated)


def written_off(case: Case) -> list[Case]:
    """Return the case itself where its debt is written off."""
    if case.close_reason != CloseReason.WRITTEN_OFF:
        return []
    return [case]


def always(case: Case) -> list[Case]:
    """Return the case itself."""
    return [case]
