"""Tasks as people see them: to me, to my role, given by me, papers to approve; with the case each is about."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from webapp.correspondence.models import Document
from webapp.parties.models import Contact
from webapp.processes import registry
from webapp.processes.models import Case
from webapp.recovery.queries import letters, segments
from webapp.staff.models import Role, User
from webapp.tasks.models import Task

_OPEN = Q(status=Task.Status.OPEN)


@dataclass(frozen=True, slots=True)
class Item:
    """A task with the case it is about, how late it is, and where its letter goes."""

    task: Task
    case: Case | None
    days_late: int
    letter_to: str = ""


def visible(*, user: User) -> QuerySet[Task]:
    """Return the tasks a person may open: of roles held, assigned or given by the person, within the segment."""
    tasks = Task.objects.all()
    if not _sees_everything(user):
        tasks = tasks.filter(Q(role__in=user.roles) | Q(assignee=user) | Q(assigned_by=user))
    if not segments.is_everything(user):
        tasks = tasks.filter(Q(assignee=user) | Q(id__in=_about(user).values("id")))
    return tasks


def _about(user: User) -> QuerySet[Task]:
    """Return the tasks about the cases of a person's segment."""
    return Task.objects.filter(case__in=segments.cases(user=user).values("id"))


def readable(*, user: User) -> QuerySet[Task]:
    """Return the tasks a person may read: one's own, and those about every case the person sees."""
    own = visible(user=user)
    if not user.has_perm("recovery.view_recoverycase"):
        return own
    return Task.objects.filter(Q(id__in=own.values("id")) | Q(id__in=_about(user).values("id")))


def may_do(task: Task, *, user: User) -> bool:
    """Say whether a task is a person's to finish: assigned, or of a role held; those who run the place finish anybody's."""
    return _sees_everything(user) or task.assignee_id == user.pk or task.role in user.roles


def needs_paper(task: Task, *, user: User, paper: Document) -> bool:
    """Say whether a person reads a paper because of a task.

    A stage makes papers for the house and for courts beside the order of a crew: those of its
    attempt are for whoever may read papers, the others get what their own task cannot do without.
    """
    of_task = (task.case_id, task.stage, task.attempt)
    if task.case_id is None or (paper.case_id, paper.stage, paper.attempt) != of_task:
        return False
    if user.has_perm("correspondence.view_document"):
        return True
    kind = registry.kind_of(code=task.kind)
    return kind is not None and paper.kind in kind.papers


def to_me(*, user: User) -> QuerySet[Task]:
    """Return the open tasks a person should do: assigned, or of the person's roles and nobody's yet."""
    return visible(user=user).filter(_to_me(user))


def of_my_role(*, user: User) -> QuerySet[Task]:
    """Return the open tasks of a person's roles, whoever does them; everybody's for those who run the place."""
    return visible(user=user).filter(_OPEN)


def forwarded(*, user: User) -> QuerySet[Task]:
    """Return the tasks a person gave to others, done ones too."""
    return visible(user=user).filter(_given(user))


def to_approve(*, user: User) -> QuerySet[Task]:
    """Return the papers waiting for approval."""
    return visible(user=user).filter(_to_approve())


def counts(*, user: User) -> dict[str, int]:
    """Return how many tasks each of the four lists has, counted in one go."""
    return visible(user=user).aggregate(
        mine=Count("id", filter=_to_me(user)),
        role=Count("id", filter=_OPEN),
        forwarded=Count("id", filter=_given(user)),
        approve=Count("id", filter=_to_approve()),
    )


def _to_me(user: User) -> Q:
    return _OPEN & (Q(assignee=user) | Q(assignee=None, role__in=user.roles))


def _to_approve() -> Q:
    return _OPEN & Q(kind__in=[kind.code for kind in registry.kinds() if kind.is_approval])


def _given(user: User) -> Q:
    return Q(assigned_by=user)


def phones(*, task: Task) -> list[str]:
    """Return the numbers by which whoever carries out a task may call its customer."""
    known = Contact.objects.filter(
        party__accounts=task.account_id, kind=Contact.Kind.PHONE, is_valid=True, takes_calls=True
    )
    return list(known.order_by("id").values_list("value", flat=True))


def with_cases(*, tasks: list[Task], today: date) -> list[Item]:
    """Return tasks with their cases, read in one go."""
    ids = {task.case_id for task in tasks if task.case_id}
    cases = (
        Case.objects.filter(id__in=ids)
        .select_related("party", "account__premises", "contract")
        .in_bulk()
    )
    printed = letters.on_papers(tasks=tasks)
    return [_item(task, cases.get(task.case_id or 0), today, printed) for task in tasks]


def _item(task: Task, case: Case | None, today: date, printed: dict[int, str]) -> Item:
    return Item(
        task=task,
        case=case,
        days_late=_days_late(task, today),
        letter_to=letters.address(case=case, task=task, printed=printed.get(task.pk, "")),
    )


def _days_late(task: Task, today: date) -> int:
    if task.status != Task.Status.OPEN or task.due_on is None:
        return 0
    return max(0, (today - task.due_on).days)


def _sees_everything(user: User) -> bool:
    return user.is_superuser or bool({Role.HEAD_OF_LEGAL, Role.ADMINISTRATOR} & set(user.roles))
