"""The rehearsal: a town's debts are loaded, cases opened, and the office plays them to their ends in a business year of a minute or two."""

import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Max

from webapp.correspondence.models import Document, Message
from webapp.demo import bank, personas, settling, staffing, town, verdict
from webapp.demo.office import Office
from webapp.demo.outside import Outside
from webapp.demo.personas import End
from webapp.demo.sights import Seen
from webapp.demo.town import Town
from webapp.demo.verdict import Verdict
from webapp.outbox import operations as outbox
from webapp.outbox.models import Row
from webapp.recovery.models import RecoveryCase, Step
from webapp.recovery.operations import schemes, sweep
from webapp.staff import operations as clock
from webapp.staff import queries as staff
from webapp.staff.models import Role
from webapp.tasks.models import Task
from workflows.interfaces import debt_recovery as words
from workflows.interfaces.clock import DAY_BEGINS, MOSCOW

# A business day in seconds. While the first papers are made, which is work and not waiting, days are longer.
DAY_S = 0.6
OPENING_TIMES_LONGER = 5
REACHED_SHARE = 0.8
# The rates, holidays and due dates of every day up to this one are known. Each time half of the days to it have passed, days become
# twice as long: so on any machine the rehearsal ends before it.
LAST_DAY = date(2026, 10, 16)
# When hardly a step has been written during some turns, all wait for dates: then days fly, until there is work again.
WATCHED_TURNS = 5
QUIET, BUSY = 4, 25
FLYING_DAY_S = 0.4
TICK_S = 0.6
SAY_EVERY_S = 5.0
_LOOK_S = 0.5
MORNING = datetime(town.START.year, town.START.month, town.START.day, 9, tzinfo=MOSCOW)

_EVENING = 17

Say = Callable[[str], None]


class RehearsalStuck(Exception):
    """Some cases did not come to their end in the time given."""


@dataclass(frozen=True, slots=True)
class Plot:
    """What the rehearsal is told to be."""

    seed: int
    home: Path
    accounts: int = 1500
    password: str = ""
    day_s: float = DAY_S
    seconds_max: float = 900.0


def run(*, plot: Plot, say: Say) -> Verdict:
    """Play the story to its end and judge it; a story told already is judged again.

    :raises RehearsalStuck: when it does not end in time
    """
    office = open_office(plot=plot, say=say)
    play(office=office, plot=plot, say=say)
    come_to_rest(say=say)
    return verdict.judge(fates=office.fates, outside=office.outside)


def open_office(*, plot: Plot, say: Say) -> Office:
    """Settle the town, open the cases and start the fast clock, unless that is done already."""
    home_town = town.build(seed=plot.seed, accounts=plot.accounts)
    people_at_work = staffing.hire(password=plot.password)
    supplier = settling.supplier()
    office = Office(
        staff=people_at_work,
        fates=personas.cast(debtors=home_town.debtors(), seed=plot.seed),
        lines=home_town.debtors(),
        bank=bank.open_bank(
            folder=plot.home / "statements",
            supplier=supplier,
            accountant=people_at_work.of(Role.ACCOUNTANT),
        ),
        outside=Outside(mail=plot.home / "mail.jsonl", telephone=plot.home / "twilio.jsonl"),
    )
    if not RecoveryCase.objects.exists():
        _begin(plot, home_town, people_at_work, say)
    return office


def _begin(plot: Plot, home_town: Town, people_at_work: staffing.Staff, say: Say) -> None:
    clock.set_clock(business_at=MORNING, rate=1.0)
    schemes.install_defaults()
    report = settling.settle(
        town=home_town, folder=plot.home, by=people_at_work.of(Role.ACCOUNTANT)
    )
    say(f"registry: {report.accounts_created} accounts, {report.rows_loaded} charges")
    with transaction.atomic():  # the processes see the cases and the fast clock at the same moment
        opened = sweep.sweep(today=town.START, by=people_at_work.of(Role.HEAD_OF_LEGAL))
        clock.set_clock(business_at=MORNING, rate=_rate(plot.day_s * OPENING_TIMES_LONGER))
    say(f"{town.START}: {opened.count} cases opened")


def play(*, office: Office, plot: Plot, say: Say) -> None:
    """Work until every case has come to its end; without a database nobody can work, and the next turn begins anew.

    :raises RehearsalStuck: when that takes too long
    """
    pace = _Pace(plot)
    while True:
        began = time.monotonic()
        try:
            if _turn(office, pace, say):
                return
        except (OperationalError, InterfaceError) as error:
            say(f"the database is away: {type(error).__name__}")
            connection.close()
        worked = time.monotonic() - began
        time.sleep(
            max(TICK_S - worked, worked)
        )  # people rest as long as they work: the processes need the machine too


