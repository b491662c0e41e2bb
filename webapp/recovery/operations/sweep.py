"""The sweep: debts that meet the criteria of an active scheme and that nobody follows yet."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from webapp.audit import operations as audit
from webapp.payments import operations as payments
from webapp.recovery.models import SweepPlan
from webapp.recovery.operations import opening, watching
from webapp.recovery.operations.opening import Opened
from webapp.recovery.queries import ripe, scheme_choice
from webapp.recovery.queries.scheme_choice import Candidate
from webapp.staff.models import User


def sweep(*, today: date, scheme_code: str | None = None, by: User | None = None) -> Opened:
    """Open a case for each ripe debt.

    Sweeping twice opens nothing twice. Money that lies as an advance covers debts first.
    """
    payments.allocate_all_advances(by=by)
    watching.watch(today=today)
    found = [each for each in scheme_choice.candidates() if not each.scheme.stopped_reason]
    if scheme_code:
        found = [candidate for candidate in found if candidate.scheme.code == scheme_code]
    else:
        _mark(swept_at=timezone.now())
    results = [
        _sweep(
            candidate,
            today,
            by,
        )
        for candidate in found
    ]
    return Opened(
        [case for result in results for case in result.cases],
        skipped=sum(result.skipped for result in results),
    )


def _sweep(candidate: Candidate, today: date, by: User | None) -> Opened:
    return opening.open_cases(
        account_ids=ripe.account_ids(candidate=candidate, today=today),
        by=by,
        today=today,
        scheme=candidate.scheme.pk,
        only=True,
    )


def nightly(*, now: datetime, today: date) -> Opened:
    """Sweep when the chosen hour has come and nobody has swept since; ask as often as you like.

    ``now`` is the real moment in Moscow, ``today`` the business day.
    """
    SweepPlan.objects.get_or_create(pk=SweepPlan.ONLY)
    if not is_due(plan(), now=now):
        return Opened([], skipped=0)
    return sweep(today=today)


def plan() -> SweepPlan:
    """Return the hour of the nightly sweep, and when the last one was; the usual until chosen."""
    return SweepPlan.objects.first() or SweepPlan(pk=SweepPlan.ONLY)


def is_due(known: SweepPlan, *, now: datetime) -> bool:
    """Say whether the hour has come since it was chosen and since the last sweep.

    A sweep that was missed, for nothing was running, is made up for within the day.
    """
    hour = datetime.combine(
        now.date(),
        time(known.hour),
        tzinfo=now.tzinfo,
    )
    last = max(known.chosen_at, known.swept_at or known.chosen_at)
    return last < hour <= now


@transaction.atomic
def choose_hour(*, hour: int, by: User) -> None:
    """Let the nightly sweep begin at another hour, in Moscow."""
    SweepPlan.objects.get_or_create(pk=SweepPlan.ONLY)
    known = SweepPlan.objects.select_for_update().get()
    if known.hour == hour:
        return
    before = known.hour
    _mark(hour=hour, chosen_at=timezone.now())
    audit.record(
        name="recovery.sweep.hour-chosen",
        subject=f"recovery_sweep:{known.pk}",
        actor=by,
        details={"hour": f"{hour:02d}:00", "former_hour": f"{before:02d}:00"},
    )


def _mark(**known: int | datetime) -> None:
    SweepPlan.objects.update_or_create(pk=SweepPlan.ONLY, defaults=known)
