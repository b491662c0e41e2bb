"""Tasks as people see them: whose they are, who may read them, and the case each is about.

A person sees the tasks of the roles held, those given to or by the person, and those of a colleague
in whose place the person acts; all within the segment. A crew sees its own orders only: what
another crew was given, or has taken up, is not there for it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import BooleanField, Count, ExpressionWrapper, OuterRef, Q, QuerySet

from webapp.contracts import queries as contracts
from webapp.contracts.models import Account
from webapp.correspondence.models import Document
from webapp.parties import queries as parties
from webapp.parties.models import Contact
from webapp.processes import registry
from webapp.processes.models import Case
from webapp.processes.queries import letters, segments
from webapp.staff.lookups import there_is
from webapp.staff.models import Role, User
from webapp.tasks.models import Reminder, Task
from webapp.tasks.queries import own, substitutes


@dataclass(frozen=True, slots=True)
class Item:
    """A task with the case it is about, how late it is, and where its letter goes."""

    task: Task
    case: Case | None
    days_late: int
    letter_to: str = ""

    @property
    def address(self) -> str:
        """Return where whoever does it goes or writes."""
        account = (self.case and self.case.account) or self.task.account
        if self.letter_to or account is None:
            return self.letter_to
        return account.premises.address


def visible(*, user: User, now: datetime) -> QuerySet[Task]:
    """Return the tasks a person works with: one's own, within the segment."""
    tasks = Task.objects.filter(own.seen(user=user, now=now))
    return tasks.filter(within_segment(user))


def readable(*, user: User, now: datetime) -> QuerySet[Task]:
    """Return the tasks a person may read: one's own, and those about every case the person sees."""
    mine = own.seen(user=user, now=now) & within_segment(user)
    shown = [pages.process for pages in registry.pages() if user.has_perm(pages.permission)]
    if not mine or not shown:
        return Task.objects.filter(mine)
    about = _cases(user).filter(process__in=shown)
    return Task.objects.filter(mine | there_is(about))


def may_do(task: Task, *, user: User, now: datetime) -> bool:
    """Say whether a task is a person's to finish.

    It was given to the person or to an absent colleague, or is of a role held; those who run the
    place finish anybody's.
    """
    if own.runs_place(user):
        return True
    if task.assignee_id == user.pk or task.role in user.roles:
        return True
    colleague = substitutes.acted_for(
        task=task,
        by=user,
        today=now.date(),
    )
    return colleague is not None


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
    kind = registry.kind_of_task(task)
    return kind is not None and paper.kind in kind.papers


def to_me(*, user: User, now: datetime) -> QuerySet[Task]:
    """Return the open tasks that wait for a person: one's own, and what one may take up."""
    wanted = own.mine(user=user, now=now) | to_take(user=user, now=now)
    return visible(user=user, now=now).filter(wanted)


def next_after(*, task: Task, user: User, now: datetime) -> Task | None:
    """Return what waits for a person next: another of the same kind, else the most urgent.

    What is to be looked at again on a later day does not wait yet.
    """
    is_later = Q(follow_up_on__gt=now.date())
    waiting = to_me(user=user, now=now).exclude(pk=task.pk).exclude(is_later)
    alike_first = ExpressionWrapper(
        of_kind(task.process, task.kind),
        output_field=BooleanField(),
    ).desc(nulls_last=True)
    in_order = waiting.order_by(alike_first, "-priority", "due_on", "id")
    return in_order.select_related("case__party").first()


def to_take(*, user: User, now: datetime) -> Q:
    """Return the condition on open tasks that nobody has and a person may take up.

    They are of the roles held; a head gives whatever approval waits for anybody.
    """
    found = own.to_take(user=user, now=now)
    if Role.HEAD_OF_LEGAL in user.roles:
        found |= own.nobodys(now=now) & _any(_approved_by(user))
    return found


def lists(*, user: User, now: datetime) -> dict[str, Q]:
    """Return the lists of the desk: which of the visible tasks each has.

    ``all`` has colleagues' too: those of the roles held, everybody's for those who run the place.
    """
    return {
        "mine": own.mine(user=user, now=now),
        "role": to_take(user=user, now=now),
        "forwarded": own.given(user=user),
        "approve": own.OPEN & approvals(),
        "look": own.to_look_at(user=user, now=now),
        "all": own.OPEN,
    }