@dataclass(slots=True)
class _Pace:
    """How long the rehearsal has been going on, and how long its days are now."""

    plot: Plot
    started: float = field(default_factory=time.monotonic)
    said: float = 0.0
    is_opening: bool = True
    times_longer: float = OPENING_TIMES_LONGER
    slower_on: date = town.START + (LAST_DAY - town.START) / 2
    flies: bool = False
    journal: deque[int] = field(default_factory=lambda: deque(maxlen=WATCHED_TURNS))

    @property
    def seconds(self) -> float:
        """Return how long it has been going on."""
        return time.monotonic() - self.started

    def keep(self, seen: list[Seen]) -> None:
        """Make days short when the first papers have gone out, longer when it is time to, and let them fly while all wait for dates."""
        reached = sum(
            case.sight.is_delivered or case.sight.stage > 0 or case.side != "ACTIVE"
            for case in seen
        )
        written = self._written()
        if self.is_opening and reached >= REACHED_SHARE * len(seen):
            self.is_opening = False
            self._set(1.0)
            _tell_everybody()
        elif self.flies and (written > BUSY or staff.today() >= LAST_DAY):
            self.flies = False
            self._set(self.times_longer)
        elif not (self.is_opening or self.flies) and written <= QUIET and staff.today() < LAST_DAY:
            self.flies = True
            clock.set_clock(business_at=staff.business_now(), rate=_rate(FLYING_DAY_S))
            _tell_everybody()
        elif not self.flies and staff.today() >= self.slower_on:
            self._set(self.times_longer * 2)

    def _written(self) -> int:
        """Return how many steps of cases have been written during the last turns."""
        self.journal.append(Step.objects.aggregate(newest=Max("id"))["newest"] or 0)
        return self.journal[-1] - self.journal[0] if len(self.journal) == WATCHED_TURNS else BUSY

    def _set(self, times_longer: float) -> None:
        clock.set_clock(
            business_at=staff.business_now(), rate=_rate(self.plot.day_s * times_longer)
        )
        self.times_longer, self.slower_on = (
            times_longer,
            staff.today() + max(LAST_DAY - staff.today(), timedelta(2)) / 2,
        )


def _turn(office: Office, pace: _Pace, say: Say) -> bool:
    """Work once; return whether the story is over."""
    seen = office.work(today=staff.today())
    unfinished = _unfinished(office, seen)
    if (
        not unfinished
        and not Task.objects.filter(kind="resumption", status=Task.Status.OPEN).exists()
    ):
        return True
    if pace.seconds - pace.said >= SAY_EVERY_S:
        pace.said = pace.seconds
        for line in (_progress(seen), *office.refusals):
            say(line)
        office.refusals.clear()
    if pace.seconds > pace.plot.seconds_max:
        raise RehearsalStuck("; ".join(unfinished))
    pace.keep(seen)
    return False


def _rate(day_s: float) -> float:
    return timedelta(days=1).total_seconds() / day_s


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
        case End.ON_PLAN:
            return case.side == RecoveryCase.Side.PLAN
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
    """Return the day and how many cases stand where."""
    at = Counter(
        case.sight.stages[case.sight.stage] if case.side == "ACTIVE" else case.side.lower()
        for case in seen
    )
    closed = RecoveryCase.objects.exclude(closed_on=None).count()
    parts = [
        f"{kind} {at[kind]}"
        for kind in (*words.StageKind, "hold", "dispute", "promise", "plan")
        if at[kind]
    ]
    return f"{staff.today()}: {', '.join(parts)}, closed {closed}"


def come_to_rest(*, say: Say, seconds_max: float = 60.0) -> None:
    """Let business time go on by day at the pace of real time, tell every open case so, and wait for what is under way."""
    if staff.business_clock().rate == 1.0:
        return
    clock.set_clock(business_at=hour_of_rest(staff.business_now()), rate=1.0)
    _tell_everybody()
    deadline, before = time.monotonic() + seconds_max, None
    while time.monotonic() < deadline and (_is_under_way() or before != (before := _done_so_far())):
        time.sleep(_LOOK_S)
    say("the clock runs at its usual pace again")


def hour_of_rest(now: datetime) -> datetime:
    """Return the moment at which business time goes on: by day, so that who works on by hand does not wait for the end of a night."""
    if DAY_BEGINS.hour <= now.hour < _EVENING:
        return now
    morning = datetime.combine(now.date(), DAY_BEGINS, MOSCOW)
    return morning + timedelta(days=1) if now > morning else morning


def _tell_everybody() -> None:
    """Let every open case count anew how long it must wait."""
    moment = datetime.now(UTC).isoformat()
    for case_id in RecoveryCase.objects.filter(closed_on=None).values_list("id", flat=True):
        outbox.announce(
            subject=words.case_subject(case_id=case_id), fact="clock.changed", key=moment
        )


def _is_under_way() -> bool:
    waiting = Row.objects.filter(delivered_at=None, is_dead=False).exists()
    return waiting or Message.objects.filter(status=Message.Status.SENDING).exists()


def _done_so_far() -> tuple[int, int]:
    """Count what processes write: two equal looks say that none is at it."""
    return Step.objects.count(), Document.objects.count()


def logins(*, password: str) -> list[str]:
    """Return who can log in, one line a person."""
    return [f"{post.login:<12} {password:<16} {post.position}" for post in staffing.POSTS]
