"""The notes and calls about cases and accounts, and the files laid to them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse

from webapp.contracts import queries as contracts
from webapp.contracts.models import Account
from webapp.processes import registry
from webapp.processes.models import Case, Note, NoteFile
from webapp.processes.queries import segments
from webapp.staff.models import User
from webapp.tasks.models import TaskFile

_NAMED = ("by", "corrects", "corrected_by__by")


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of a case: who laid it there, when, and where it is opened."""

    name: str
    size: int
    by: User
    at: datetime
    address: str


def visible(*, user: User) -> QuerySet[Note]:
    """Return the notes about the cases and the accounts that a person may see."""
    seen = Q(pk__in=())
    for pages in registry.pages():
        if user.has_perm(pages.permission):
            cases = segments.cases(user=user, process=pages.process)
            seen |= Q(case__in=cases.values("id"))
    if user.has_perm("contracts.view_account"):
        accounts = contracts.visible_accounts(user=user)
        seen |= Q(account__in=accounts.values("id"))
    return Note.objects.filter(seen)


def page_of(note: Note) -> str:
    """Return where a note is read: on the page of its case, or of its account."""
    if note.case is None:
        return reverse("admin:workplace_account", args=[note.account_id])
    pages = registry.pages_of(process=note.case.process)
    assert pages is not None
    return reverse(f"admin:{pages.address}_case", args=[note.case.pk])


def of_case(*, case: Case, on: date | None = None) -> list[Note]:
    """Return the notes of a case and of its account, the oldest first; none of a later day."""
    about = Q(case=case)
    if case.account_id:
        about |= Q(account=case.account_id)
    return list(_whole(Note.objects.filter(about), on))


def of_account(*, account: Account, user: User) -> list[Note]:
    """Return the notes of an account and of those of its cases that a person sees, newest first."""
    about = Q(account=account) | Q(case__account=account)
    return list(_whole(visible(user=user).filter(about), None).reverse())


def _whole(notes: QuerySet[Note], on: date | None) -> QuerySet[Note]:
    if on:
        notes = notes.filter(on__lte=on)
    files = NoteFile.objects.defer("content").order_by("id")
    whole = notes.select_related(*_NAMED, "case").prefetch_related(Prefetch("files", files))
    return whole.order_by("at", "id")


def files_of(*, case: Case, notes: list[Note], on: date | None = None) -> list[Kept]:
    """Return the files of a case, the newest first: of its notes and of its tasks."""
    of_tasks = TaskFile.objects.filter(task__case=case).defer("content").select_related("by")
    if on:
        of_tasks = of_tasks.filter(at__date__lte=on)
    found = [*_of_notes(notes), *map(_of_task, of_tasks)]
    return sorted(
        found,
        key=lambda kept: kept.at,
        reverse=True,
    )


def _of_notes(notes: list[Note]) -> Iterator[Kept]:
    for note in notes:
        for file in note.files.all():
            address = reverse("admin:notes_file", args=[note.pk, file.pk])
            yield Kept(file.name, file.size, note.by, note.at, address)


def _of_task(file: TaskFile) -> Kept:
    address = reverse("admin:tasks_file", args=[file.task_id, file.pk])
    return Kept(file.name, file.size, file.by, file.at, address)
