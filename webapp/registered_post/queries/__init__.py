"""What waits for the post, what is on its way, and what a person sees of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from webapp.correspondence.models import Document
from webapp.processes import registry
from webapp.processes.queries import letters, worklist
from webapp.registered_post.models import PostLetter, PostList
from webapp.staff.models import User
from webapp.tasks.models import Task

LETTERS_MAX = 1000
# the index is what the post sorts by: six digits that begin an address
_INDEX = re.compile(r"(?<!\d)\d{6}(?!\d)")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A letter that waits for the post: its task, its paper, where it goes."""

    task: Task
    paper: Document
    addressee: str
    address: str

    @property
    def has_index(self) -> bool:
        """Say whether the address has an index, without which the post takes no list."""
        return has_index(self.address)


def has_index(address: str) -> bool:
    """Say whether an address begins with six digits of an index, or has them somewhere."""
    return _INDEX.search(address) is not None


def waiting(*, user: User, now: datetime, ids: Sequence[int] | None = None) -> list[Waiting]:
    """Return the letters that a person may hand to the post and that are in no list yet."""
    asked = worklist.visible(user=user, now=now).filter(_of_letters(), post_letter=None)
    if ids is not None:
        asked = asked.filter(pk__in=ids)
    found = asked.filter(status=Task.Status.OPEN).select_related("case__party", "account__premises")
    tasks = [
        task
        for task in found.order_by("due_on", "id")[:LETTERS_MAX]
        if worklist.may_do(task, user=user, now=now)
    ]
    return _with_papers(tasks)


def lists(*, user: User) -> QuerySet[PostList]:
    """Return the lists of which a person sees every letter, the newest first."""
    seen = Task.objects.filter(worklist.within_segment(user)).values("id")
    hidden = PostLetter.objects.exclude(task__in=seen).values("post_list")
    return PostList.objects.exclude(pk__in=hidden).order_by("-id")


def letters_of(*, post_list: PostList) -> QuerySet[PostLetter]:
    """Return the letters of a list in their order."""
    found = PostLetter.objects.filter(post_list=post_list).order_by("place")
    return found.select_related("task__case", "document__account__supplier")


def recalled(*, post_list: PostList) -> QuerySet[PostLetter]:
    """Return the letters that must not go any more: paid for, or replaced by another paper."""
    gone = ~Q(task__status=Task.Status.OPEN) | Q(document__status=Document.Status.CANCELED)
    return letters_of(post_list=post_list).filter(gone)


def _of_letters() -> Q:
    found = Q(pk__in=())
    for process, kind in registry.kinds():
        if kind.is_letter:
            found |= worklist.of_kind(process, kind.code)
    return found


def _with_papers(tasks: Sequence[Task]) -> list[Waiting]:
    addresses = letters.on_papers(tasks=tasks)
    papers = _papers(tasks)
    found = []
    for task in tasks:
        paper = papers.get((task.case_id, task.stage, task.attempt))
        if paper is None or task.case is None:
            continue
        printed = addresses.get(task.pk, "")
        address = letters.address(
            case=task.case,
            task=task,
            printed=printed,
        )
        found.append(Waiting(task, paper, task.case.party.name, address))
    return found


def _papers(tasks: Sequence[Task]) -> dict[letters.Attempt, Document]:
    made = Document.objects.filter(case__in={task.case_id for task in tasks})
    alive = made.exclude(status=Document.Status.CANCELED).defer("context").order_by("id")
    return {(paper.case_id, paper.stage, paper.attempt): paper for paper in alive}