def counts(*, user: User, now: datetime) -> dict[str, int]:
    """Return how many tasks each of the lists has, counted in one go."""
    wanted = lists(user=user, now=now)
    # the names of the counts must not be those of columns
    named = {}
    for code, condition in wanted.items():
        named[f"{code}_tasks"] = Count("id", filter=condition)
    # reports that were given stay among those forwarded, and are in no other list
    counted = visible(user=user, now=now).filter(own.OPEN | own.given(user=user))
    found = counted.aggregate(**named)
    return {code: found[f"{code}_tasks"] for code in wanted}


def reminders(*, user: User, now: datetime) -> QuerySet[Reminder]:
    """Return what a person is to be told about open tasks: of each task its last mark."""
    mine = to_me(user=user, now=now)
    told = Q(person=user)
    told |= Q(person=None, task__in=mine.values("id"))
    found = Reminder.objects.filter(told, task__status=Task.Status.OPEN)
    last = found.order_by("task_id", "-mark", "is_escalation", "id")
    return last.distinct("task_id")


def approvals() -> Q:
    """Return the condition on tasks that ask for approval, in any process."""
    kinds = registry.kinds()
    return _any(of_kind(process, kind.code) for process, kind in kinds if kind.is_for_other_eyes)


def _approved_by(user: User) -> Iterator[Q]:
    """Yield the kinds of approvals that a person may give whatever the role asked."""
    for process, kind in registry.kinds():
        page = registry.page_of(process=process, code=kind.code)
        if kind.is_approval and page and user.has_perm(page.permission):
            yield of_kind(process, kind.code)


def of_kind(process: str, code: str) -> Q:
    """Return the condition on tasks of a kind of a process, or of a kind of people's own."""
    if process:
        return Q(kind=code, case__process=process)
    return Q(kind=code, workflow_id="")


def _any(conditions: Iterable[Q]) -> Q:
    found = Q(pk__in=())
    for condition in conditions:
        found |= condition
    return found


def within_segment(user: User) -> Q:
    """Return the condition on tasks about customers of a segment, or about none.

    What was given to a person by name is there whatever it is about.
    """
    if segments.is_everything(user):
        return Q()
    return Q(assignee=user) | about_segment(user)


def about_segment(user: User) -> Q:
    """Return the condition on tasks about customers of a narrow segment, or about none."""
    customers = parties.visible_parties(user=user).filter(pk=OuterRef("party_id"))
    of_account = contracts.account_seen(user=user)
    of_party = Q(account=None) & there_is(customers)
    of_nobody = Q(account=None, party=None)
    found = Q(case__isnull=False) & there_is(_cases(user))
    found |= Q(case=None) & (of_account | of_party | of_nobody)
    return found


def of_customers(*, party_kind: str = "", district_id: int | None = None) -> Q:
    """Return the condition on tasks about customers of a kind, in a district."""
    wanted = contracts.customers_of(
        party_kind=party_kind,
        district_id=district_id,
    )
    cases = Case.objects.filter(wanted, pk=OuterRef("case_id"))
    asked = contracts.accounts_of(
        party_kind=party_kind,
        district_id=district_id,
    )
    accounts = Account.objects.filter(asked, pk=OuterRef("account_id"))
    of_case = there_is(cases)
    of_account = there_is(accounts)
    return of_case | Q(case=None) & of_account


def _cases(user: User) -> QuerySet[Case]:
    """Return the case that a task is about, where the person sees it."""
    return Case.objects.filter(contracts.customers_seen(user=user), pk=OuterRef("case_id"))


def phones(*, task: Task) -> list[str]:
    """Return the numbers by which whoever carries out a task may call its customer."""
    known = Contact.objects.filter(
        party__accounts=task.account_id,
        kind=Contact.Kind.PHONE,
        is_valid=True,
        takes_calls=True,
    )
    return list(known.order_by("id").values_list("value", flat=True))


def with_cases(*, tasks: list[Task], today: date) -> list[Item]:
    """Return tasks with their cases, read in one go."""
    ids = {task.case_id for task in tasks if task.case_id}
    joined = Case.objects.select_related(
        "party",
        "account__premises",
        "contract",
    )
    cases = joined.filter(id__in=ids).in_bulk()
    printed = letters.on_papers(tasks=tasks)
    return [_item(task, cases.get(task.case_id or 0), today, printed) for task in tasks]


def _item(task: Task, case: Case | None, today: date, printed: dict[int, str]) -> Item:
    return Item(
        task=task,
        case=case,
        days_late=_days_late(task, today),
        letter_to=letters.address(
            case=case,
            task=task,
            printed=printed.get(task.pk, ""),
        ),
    )


def _days_late(task: Task, today: date) -> int:
    if task.status != Task.Status.OPEN or task.due_on is None:
        return 0
    return max(0, (today - task.due_on).days)
