"""Looking at all open cases at once: a handful of queries, whatever their number."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count

from webapp.billing import queries as billing
from webapp.contracts.models import Account
from webapp.demo.personas import Sight
from webapp.payments.models import Payment
from webapp.processes.models import Case, Pause, Step
from webapp.recovery.models import Installment, InstallmentPlan, Writ
from webapp.recovery.queries import casefile, schemes, segments
from webapp.recovery.queries.casefile import Owed
from webapp.tasks.models import Task
from workflows.interfaces.debt_recovery import WORKFLOW_TYPE


@dataclass(frozen=True, slots=True)
class OpenTask:
    """A task as the person who opens it sees it."""

    task_id: int
    kind: str
    about: str
    role: str
    created_on: date
    attempt: int = 1
    """Which attempt of its stage asks."""
    process: str = WORKFLOW_TYPE


@dataclass(frozen=True, slots=True)
class Seen:
    """A case that is open, who it is about and what can be seen of it."""

    case_id: int
    scope: str
    party_kind: str
    side: str
    sight: Sight
    tasks: tuple[OpenTask, ...]
    rests: bool
    """A writ came back with nothing, and the law does not let it be presented again yet."""


@dataclass(frozen=True, slots=True)
class Errand:
    """A task of a case of another process than debt recovery."""

    case_id: int
    party_kind: str
    task: OpenTask


@dataclass(slots=True)
class Lookout:
    """Remembers what never changes about the cases: their scopes and accounts."""

    _known: dict[int, "_Case"] = field(default_factory=dict)

    def look(self, *, today: date) -> list[Seen]:
        """Return every open case as it is now."""
        open_cases = {row["id"]: row for row in _open_cases()}
        self._learn([case_id for case_id in open_cases if case_id not in self._known])
        debts = casefile.debts(cases=segments.every().filter(closed_on=None))
        facts = _facts(open_cases)
        tasks = _tasks()
        payments = _payments()
        for case_id, of_case in facts.items():
            of_case.payments = sum(
                payments.get(account, 0) for account in self._known[case_id].accounts
            )
        returned = set(
            Writ.objects.filter(case__closed_on=None)
            .exclude(ended_on=None)
            .values_list("case_id", flat=True)
        )
        for case_id, of_case in facts.items():
            of_case.rests = case_id in returned and not tasks[case_id]
        return [
            self._seen(
                row,
                debts.get(case_id, Owed()),
                facts[case_id],
                tasks[case_id],
                today,
            )
            for case_id, row in open_cases.items()
        ]

    def accounts(self, *, case_id: int) -> tuple[int, ...]:
        """Return the accounts a case is about."""
        return self._known[case_id].accounts

    def _learn(self, case_ids: Collection[int]) -> None:
        cases = list(segments.every().filter(id__in=case_ids).select_related("account", "contract"))
        of_contract: dict[int, list[int]] = defaultdict(list)
        for account_id, contract_id in Account.objects.filter(
            contract_id__in=[c.contract_id for c in cases]
        ).values_list("id", "contract_id"):
            of_contract[contract_id or 0].append(account_id)
        for case in cases:
            accounts = of_contract[case.contract_id or 0]
            if case.account_id:
                accounts = [case.account_id]
            self._known[case.pk] = _Case(_scope(case), tuple(accounts))

    def _seen(
        self, row: dict[str, Any], owed: Owed, facts: "_Facts", tasks: list[OpenTask], today: date
    ) -> Seen:
        known = self._known[row["id"]]
        stages = tuple(
            stage.kind.value
            for stage in schemes.scheme_of_version(row["recovery__scheme_version_id"]).stages
        )
        due, left = _next_part(facts.parts, owed.debt)
        sight = Sight(
            stages=stages,
            stage=row["stage"],
            debt=owed.debt,
            awarded=owed.awarded,
            today=today,
            is_delivered=(row["stage"], row["attempt"]) in facts.delivered,
            is_restricted=row["recovery__is_restricted"],
            tasks=frozenset(task.kind for task in tasks),
            payments=facts.payments,
            plans=facts.plans,
            plan_part=due,
            plan_parts_left=left,
            pauses=facts.pauses,
            pause=facts.pause,
            paused_since=facts.paused_since,
            is_closing=bool(row["close_requested"]),
        )
        return Seen(
            row["id"],
            known.scope,
            row["party__kind"],
            row["side"],
            sight,
            tuple(tasks),
            facts.rests,
        )


@dataclass(frozen=True, slots=True)
class _Case:
    scope: str
    accounts: tuple[int, ...]


@dataclass(slots=True)
class _Facts:
    delivered: set[tuple[int, int]] = field(default_factory=set)
    rests: bool = False
    payments: int = 0
    plans: int = 0
    parts: list[tuple[date, Decimal]] = field(default_factory=list)
    pauses: int = 0
    pause: str = ""
    paused_since: date | None = None


def balances(*, account_ids: Collection[int]) -> dict[int, Decimal]:
    """Return what is unpaid on accounts altogether, due or not."""
    rows = (
        billing.unpaid_charges(account_ids=account_ids).order_by().values_list("account_id", "debt")
    )
    found: dict[int, Decimal] = defaultdict(Decimal)
    for account_id, debt in rows:
        found[account_id] += debt
    return found


def _scope(case: Case) -> str:
    if case.contract:
        return case.contract.number
    assert case.account is not None
    return case.account.number


def _open_cases() -> Any:
    fields = (
        "id",
        "recovery__scheme_version_id",
        "stage",
        "attempt",
        "side",
        "recovery__is_restricted",
        "close_requested",
        "party__kind",
    )
    return segments.every().filter(closed_on=None).order_by("id").values(*fields)


def errands() -> list[Errand]:
    """Return what other processes than debt recovery ask people for now."""
    rows = Task.objects.filter(
        status=Task.Status.OPEN,
        case__isnull=False,
    )
    others = rows.exclude(case__in=segments.every())
    found = []
    for row in others.select_related("case__party").order_by("id"):
        case = row.case
        assert case
        found.append(Errand(case.pk, case.party.kind, _open(row)))
    return found


def _open(row: Task) -> OpenTask:
    return OpenTask(
        row.pk,
        row.kind,
        row.about,
        row.role,
        row.created_on,
        row.attempt or 1,
        row.process,
    )


def _tasks() -> dict[int, list[OpenTask]]:
    found: dict[int, list[OpenTask]] = defaultdict(list)
    rows = Task.objects.filter(
        status=Task.Status.OPEN,
        case__isnull=False,
    ).order_by("id")
    for row in rows.defer("result", "remarks"):
        assert row.case_id
        found[row.case_id].append(_open(row))
    return found


def _payments() -> dict[int, int]:
    """Return the number of payments of each account that has any."""
    posted = Payment.objects.filter(status=Payment.Status.POSTED, account__isnull=False)
    return dict(posted.order_by().values_list("account_id").annotate(Count("id")))


def _facts(open_cases: Mapping[int, Mapping[str, Any]]) -> dict[int, _Facts]:
    found: dict[int, _Facts] = {case_id: _Facts() for case_id in open_cases}
    _add_journal(found)
    _add_plans(found)
    for case_id, kind, since, ended_on in Pause.objects.filter(case_id__in=found).values_list(
        "case_id",
        "kind",
        "since",
        "ended_on",
    ):
        facts = found[case_id]
        facts.pauses += 1
        if ended_on is None:
            facts.pause = kind
            facts.paused_since = since
    return found


def _add_journal(found: Mapping[int, _Facts]) -> None:
    delivered = Step.objects.filter(case__closed_on=None, name="deliver")
    for case_id, stage, attempt in delivered.values_list("case_id", "stage", "attempt"):
        if case_id in found:
            found[case_id].delivered.add((stage, attempt))


def _add_plans(found: Mapping[int, _Facts]) -> None:
    plans = InstallmentPlan.objects.filter(case_id__in=found)
    for case_id, count in plans.values_list("case_id").annotate(Count("id")).order_by():
        found[case_id].plans = count
    parts = Installment.objects.filter(
        plan__in=plans.filter(status=InstallmentPlan.Status.ACTIVE)
    ).order_by("due_on")
    for case_id, due_on, amount in parts.values_list("plan__case_id", "due_on", "amount"):
        found[case_id].parts.append((due_on, amount))


def _next_part(
    parts: list[tuple[date, Decimal]], debt: Decimal
) -> tuple[tuple[date, Decimal] | None, int]:
    """Return the first part that is not covered with what is missing of it, and how many parts are
    left.
    """
    paid = sum((amount for _due, amount in parts), Decimal(0)) - debt
    for index, (due_on, amount) in enumerate(parts):
        paid -= amount
        if paid < 0:
            return (due_on, min(amount, -paid)), len(parts) - index
    return None, 0
