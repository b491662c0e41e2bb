"""Whether everything that is due has been done.

The processes' own decision for every open case, and what is on its way.

The clock of the rehearsal goes on only from such a moment, so a slow machine makes the story longer
and not different.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice

from django.db.models import Count, Max, Q

from webapp.correspondence.models import Message
from webapp.demo.outside import Outside
from webapp.outbox import operations as outbox
from webapp.outbox.models import Row
from webapp.processes import registry
from webapp.processes.models import Case, Pause, Step
from webapp.processes.queries import known
from webapp.recovery.models import InstallmentPlan
from webapp.recovery.queries import casefile
from webapp.recovery.queries.casefile import Owed
from webapp.staff import queries as staff
from webapp.tasks.models import Task
from workflows.interfaces.clock import MOSCOW
from workflows.process import decisions

type Trace = tuple[object, ...]

# it is not still when one case has something to do: the others need not be decided about
ENOUGH = 5


@dataclass(frozen=True, slots=True)
class Stillness:
    """Which cases have something to do now, what is on its way, and when the next sleeper wakes by
    the calendar.
    """

    busy: frozenset[int]
    on_its_way: int
    wakes_at: datetime | None

    @property
    def is_still(self) -> bool:
        """Say whether nothing is left to be done at this moment."""
        return not self.busy and not self.on_its_way


@dataclass(slots=True)
class Watch:
    """Looks at all open cases.

    One that sleeps is not decided about anew until it changes or its day comes.
    """

    outside: Outside
    _asleep: dict[int, tuple[Trace, datetime | None]] = field(default_factory=dict)
    _busy: frozenset[int] = frozenset()

    def look(self) -> Stillness:
        """Return how still it is now.

        What is on its way is counted before and after, for it may change a case between.
        """
        if before := self._on_its_way():
            return Stillness(self._busy, before, None)
        traces = _traces()
        now = staff.business_now()
        self._asleep = {pk: asleep for pk, asleep in self._asleep.items() if pk in traces}
        self._busy = frozenset(islice(self._all_busy(traces, now), ENOUGH))
        wakes = (wakes_at for _trace, wakes_at in self._asleep.values() if wakes_at)
        return Stillness(
            self._busy,
            self._on_its_way(),
            min(wakes, default=None),
        )

    def _all_busy(self, traces: dict[int, Trace], now: datetime) -> Iterator[int]:
        """Yield the cases that have something to do, those first that had it at the last look."""
        for case_id in sorted(traces, key=lambda pk: (pk not in self._busy, pk)):
            if self._is_busy(case_id, traces[case_id], now):
                yield case_id

    def sleepers(self, *, until: datetime) -> list[int]:
        """Return the cases that wake by this moment."""
        return sorted(
            case_id
            for case_id, (_trace, wakes_at) in self._asleep.items()
            if wakes_at and wakes_at <= until
        )

    def _is_busy(self, case_id: int, trace: Trace, now: datetime) -> bool:
        asleep = self._asleep.get(case_id)
        if asleep and asleep[0] == trace and (asleep[1] is None or asleep[1] > now):
            return False
        decision = _decision(case_id)
        if not isinstance(decision, decisions.Wait):
            self._asleep.pop(case_id, None)
            return True
        self._asleep[case_id] = trace, _moment(decision)
        return False

    def _on_its_way(self) -> int:
        """Count rows for Temporal, messages at a gateway, and reports of the telephone exchange."""
        rows = Row.objects.filter(delivered_at=None, is_dead=False).count()
        messages = Message.objects.filter(status=Message.Status.SENDING).count()
        return rows + messages + self.outside.unreported()


def wake(case_ids: Collection[int], *, key: str = "") -> None:
    """Let cases look at the clock again."""
    moment = key or datetime.now(UTC).isoformat()
    cases = Case.objects.filter(id__in=case_ids).order_by("id")
    subjects = []
    for code, case_id in cases.values_list("process", "id"):
        process = registry.process_of(code=code)
        subjects.append(process.subject_of(case_id=case_id))
    outbox.announce_many(
        fact="clock.changed",
        about=[(subject, moment) for subject in subjects],
    )


def _decision(case_id: int) -> decisions.Decision:
    """Return what the process of a case decides when it looks now."""
    code = Case.objects.values_list("process", flat=True).get(pk=case_id)
    found = known.read(
        process=registry.process_of(code=code),
        case_id=case_id,
        today=staff.today(),
        now=staff.contact_moment(),
    )
    return found.decision


def _moment(wait: decisions.Wait) -> datetime | None:
    if wait.until:
        return datetime.combine(wait.until, wait.at, MOSCOW)
    return None


def _traces() -> dict[int, Trace]:
    """Return what is different about a case as soon as anything is, for every open one."""
    open_cases = Case.objects.filter(closed_on=None)
    debts = casefile.debts(cases=open_cases)
    found = {
        row[0]: [*row[1:], debts.get(row[0], Owed())]
        for row in open_cases.values_list(
            "id",
            "stage",
            "attempt",
            "side",
            "recovery__is_restricted",
            "recovery__is_filed",
            "close_requested",
        )
    }
    for case_id, mark in _marks():
        if case_id in found:
            found[case_id].append(mark)
    return {case_id: tuple(marks) for case_id, marks in found.items()}


def _marks() -> Iterator[tuple[int, object]]:
    yield from _contacts()
    yield from Step.objects.order_by("case").values_list("case").annotate(Max("id"))
    paused = Pause.objects.order_by("case").values_list("case").annotate(Max("id"))
    yield from ((case_id, ("pause", newest)) for case_id, newest in paused)
    plans = InstallmentPlan.objects.order_by("case").values_list("case").annotate(Count("id"))
    yield from ((case_id, ("plan", count)) for case_id, count in plans)
    for model in (Task, Message):
        rows = model.objects.filter(case__isnull=False).order_by("id")  # type: ignore[attr-defined]
        states: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for number, case_id, status in rows.values_list("id", "case", "status"):
            states[case_id].append((number, status))
        yield from ((case_id, tuple(known)) for case_id, known in states.items())


def _contacts() -> Iterator[tuple[int, object]]:
    """Yield by case what is known of the contacts of its customer."""
    works = Q(party__contacts__is_valid=True)
    open_cases = Case.objects.filter(closed_on=None)
    rows = open_cases.order_by("id").values("id")
    counted = rows.annotate(
        newest=Max("party__contacts"),
        working=Count("party__contacts", filter=works),
    )
    for row in counted:
        mark = (
            "contacts",
            row["newest"],
            row["working"],
        )
        yield row["id"], mark
