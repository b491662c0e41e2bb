"""The rehearsal: a town's debts are loaded, cases opened, and the office plays them to their ends
in a business year of a minute or two.
"""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import translation

from webapp.correspondence.models import Document
from webapp.demo import bank, casting, desks, personas, settling, staffing, town, verdict
from webapp.demo.office import Office
from webapp.demo.outside import Outside
from webapp.demo.personas import End
from webapp.demo.sights import Seen
from webapp.demo.stillness import Stillness, Watch, wake
from webapp.demo.town import Town
from webapp.demo.verdict import Verdict
from webapp.processes.models import Case, Step
from webapp.recovery.models import Recovery
from webapp.recovery.operations import schemes, sweep
from webapp.recovery.queries import labels, segments
from webapp.staff import operations as clock
from webapp.staff import queries as staff
from webapp.staff.models import Role
from webapp.tasks.models import Task
from workflows.interfaces.clock import DAY_BEGINS, MOSCOW

# How long to look away while the processes work, and between two sentences about them.
LOOK_S = 0.3
SAY_EVERY_S = 5.0
# A case that should have moved is told once more: a process may have read the clock a moment before
# it was set.
NUDGE_EVERY_S = 10.0
# Patience is counted from the last thing that happened, not from the beginning: a slow machine is
# no trouble.
PATIENCE_S = 600.0
MORNING = datetime.combine(town.START, DAY_BEGINS, MOSCOW)

_EVENING = 17

Say = Callable[[str], None]


class RehearsalStuck(Exception):
    """Some cases are not at their end, and nothing happens any more."""


@dataclass(frozen=True, slots=True)
class Plot:
    """What the rehearsal is told to be."""

    seed: int
    home: Path
    accounts: int = 1500
    password: str = ""
    day_s: float = 0.0
    patience_s: float = PATIENCE_S


def run(*, plot: Plot, say: Say) -> Verdict:
    """Play the story to its end and judge it; a story told already is judged again.

    :raises RehearsalStuck: when it comes to no end
    """
    office = open_office(plot=plot, say=say)
    play(office=office, plot=plot, say=say)
    desks.leave_unclear_money(office=office, today=staff.today())
    come_to_rest(office=office, say=say)
    return verdict.judge(fates=office.fates, outside=office.outside)


def open_office(*, plot: Plot, say: Say) -> Office:
    """Settle the town, open the cases and start the fast clock, unless that is done already."""
    home_town = town.build(seed=plot.seed, accounts=plot.accounts)
    people_at_work = staffing.hire(password=plot.password)
    supplier = settling.supplier()
    office = Office(
        staff=people_at_work,
        fates=casting.cast(debtors=home_town.debtors(), seed=plot.seed),
        lines=home_town.debtors(),
        bank=bank.open_bank(
            folder=plot.home / "statements",
            supplier=supplier,
            accountant=people_at_work.of(Role.ACCOUNTANT),
        ),
        outside=Outside(mail=plot.home / "mail.jsonl", telephone=plot.home / "twilio.jsonl"),
    )
    if not Case.objects.exists():
        _begin(plot, home_town, people_at_work, say)
    return office


def _begin(plot: Plot, home_town: Town, people_at_work: staffing.Staff, say: Say) -> None:
    clock.set_clock(business_at=MORNING, rate=1.0)
    schemes.install_defaults()
    report = settling.settle(
        town=home_town,
        folder=plot.home,
        by=people_at_work.of(Role.ACCOUNTANT),
    )
    accounts = report.written.details["accounts_created"]
    say(f"Реестр загружен: лицевых счетов {accounts}, начислений {report.rows_loaded}")
    with transaction.atomic():  # the processes see the cases and the clock at the same moment
        opened = sweep.sweep(
            today=town.START,
            by=people_at_work.of(Role.HEAD_OF_LEGAL),
        )
        clock.set_clock(business_at=MORNING, rate=1.0)
    say(f"{town.START:%d.%m.%Y}: открыто дел {opened.count}")


def play(*, office: Office, plot: Plot, say: Say) -> None:
    """Work until every case has come to its end.

    Without a database nobody can work, and the next turn begins anew.

    :raises RehearsalStuck: when nothing has happened for too long
    """
    narrator = _Narrator(plot=plot, office=office, say=say)
    watch = Watch(outside=office.outside)
    while True:
        try:
            if _turn(office, watch, narrator):
                return
        except (OperationalError, InterfaceError) as error:
            say(f"База данных недоступна: {type(error).__name__}")
            connection.close()
            time.sleep(LOOK_S)


def _turn(office: Office, watch: Watch, narrator: "_Narrator") -> bool:
    """Let the processes do all that is due, then people one thing a case, then the clock go on.

    Return whether all is told.
    """
    still = watch.look()
    if not still.is_still:
        narrator.wait_for(still)
        return False
    done_before = office.deeds
    seen = office.work(today=staff.today())
    narrator.tell(seen)
    if office.deeds > done_before:
        return False
    unfinished = _unfinished(office, seen)
    if not unfinished and not _resumptions_open():
        return True
    next_moment = _next_moment(office, seen, still)
    if next_moment is None:
        raise RehearsalStuck("; ".join(unfinished))
    _go_on(watch, next_moment, pause_s=narrator.plot.day_s)
    return False


def _resumptions_open() -> bool:
    return Task.objects.filter(
        kind="resumption",
        status=Task.Status.OPEN,
    ).exists()


def _next_moment(office: Office, seen: list[Seen], still: Stillness) -> datetime | None:
    """Return when the next process wakes or the next debtor acts by the calendar, whichever comes
    first.
    """
    if still.wakes_at:
        moments = [still.wakes_at]
    else:
        moments = []
    days = {office.next_deed_on(case) for case in seen}
    days.add(office.next_errand_on(today=staff.today()))
    moments += [datetime.combine(day, DAY_BEGINS, MOSCOW) for day in days if day]
    return min(moments, default=None)


