"""A case living on the real database and real providers; only the server that wakes it is left out."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from notifications.gateways import Gateways
from tests import enclosing, factories
from webapp.contracts.models import Account
from webapp.payments import operations as payments
from webapp.processes import registry
from webapp.processes.models import Case, Step
from webapp.processes.operations import deeds, sending, work
from webapp.recovery.models import Authority, CourtCase
from webapp.recovery.operations import opening, schemes
from webapp.recovery.queries import schemes as known_schemes
from webapp.recovery.queries import view
from webapp.staff.models import Role, User
from webapp.tasks.models import Task
from workflows.debt_recovery import decider
from workflows.interfaces import debt_recovery as words
from workflows.interfaces.clock import MOSCOW, BusinessClock
from workflows.interfaces.process import DeedKind
from workflows.process import decisions

START = date(2026, 3, 2)
POSTED = "80110012345672"
"""The number on the receipt of every letter."""
OBJECTING = timedelta(days=28)
"""Within so many days every debtor can have objected to an order, whatever days are off."""
SLOW = frozenset(
    {
        "judgment",
        "mend_claim",
        "appeal_ruling",
        "register_writ",
        "present_writ",
        "enforcement_opened",
        "give_back",
        "order_reversal",
        "notify_bailiffs",
    }
)
"""What courts, bailiffs and those who follow them take their time for."""
OUTCOMES = {
    "restriction_notice": "DONE",
    "deliver_by_post": "DELIVERED",
    "approve": "APPROVED",
    "correct": "CORRECTED",
    "restriction": "DONE",
    "resumption": "DONE",
    "bring_enclosures": "COMPLETE",
    "renew_extract": "COMPLETE",
    "file_court_order": "FILED",
    "court_order_ruling": "ISSUED",
    "court_order_effect": "IN_FORCE",
    "file_lawsuit": "FILED",
    "judgment": "GRANTED",
    "mend_claim": "DONE",
    "appeal_ruling": "UPHELD",
    "give_back": "DONE",
    "present_beside": "PRESENTED",
    "register_writ": "REGISTERED",
    "present_writ": "PRESENTED",
    "enforcement_opened": "OPENED",
    "enforcement_result": "COLLECTED",
    "settle_unknown": "SENT",
    "complete_data": "COMPLETED",
    "after_enforcement": "LEAVE_OPEN",
    "penalty_after_award": "WAIVE",
    "order_reversal": "DONE",
    "claim_months": "DONE",
    "limitation_ends": "SEEN",
    "paid_after_filing": "LEAVE",
    "creditors_claim": "DONE",
    "letters_to_others": "DONE",
    "notify_court": "DONE",
    "notify_bailiffs": "DONE",
}


def prepare() -> User:
    """Put schemes and courts in place; return the head of legal."""
    schemes.install_defaults()
    for kind in Authority.Kind:
        Authority.objects.get_or_create(
            kind=kind,
            district=None,
            defaults={"name": f"Орган {kind.value}", "address": "г. Тверь, ул. Мира, д. 2"},
        )
    return factories.create_staff(role=Role.HEAD_OF_LEGAL)


def open_case(account: Account, *, today: date = START) -> Case:
    """Open a case on an account's debt."""
    opening.open_cases(account_ids=[account.pk], by=None, today=today)
    return Case.objects.latest("id")


def report_form(kind: str, *given: Any, **about: Any) -> Any:
    """Return the form of a report on a kind of task, as its page shows it on the first day."""
    asked = {"process": words.WORKFLOW_TYPE, "code": kind}
    declared, page = registry.kind_of(**asked), registry.page_of(**asked)
    assert declared and page
    return page.form(*given, kind=declared, today=START, **about)


