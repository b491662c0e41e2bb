"""Who leads a case: somebody of a role who sees the customer, or whom a colleague has named."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from webapp.contracts.models import Account
from webapp.processes import registry
from webapp.processes.declarations import TaskKind
from webapp.processes.models import Case
from webapp.processes.operations import journal
from webapp.staff.models import Role, User
from webapp.tasks.models import Task
from webapp.tasks.operations import handing
from webapp.tasks.queries import substitutes


class UnableToAssign(Exception):
    """The case is closed."""


class Executors:
    """The people of a role with the number of their open cases; each choice counts at once."""

    def __init__(self, *, role: Role) -> None:
        """Read them, the longest serving first."""
        loads = Count("cases", filter=Q(cases__closed_on=None))
        people = User.objects.filter(groups__name=role, is_active=True)
        counted = people.annotate(load=loads).order_by("id")
        self._loads = {person: person.load for person in counted}

    def least_loaded(self, accounts: Sequence[Account]) -> User | None:
        """Return who has the fewest open cases among those who see one of the accounts."""
        able = [person for person in self._loads if _sees_one(person, accounts)]
        if not able:
            return None
        chosen = min(able, key=lambda person: self._loads[person])
        self._loads[chosen] += 1
        return chosen


def _sees_one(user: User, accounts: Sequence[Account]) -> bool:
    return any(sees(user=user, account=account) for account in accounts)


def sees(*, user: User, account: Account) -> bool:
    """Say whether an account, read with its party and district, is in a person's segment."""
    kinds, districts = user.segment_party_kinds, user.segment_districts
    if kinds and account.party.kind not in kinds:
        return False
    if not districts:
        return True
    street = account.premises.building.street
    return street.district.code in districts


def doer(*, case: Case, kind: TaskKind | None, role: str, today: date) -> User | None:
    """Return who does a task that a case asks people of a role for: whoever leads the case.

    Nobody yet when that person is of another role or away. What is approved, others look at.
    """
    if case.executor_id is None or (kind is not None and kind.is_for_other_eyes):
        return None
    here = User.objects.filter(pk=case.executor_id, is_active=True)
    if kind is None or not kind.of_leader:
        here = here.filter(groups__name=role)
    away = substitutes.standing(today=today)
    return here.exclude(pk__in=away.values("person")).first()


@transaction.atomic
def assign(*, case_id: int, executor_id: int, by: User, today: date) -> None:
    """Give a case to another person, with the tasks that it has asked for and that are open.

    :raises UnableToAssign: when the case is closed
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=case_id)
    if case.closed_on:
        raise UnableToAssign(_("The case is closed: its executor cannot be changed."))
    former, case.executor_id = case.executor_id, executor_id
    case.save(update_fields=["executor_id"])
    executor = User.objects.get(pk=executor_id)
    journal.write_decision(
        case_id=case_id,
        fact="executor-changed",
        by=by,
        today=today,
        ground=str(executor),
        details={"executor": executor_id},
    )
    _hand_over(case, former, by, today)


def _hand_over(case: Case, former: int | None, by: User, today: date) -> None:
    """What was with the former executor, or with nobody, follows the case."""
    asked = Task.objects.filter(case=case, status=Task.Status.OPEN).exclude(workflow_id="")
    theirs = {None, former}
    for task in asked.select_for_update().order_by("id"):
        if not theirs.issuperset({task.assignee_id, task.held_by_id}):
            continue
        to = doer(
            case=case,
            kind=registry.kind_of_task(task),
            role=task.role,
            today=today,
        )
        handing.follow(task=task, to=to, by=by)
