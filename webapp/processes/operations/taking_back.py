"""Taking back what a case has under way: tasks, messages, papers that are still in the house."""

from collections.abc import Collection, Sequence

from django.db.models import QuerySet

from webapp.correspondence.models import Document
from webapp.correspondence.operations import documents
from webapp.correspondence.operations import messages as transmissions
from webapp.processes import registry
from webapp.processes.models import Case
from webapp.processes.queries import known
from webapp.tasks import operations as tasks
from webapp.tasks.models import Task
from workflows.interfaces.process import Deed


def take_back(*, case: Case, ground: str) -> None:
    """Recall what people have been asked and cancel what has not been sent.

    The journal says why.
    """
    subject = _subject(case)
    tasks.recall(subjects=[subject], ground=ground)
    transmissions.cancel_planned(subject=subject, reason=ground)


def take_back_papers(*, case: Case, ground: str) -> None:
    """Cancel the papers of a case that have not left the house."""
    documents.cancel_documents(subject=_subject(case), ground=ground)


def recall_here(*, case: Case, ground: str) -> None:
    """Recall what was asked in the present stage and attempt."""
    _recall(known.here(Task.objects, case=case), ground)


def recall_task(*, case: Case, name: str, ground: str) -> None:
    """Recall one task of the present stage and attempt."""
    asked = known.here(Task.objects, case=case)
    _recall(asked.filter(name=name), ground)


def take_back_since(
    *,
    case: Case,
    tasks: Collection[int],
    messages: Collection[int],
    papers: Collection[int],
    ground: str,
) -> None:
    """Take back what stood on a report that was wrong: what was asked, planned and made since."""
    subject = _subject(case)
    _recall(Task.objects.filter(pk__in=tasks), ground)
    transmissions.cancel_planned(subject=subject, reason=ground, ids=messages)
    documents.cancel_documents(subject=subject, ground=ground, ids=papers)


def drop_edition(*, case: Case, deed: Deed) -> None:
    """What a paper was made from has changed before it left the house.

    The old one and what was asked about it are taken back.
    """
    process = registry.process_of(code=case.process)
    ground = process.papers.changed
    papers = Document.objects.filter(case=case, stage=deed.stage, attempt=deed.attempt)
    documents.cancel_documents(
        subject=_subject(case),
        ground=ground,
        kinds=[deed.name],
        ids=_numbers(papers),
    )
    asked = Task.objects.filter(case=case, stage=deed.stage, attempt=deed.attempt)
    _recall(asked, ground)


def stop_stage(*, case: Case, ground: str) -> None:
    """Take back what a stage that is passed over had under way.

    Papers of an attempt before are what it was done by, and stand.
    """
    subject = _subject(case)
    papers = known.here(Document.objects, case=case)
    documents.cancel_documents(subject=subject, ground=ground, ids=_numbers(papers))
    transmissions.cancel_planned(subject=subject, reason=ground)
    recall_here(case=case, ground=ground)


def keep_in_house(
    *, process: str, subjects: Sequence[str], ground: str, even_approvals: bool = False
) -> None:
    """Recall what would leave the house, and crews, for customers who have been given time.

    What has been filed is still entered. What waits for approval may wait with its case, or is
    recalled too.
    """
    kinds = registry.process_of(code=process).tasks
    outgoing = [
        kind.code
        for kind in kinds
        if kind.leaves_house or (even_approvals and kind.is_for_other_eyes)
    ]
    tasks.recall(
        subjects=subjects,
        ground=ground,
        kinds=outgoing,
    )


def _recall(asked: QuerySet[Task], ground: str) -> None:
    still_open = asked.filter(status=Task.Status.OPEN)
    still_open.update(
        status=Task.Status.RECALLED,
        remarks=ground,
    )


def _numbers(papers: QuerySet[Document]) -> list[int]:
    return list(papers.values_list("pk", flat=True))


def _subject(case: Case) -> str:
    process = registry.process_of(code=case.process)
    return process.subject_of(case_id=case.pk)
