"""What filings enclose is brought, put aside when it was wrong, or left out by a decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from documents import scans
from documents.enclosures import Holder
from documents.refusals import Refused
from webapp.audit import operations as audit
from webapp.correspondence.models import Document
from webapp.correspondence.operations import documents
from webapp.correspondence.queries import refusals
from webapp.processes import registry
from webapp.processes.models import Case
from webapp.processes.operations import beside, work
from webapp.recovery.models import Enclosure, FiledWithout
from webapp.recovery.queries import enclosed
from webapp.staff import characters
from webapp.staff.models import User
from webapp.tasks.models import Task
from webapp.tasks.operations import UnableToComplete


class UnableToEnclose(Exception):
    """The file is no scan, is not wanted, or has no day; the decision has no ground."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that somebody brings for a line of a filing, with the day that stands on it."""

    name: str
    content: bytes
    issued_on: date | None = None


@transaction.atomic
def enclose(
    *, paper: Document, title: str, holder: Holder, brought: Brought, by: User | None, today: date
) -> Enclosure:
    """Keep a file for a line of a filing, with whom it is about.

    The filing goes on when nothing is lacking any more. The same file for the same line is kept
    once.

    :raises UnableToEnclose: when nobody asks for it, it is no scan, or its day is lacking or too
        old
    """
    item = _asked(paper, title, today)
    known = enclosed.known(paper=paper, today=today)
    pk = known.holder_id(holder)
    if not item.is_brought or holder not in {*item.line.holders, *item.wants} or pk is None:
        raise UnableToEnclose(_("Nobody asks for this file here. Reload the page."))
    _refuse_day(item, brought, today)
    content, pages = _scan(brought)
    of_filing = holder == Holder.FILING
    kept, is_new = Enclosure.objects.get_or_create(
        **{f"{enclosed.column(holder)}_id": pk},
        code=item.line.code,
        title=title,
        paper_kind=paper.kind if of_filing else "",
        whose=known.whose if of_filing else "",
        issued_on=brought.issued_on,
        file=documents.keep_file(content),
        put_aside_on=None,
        defaults={
            "name": characters.shown(brought.name)[:200],
            "pages": pages,
            "by": by,
            "on": today,
        },
    )
    if is_new:
        _enter(paper, "enclosed", title, by)
    go_on(paper=paper, by=by, today=today)
    return kept


@transaction.atomic
def file_without(*, paper: Document, title: str, reason: str, by: User, today: date) -> None:
    """Decide that a filing goes without what it names; the reason stays.

    :raises UnableToEnclose: when the code itself wants it, nothing is lacking, or no reason is
        given
    """
    item = _asked(paper, title, today)
    if not item.line.may_lack:
        text = _("The court would not take the filing without it (%(act)s): bring it.")
        raise UnableToEnclose(text % {"act": item.line.act})
    if not reason.strip():
        raise UnableToEnclose(_("Say why: the reason is kept and goes into the inventory."))
    if item.is_settled:
        raise UnableToEnclose(_("It is not lacking any more."))
    FiledWithout.objects.create(
        document=paper,
        title=title,
        reason=reason.strip()[:300],
        by=by,
        on=today,
    )
    _enter(paper, "filed-without", title, by, ground=reason)
    go_on(paper=paper, by=by, today=today)


@transaction.atomic
def put_aside(*, paper: Document, file_id: int, reason: str, by: User, today: date) -> None:
    """Put a file aside that was the wrong one: it stays, and is enclosed no more.

    :raises UnableToEnclose: when no reason is given, or it is not kept for this filing
    """
    if not reason.strip():
        raise UnableToEnclose(_("Say why the file is put aside."))
    known = enclosed.known(paper=paper, today=today)
    if file_id not in {file.pk for file in known.files}:
        raise UnableToEnclose(_("The file is put aside already, or belongs to another filing."))
    Enclosure.objects.filter(pk=file_id, put_aside_on=None).update(
        put_aside_on=today,
        put_aside_because=reason.strip()[:300],
    )
    title = Enclosure.objects.values_list("title", flat=True).get(pk=file_id)
    _enter(paper, "put-aside", title, by, ground=reason)


def go_on(*, paper: Document, by: User | None, today: date) -> None:
    """Finish the tasks that wait for enclosures when nothing is lacking any more."""
    assert paper.case is not None
    case = Case.objects.select_for_update().get(pk=paper.case.pk)
    tasks = list(enclosed.open_tasks(case=case))
    if not tasks or enclosed.is_lacking(case=case, today=today):
        return
    for task in tasks:
        work.complete(
            task_id=task.pk,
            outcome="COMPLETE",
            result={"date": today.isoformat()},
            by=by,
            today=today,
            takes_over=True,
        )


def supplied(case: Case, task: Task, today: date) -> None:
    """Everything that the filings name is there, or is left out by a decision.

    :raises UnableToComplete: when something is lacking; it names what
    """
    if lacks := enclosed.told(case=case, today=today):
        text = _("Still lacking: %(what)s. Bring it on the page of the enclosures.")
        raise UnableToComplete(text % {"what": lacks.replace("\n", "; ")})


def sent(case: Case, task: Task, today: date) -> None:
    """What was drawn up with a task goes with all that it names, and has left the house.

    :raises UnableToComplete: when something is lacking; it names what
    """
    kind = registry.kind_of_task(task)
    assert kind
    if lacks := enclosed.told_beside(case=case, kinds=kind.drawn(case), today=today):
        text = _("Still lacking: %(what)s. Bring it on the page of the enclosures.")
        raise UnableToComplete(text % {"what": lacks})
    beside.sent(case, task, today)


def _asked(paper: Document, title: str, today: date) -> enclosed.Item:
    if paper.status == Document.Status.CANCELED:
        raise UnableToEnclose(_("The paper is cancelled: nothing is enclosed with it any more."))
    items: Sequence[enclosed.Item] = enclosed.checklist(paper=paper, today=today)
    for item in items:
        if item.title == title:
            return item
    raise UnableToEnclose(_("The paper names nothing of the kind. Reload the page."))


def _refuse_day(item: enclosed.Item, brought: Brought, today: date) -> None:
    on = brought.issued_on
    if on and on > today:
        raise UnableToEnclose(_("The day has not come yet."))
    if item.needs_day and on is None:
        raise UnableToEnclose(_("Enter the day of the extract: an old one is not taken."))


def _scan(brought: Brought) -> tuple[bytes, int]:
    try:
        return scans.as_pdf(brought.content, engine=settings.PDF_ENGINE)
    except Refused as refused:
        raise UnableToEnclose(refusals.in_words(refused)) from refused


def _enter(paper: Document, verb: str, title: str, by: User | None, ground: str = "") -> None:
    details = {"document": paper.pk, "number": paper.number, "title": title}
    audit.record(
        name=f"recovery.enclosure.{verb}",
        subject=paper.subject,
        actor=by,
        ground=ground,
        details=details,
    )