@dataclass
class Life:
    """Goes day by day; people answer at once with ``outcomes``; stops when a step of ``until`` has been written.

    A life that ``doubts`` does every deed twice.
    """

    case: Case
    by: User
    gateways: Gateways
    today: date = START
    outcomes: dict[str, str] = field(default_factory=dict)
    lazy: frozenset[str] = frozenset()
    hour: int = 12
    doubts: bool = False

    def go(self, *, until: str = "", days: int = 600) -> decisions.Decision:
        """Live until a step's key ends with ``until``, the case is over, or nothing will ever happen."""
        last = self.today + timedelta(days=days)
        while self.today <= last:
            decision = self.decide()
            if isinstance(decision, decisions.Over) or (
                until and self.steps().filter(key__endswith=until).exists()
            ):
                return decision
            if not isinstance(decision, decisions.Wait):
                self.do(decision.deed)
            elif self.work():
                self.today += timedelta(days=1)
            elif decision.until is None:
                return decision
            else:
                self.today = decision.until
        raise AssertionError(f"nothing like {until} until {self.today}")

    def decide(self) -> decisions.Decision:
        """Return what the process would do now."""
        seen = view.case_view(
            case_id=self.case.pk, today=self.today, clock=BusinessClock(), now=self.now()
        )
        scheme = known_schemes.scheme_of_version(self.case.recovery.scheme_version_id)
        return decider.decide(scheme=scheme, state=seen.state, facts=seen.facts, today=self.today)

    def do(self, deed: Any) -> None:
        """Do a deed; twice where it is doubted: the second time nothing may happen."""
        for _time in range(1 + self.doubts):
            if deed.kind == DeedKind.SEND:
                sending.send(
                    case_id=self.case.pk,
                    deed=deed,
                    gateways=self.gateways,
                    callback_base="http://127.0.0.1:1",
                    today=self.today,
                    now=self.now,
                )
            else:
                deeds.perform(case_id=self.case.pk, deed=deed, today=self.today)

    def now(self) -> datetime:
        """Return the moment: the hour of the day at which everything happens."""
        return datetime.combine(self.today, time(self.hour), MOSCOW)

    def work(self) -> bool:
        """Finish the open tasks but those nobody hurries with; say whether there were any."""
        tasks = list(
            Task.objects.filter(status=Task.Status.OPEN).exclude(kind__in=self.lazy).order_by("id")
        )
        for task in filter(self.is_ripe, tasks):
            if task.kind in {"bring_enclosures", "renew_extract"}:
                enclosing.supply(case=task.case, by=self.by, today=self.today)
                continue
            if task.kind in {"creditors_claim", "order_reversal"}:
                enclosing.supply(case=task.case, by=self.by, today=self.today)
            work.complete(
                task_id=task.pk,
                outcome=self.outcomes.get(task.kind, OUTCOMES[task.kind]),
                result=self.result(task),
                by=self.by,
                today=self.today,
            )
        return bool(tasks)

    def is_ripe(self, task: Task) -> bool:
        """Say whether what is asked can have come about: a debtor has days to object to an order."""
        if task.kind != "court_order_effect":
            return True
        order = CourtCase.objects.filter(case=task.case, track="ORDER").latest("id")
        return order.issued_on is None or self.today >= order.issued_on + OBJECTING

    def result(self, task: Task) -> dict[str, Any]:
        """Return what the form of a task would say."""
        extra = {
            "restriction": {"reading": "00123.4", "seal": "ПЛ-77", "time": "14:30"},
            "register_writ": {"number": f"ВС {task.pk}"},
            "deliver_by_post": {"number": POSTED},
        }
        return {"date": self.today.isoformat(), "number": f"2-{task.pk}/2026"} | extra.get(
            task.kind, {}
        )

    def pay(self, amount: Decimal) -> None:
        """Post a payment by hand."""
        form = {"document_number": "1", "purpose": "Оплата по лицевому счёту", "key": str(uuid4())}
        payments.post_by_hand(
            account_id=self.account.pk,
            is_another=True,
            amount=amount,
            paid_on=self.today,
            by=self.by,
            today=self.today,
            **form,
        )

    @property
    def account(self) -> Account:
        """The account the case is about."""
        case = self.fresh()
        return case.account or case.contract.accounts.order_by("id")[0]

    def steps(self) -> Any:
        """Return the journal."""
        return Step.objects.filter(case=self.case)

    def fresh(self) -> Case:
        """Return the case as it is now."""
        return Case.objects.get(pk=self.case.pk)
