"""An office on a morning: on the desk of every role there is something of each thing that can wait for it."""

from dataclasses import dataclass, field
from datetime import datetime, time
from decimal import Decimal
from itertools import count

from tests import enclosing, factories
from tests.notifications import providers
from tests.recovery import living
from webapp.payments.models import Payment
from webapp.processes.models import Case
from webapp.processes.operations import moving, work
from webapp.staff import operations as staff
from webapp.staff.models import Role, User
from webapp.tasks.models import Task
from workflows.interfaces.clock import MOSCOW
from workflows.process.decisions import Over, Wait

WARNING, LAWYERS = 1, 3
"""Where stages stand in the scheme of persons."""
_numbers = count(1)


@dataclass
class Office:
    """The people, and the cases, which go on by themselves as soon as somebody has answered.

    Others than the ``role`` answer at once, but those who are ``idle``.
    """

    boss: User
    role: Role
    idle: frozenset[Role] = frozenset()
    lives: list[living.Life] = field(default_factory=list)

    @classmethod
    def open(cls, role: Role, *idle: Role) -> "Office":
        """Open the house on the first morning."""
        at(datetime.combine(living.START, time(9), MOSCOW))
        return cls(living.prepare(), role, frozenset(idle))

    def begin(self, *, stage: int, until: str = "", **outcomes: str) -> Case:
        """Begin a case of somebody whom no channel reaches; it lives until the role is asked that."""
        party = factories.create_person(name="Петров Пётр Петрович", email="", phone="")
        account = factories.create_debtor(party=party, today=living.START)
        factories.create_meter(account=account)
        case = living.open_case(account)
        moving.move(case=case, stage=stage, attempt=1, today=living.START)
        life = living.Life(case, self.boss, providers.gateways(), outcomes=outcomes)
        self.lives.append(life)
        self.go_on(until)
        return life.fresh()

    def go_on(self, until: str = "") -> None:
        """Let every case live until it asks the role; then it is the day of whoever lived longest."""
        for life in self.lives:
            life.today = max(one.today for one in self.lives)
            self._live(life, until)
        today = max((life.today for life in self.lives), default=living.START)
        at(datetime.combine(today, time(12), MOSCOW))

    def _live(self, life: living.Life, until: str) -> None:
        while not (mine := self._mine(life, until)):
            decision = life.decide()
            if isinstance(decision, Over):
                return
            if not isinstance(decision, Wait):
                life.do(decision.deed)
            elif others := self._asked(life):
                self._ripen(life, others)
                if self.idle.intersection(task.role for task in others):
                    return
                self._answer(life, others)
            elif decision.until is None:
                return
            else:
                life.today = decision.until
        self._ripen(life, mine)

    def _mine(self, life: living.Life, until: str) -> list[Task]:
        """Return what the role is asked; what filings enclose somebody has brought before."""
        if self._asked(life, kind="bring_enclosures"):
            enclosing.supply(case=life.fresh(), by=self.boss, today=life.today)
        return self._asked(life, kind__startswith=until, role=self.role)

    def _ripen(self, life: living.Life, tasks: list[Task]) -> None:
        """Let the days pass in which a debtor may object."""
        if not all(map(life.is_ripe, tasks)):
            life.today += living.OBJECTING

    def restrict(self, life: living.Life) -> None:
        """Let a crew have restricted a supply."""
        self._answer(life, self._asked(life, kind="restriction"))

    def _asked(self, life: living.Life, **more: str) -> list[Task]:
        return list(Task.objects.filter(case=life.case, status=Task.Status.OPEN, **more))

    def _answer(self, life: living.Life, tasks: list[Task]) -> None:
        for task in tasks:
            work.complete(
                task_id=task.pk,
                outcome=life.outcomes.get(task.kind, living.OUTCOMES[task.kind]),
                result=life.result(task),
                by=self.boss,
                today=life.today,
            )


def at(moment: datetime) -> None:
    """Let it be a moment."""
    staff.set_clock(business_at=moment, rate=1.0)


def unknown_money(*, amount: str, payer: str = "", purpose: str = "За свет") -> Payment:
    """Let money come of which nobody knows whose it is."""
    return Payment.objects.create(
        amount=Decimal(amount),
        paid_on=living.START,
        natural_key=f"unknown-{next(_numbers)}",
        status=Payment.Status.UNIDENTIFIED,
        source=Payment.Source.STATEMENT,
        payer_name=payer,
        purpose=purpose,
    )
