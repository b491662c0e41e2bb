"""Papers that belong to no stage of a case: drawn up with a task, or when a person asks for one.

They stand at attempt 0, which no stage ever has: nothing that a stage does takes them for its own.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from webapp.correspondence.models import Document
from webapp.correspondence.operations import documents
from webapp.processes import registry
from webapp.processes.declarations import UnableToMake
from webapp.processes.models import Case
from webapp.processes.operations import journal, storing
from webapp.staff.models import User
from webapp.tasks.models import Task
from workflows.interfaces.process import Deed, DeedKind

ATTEMPT = 0
_NOTHING_TOLD: Mapping[str, str] = {}


@transaction.atomic
def draw_up(
    *,
    case: Case,
    kind: str,
    today: date,
    told: Mapping[str, str] = _NOTHING_TOLD,
    by: User | None = None,
) -> Document:
    """Draw up a paper of a kind once more, and write it into the journal.

    :raises UnableToMake: when a fact that it needs is not known
    """
    process = registry.process_of(code=case.process)
    before = Document.objects.filter(
        case=case,
        kind=kind,
        attempt=ATTEMPT,
    )
    deed = Deed(
        DeedKind.MAKE,
        kind,
        case.stage,
        ATTEMPT,
        revision=before.count() + 1,
    )
    with storing.refused_in_words():
        draft = process.papers.beside[kind](case, today, told)
        made = storing.store(
            case=case,
            deed=deed,
            today=today,
            draft=draft,
        )
    journal.write_step(
        case=case,
        deed=deed,
        today=today,
        outcome="MADE",
        document=made,
        by=by,
        ground=process.papers.ground(case),
    )
    return made


def draw_with(*, case: Case, task: Task, kinds: Sequence[str], today: date) -> None:
    """Draw up what goes with a task; whoever does it reads why something could not be."""
    for kind in kinds:
        refusal = try_to_draw(
            case=case,
            kind=kind,
            today=today,
        )
        if refusal:
            _remark(task, _("The paper is not drawn up: %(why)s") % {"why": refusal})


def try_to_draw(*, case: Case, kind: str, today: date, by: User | None = None) -> str:
    """Draw a paper up, and return why it could not be, in words; nothing when it is there."""
    try:
        draw_up(
            case=case,
            kind=kind,
            today=today,
            by=by,
        )
    except UnableToMake as error:
        return str(error)
    return ""


def _remark(task: Task, told: str) -> None:
    task.remarks = "\n".join(filter(None, (task.remarks, told)))
    task.save(update_fields=["remarks"])


def sent(case: Case, task: Task, _today: date) -> None:
    """What was drawn up with a task has left the house with it."""
    kind = registry.kind_of_task(task)
    assert kind
    drawn = Document.objects.filter(
        case=case,
        attempt=ATTEMPT,
        kind__in=kind.drawn(case),
        status__in=documents.ALIVE,
    )
    for document_id in drawn.order_by("id").values_list("id", flat=True):
        documents.mark_issued(document_id=document_id)
