"""What time alone brings about, looked for every night, whatever a case waits for."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from webapp.outbox import operations as outbox
from webapp.processes.models import Case
from webapp.processes.operations import asking
from webapp.recovery.models import CaseCharge
from webapp.recovery.operations.own_deeds import BESIDE
from webapp.recovery.queries import ages, enclosed, limitation, segments
from webapp.tasks import operations as tasks
from webapp.tasks.models import Task
from workflows.interfaces import debt_recovery as words
from workflows.interfaces.process import Deed, DeedKind

ENDS = "limitation_ends"
_DAYS_TO_ANSWER = 10
_DAYS_TO_BRING = 5
_TO_FILE = "file_"


def watch(*, today: date) -> None:
    """Ask lawyers where limitation ends soon, and wake cases whose papers wait to be filed."""
    _ask_before_the_end(today)
    _wake_those_who_file(today)
    _ask_for_fresh_extracts(today)


def _ask_before_the_end(today: date) -> None:
    """Once for each last day: a payment or an acknowledgement moves it, and it is asked anew."""
    cases = _may_end(today).select_related("party", "executor")
    ends = limitation.of_cases(cases=cases, today=today)
    for case in cases.filter(id__in=ends):
        found = ends[case.pk]
        if found.is_near and not found.is_over and found.ends_on:
            _ask(case, found.ends_on, today)


def _may_end(today: date) -> QuerySet[Case]:
    """Return the open cases with a month that was due so long ago that its term may end soon."""
    last = today + timedelta(days=limitation.warn_days())
    old = CaseCharge.objects.filter(
        case=OuterRef("pk"),
        cut_on=None,
        charge__due_date__lte=last - ages.limitation(on=today),
    )
    return segments.every().filter(Exists(old), closed_on=None)


def _ask(case: Case, ends_on: date, today: date) -> None:
    asked = Task.objects.filter(case=case, kind=ENDS)
    if asked.filter(version=ends_on.isoformat()).exists():
        return
    deed = Deed(
        DeedKind.ASK,
        ENDS,
        case.stage,
        BESIDE,
        revision=asked.count() + 1,
        role="LAWYER",
        about=ends_on.isoformat(),
        due_on=min(ends_on, today + timedelta(days=_DAYS_TO_ANSWER)),
    )
    minded = limitation.minded(case, today, None)
    asking.ask(
        case=case,
        deed=deed,
        today=today,
        remarks=" ".join(minded),
    )


def _wake_those_who_file(today: date) -> None:
    """A filing that has grown stale is made anew when its case looks again."""
    for case_id in _filing(today).values_list("case_id", flat=True).distinct():
        outbox.announce(
            subject=words.case_subject(case_id=case_id or 0),
            fact="case.filing-waits",
            key=f"{case_id}:{today.isoformat()}",
        )


def _filing(today: date) -> QuerySet[Task]:
    """Return the tasks to file something that have waited since an earlier day."""
    return Task.objects.filter(
        kind__startswith=_TO_FILE,
        status=Task.Status.OPEN,
        created_on__lt=today,
        case__closed_on=None,
    )


def _ask_for_fresh_extracts(today: date) -> None:
    """An extract may have grown too old for the court since the filing was complete (АПК 126).

    What was filed meanwhile, or taken back, waits for none any more.
    """
    waiting = segments.every().filter(id__in=_filing(today).values("case"))
    for case in waiting.exclude(id__in=_asked_for_extracts()).select_related("party", "executor"):
        if aged := enclosed.aged(case=case, today=today):
            _ask_for_extract(case, aged, today)
    idle = _asked_for_extracts().exclude(case__in=_filing(today).values("case"))
    subjects = [words.case_subject(case_id=case_id or 0) for case_id in idle]
    tasks.recall(subjects=subjects, ground="renewed", kinds=[enclosed.RENEWAL])


def _asked_for_extracts() -> QuerySet[Task, int | None]:
    asked = Task.objects.filter(
        kind=enclosed.RENEWAL,
        status=Task.Status.OPEN,
        case__isnull=False,
    )
    return asked.values_list("case", flat=True)


def _ask_for_extract(case: Case, aged: str, today: date) -> None:
    before = Task.objects.filter(case=case, kind=enclosed.RENEWAL)
    deed = Deed(
        DeedKind.ASK,
        enclosed.RENEWAL,
        case.stage,
        BESIDE,
        revision=before.count() + 1,
        role="LAWYER",
        due_on=today + timedelta(days=_DAYS_TO_BRING),
    )
    asking.ask(
        case=case,
        deed=deed,
        today=today,
        remarks=aged,
    )
