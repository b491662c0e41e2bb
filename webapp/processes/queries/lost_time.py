"""What may have gone out in the time that a restored database has lost."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from webapp.processes.models import Case, Restore, Step
from workflows.interfaces.process import Deed, DeedKind


def newest_restore() -> datetime | None:
    """Return when the database was last restored."""
    return Restore.objects.order_by("-at").values_list("at", flat=True).first()


def may_have_gone(case: Case, deed: Deed) -> bool:
    """Tell whether a message that a case is about to plan may have gone out in a lost time.

    A case opened after it is about something newer.
    """
    return may_have_gone_since(
        Restore.objects.filter(lost_until__gte=case.opened_on), case=case, deed=deed
    )


def may_have_gone_since(restores: Iterable[Restore], *, case: Case, deed: Deed) -> bool:
    """Tell whether it may have gone out in a time that one of the restores has lost.

    It may unless a person has been asked about this very step since, or a term stands before it
    that cannot have ended in the lost time.
    """
    return any(_may_since(restore, case, deed) for restore in restores)


def _may_since(restore: Restore, case: Case, deed: Deed) -> bool:
    if _was_asked_about(case, deed, restore):
        return False
    return not any(_outlasts(step, restore) for step in _terms(case))


def _was_asked_about(case: Case, deed: Deed, restore: Restore) -> bool:
    about = Step.objects.filter(
        case=case,
        stage=deed.stage,
        attempt=deed.attempt,
        deed=DeedKind.SEND,
        name=deed.name,
    )
    return about.filter(at__gt=restore.at).exists()


def _terms(case: Case) -> list[Step]:
    return list(
        Step.objects.filter(
            case=case,
            name="deliver",
            term_ends_on__isnull=False,
        )
    )


def _outlasts(step: Step, restore: Restore) -> bool:
    """A term known to the backup ends when it says.

    One begun since may have begun in the lost time, but not before it.
    """
    assert step.term_ends_on is not None
    if step.at <= restore.at:
        return step.term_ends_on >= restore.lost_until
    return restore.lost_from + timedelta(days=step.details["days"]) >= restore.lost_until