def _go_on(watch: Watch, moment: datetime, *, pause_s: float) -> None:
    """Set the clock, wait until every process has forgotten the former one, and wake those whose
    moment it is.
    """
    clock.set_clock(business_at=moment, rate=1.0)
    time.sleep(max(pause_s, 1.5 * staff.REHEARSED_CHECKED_EVERY_S))
    wake(watch.sleepers(until=moment), key=moment.isoformat())


@dataclass(slots=True)
class _Narrator:
    """Says now and then how things stand, and waits for the processes with patience as long as
    anything happens.
    """

    plot: Plot
    office: Office
    say: Say
    said_at: float = 0.0
    happened_at: float = field(default_factory=time.monotonic)
    nudged_at: float = field(default_factory=time.monotonic)
    known: tuple[int, ...] = ()

    def tell(self, seen: list[Seen]) -> None:
        """Say the day, where the cases stand and what could not be done."""
        self.happened_at = self.nudged_at = time.monotonic()
        if self.happened_at - self.said_at >= SAY_EVERY_S:
            self.said_at = self.happened_at
            for line in (_progress(seen), *self.office.refusals):
                self.say(line)
            self.office.refusals.clear()

    def wait_for(self, still: Stillness) -> None:
        """Look away for a moment.

        :raises RehearsalStuck: when nothing has happened for too long
        """
        now = time.monotonic()
        done = (*_done_so_far(), still.on_its_way, len(still.busy))
        if done != self.known:
            self.known = done
            self.happened_at = now
            self.nudged_at = now
        if now - self.nudged_at > NUDGE_EVERY_S:
            self.nudged_at = now
            wake(still.busy)
        if now - self.happened_at > self.plot.patience_s:
            raise RehearsalStuck(f"cases {sorted(still.busy)}, {still.on_its_way} on their way")
        if now - self.said_at >= SAY_EVERY_S:
            self.said_at = now
            self.say(f"{staff.today():%d.%m.%Y}: дел в работе {len(still.busy)}")
        time.sleep(LOOK_S)


def _unfinished(office: Office, seen: list[Seen]) -> list[str]:
    """Return the open cases that are not where an open case may stay."""
    return [
        f"case {case.case_id} of {case.scope} at {case.sight.stages[case.sight.stage]}"
        for case in seen
        if not _may_stay(office, case)
    ]


def _may_stay(office: Office, case: Seen) -> bool:
    fate = office.fates.get(case.scope, personas.NEVER)
    match fate.end:
        case end if end.is_left:
            return bool(case.tasks) and not any(
                personas.answer(
                    persona=fate,
                    task=task.kind,
                    attempt=task.attempt,
                )
                for task in case.tasks
            )
        case End.ON_PLAN:
            return case.side == Recovery.Side.PLAN
        case End.ENFORCEMENT:
            waits = (
                personas.answer(
                    persona=fate,
                    task="enforcement_result",
                    attempt=min((t.attempt for t in case.tasks), default=1),
                )
                == ""
            )
            return case.rests or (case.sight.tasks == {"enforcement_result"} and waits)
    return False


def _progress(seen: list[Seen]) -> str:
    """Return the day and how many cases stand where, as the screens call it in Russian."""
    at = Counter(map(_where, seen))
    at[Recovery.Side.CLOSED] = segments.every().exclude(closed_on=None).count()
    with translation.override("ru"):
        names = {**labels.STAGES, **dict(Recovery.Side.choices)}
        told = [f"{name} {at[code]}" for code, name in names.items() if at[code]]
    return f"{staff.today():%d.%m.%Y}: {', '.join(told)}"


def _where(case: Seen) -> str:
    """Return the stage of a case, or what stands beside the stages."""
    if case.side == Recovery.Side.ACTIVE:
        return case.sight.stages[case.sight.stage]
    return case.side


def paid_at() -> str:
    """Return how many cases were paid off at each stage, in Russian."""
    paid = verdict.paid_at()
    with translation.override("ru"):
        told = [f"{name} {paid[kind]}" for kind, name in labels.STAGES.items() if paid[kind]]
    return ", ".join(told)


def come_to_rest(*, office: Office, say: Say, seconds_max: float = 60.0) -> None:
    """Let business time go on by day, tell every open case so, and wait for what is under way."""
    clock.set_clock(business_at=hour_of_rest(staff.business_now()), rate=1.0)
    time.sleep(1.5 * staff.REHEARSED_CHECKED_EVERY_S)
    wake(Case.objects.filter(closed_on=None).values_list("id", flat=True))
    watch = Watch(outside=office.outside)
    deadline = time.monotonic() + seconds_max
    while not watch.look().is_still and time.monotonic() < deadline:
        time.sleep(LOOK_S)
    say("Часы идут с обычной скоростью")


def hour_of_rest(now: datetime) -> datetime:
    """Return the moment at which business time goes on.

    By day, so that who works on by hand does not wait for the end of a night.
    """
    if DAY_BEGINS.hour <= now.hour < _EVENING:
        return now
    morning = datetime.combine(now.date(), DAY_BEGINS, MOSCOW)
    if now > morning:
        return morning + timedelta(days=1)
    return morning


def _done_so_far() -> tuple[int, int]:
    """Count what processes write."""
    return Step.objects.count(), Document.objects.count()


def logins(*, password: str) -> list[str]:
    """Return who can log in, one line a person."""
    return [f"{post.login:<12} {password:<16} {post.position}" for post in staffing.POSTS]
