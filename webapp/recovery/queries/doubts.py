"""What may have gone out in the time that a restored database has lost."""

from datetime import datetime, timedelta

from webapp.processes.models import Case, Step
from webapp.recovery.models import CaseCharge, Restore
from workflows.interfaces.process import Deed, DeedKind


def newest_restore() -> datetime | None:
    """Return when the database was last restored."""
    return Restore.objects.order_by("-at").values_list("at", flat=True).first()


def may_have_gone(case: Case, deed: Deed) -> bool:
    """Tell whether a message that a case is about to plan may have gone out in a lost time.

    It may unless its debt was not due then, a person has been asked about this very step since, or
    a term stands before it that cannot have ended in the lost time.
    """
    return any(_may_since(restore, case, deed) for restore in Restore.objects.all())


def _may_since(restore: Restore, case: Case, deed: Deed) -> bool:
    """The debt may have had a case that is lost too, so the age of this one proves nothing.

    The age of its debt does.
    """
    claims = CaseCharge.objects.filter(case=case, charge__due_date__lt=restore.lost_until)
    if not claims.exists() or _was_asked_about(case, deed, restore):
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
