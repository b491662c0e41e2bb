"""Papers: made once per step of a process, issued or cancelled as a whole."""

import hashlib
from collections.abc import Callable, Collection, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from webapp.audit import operations as audit
from webapp.correspondence.models import Document, File, Template
from webapp.correspondence.operations import numbering
from webapp.staff.models import User
from workflows.interfaces.places import Place

Render = Callable[[str], tuple[bytes, dict[str, Any]]]
ALIVE = (Document.Status.MADE, Document.Status.APPROVED)


class UnableToIssue(Exception):
    """The paper was cancelled: it cannot leave the house."""


class UnableToApprove(Exception):
    """Only a paper that has just been made can be approved."""


def store_document(
    *,
    kind: str,
    series: str,
    dated: date,
    subject: str,
    workflow_id: str,
    step: str,
    account_id: int | None,
    render: Render,
    place: Place | None = None,
    template: Template | None = None,
    debt: Decimal = Decimal(0),
    penalty: Decimal = Decimal(0),
    state_duty: Decimal = Decimal(0),
) -> Document:
    """Number, render and keep the paper of a step, or return the one the step already has.

    ``render`` gets the number and returns the DOCX with the facts printed on it, made from the
    edition ``template``, or from the built-in. It runs while the series is held, so it has
    everything at hand; it may run twice when two workers make the same step at once: the first
    paper stays, the other's number goes to whoever asks next.
    """
    of_step = Document.objects.filter(workflow_id=workflow_id, step=step)
    if existing := of_step.first():
        return existing
    paper = Document(
        kind=kind,
        dated=dated,
        subject=subject,
        workflow_id=workflow_id,
        step=step,
        template=template,
        account_id=account_id,
        debt=debt,
        penalty=penalty,
        state_duty=state_duty,
        **_columns(place),
    )
    try:
        return _insert(paper, series, render)
    except IntegrityError:
        if existing := of_step.first():
            return existing
        raise


def _columns(place: Place | None) -> dict[str, Any]:
    """Return the columns of a paper that say where in its case it was made."""
    if place is None:
        return {}
    return {"case_id": place.case_id, "stage": place.stage, "attempt": place.attempt}


def keep_file(content: bytes) -> File:
    """Keep bytes once, however often they come."""
    sha256 = hashlib.sha256(content).hexdigest()
    File.objects.bulk_create([File(sha256=sha256, content=content)], ignore_conflicts=True)
    return File.objects.defer("content").get(sha256=sha256)


@transaction.atomic
def mark_approved(*, document_id: int, by: User) -> Document:
    """Write that a person has approved a paper.

    :raises UnableToApprove: when it was approved, issued or cancelled before
    """
    if not Document.objects.filter(pk=document_id, status=Document.Status.MADE).update(
        status=Document.Status.APPROVED
    ):
        raise UnableToApprove(
            _("The document is not waiting for approval. Open it again to see what was done.")
        )
    return _written(document_id, "approved", actor=by)


@transaction.atomic
def mark_issued(*, document_id: int) -> Document:
    """Write that a paper has left the house; one that has already left stays as it is.

    :raises UnableToIssue: when it was cancelled
    """
    if Document.objects.filter(pk=document_id, status__in=ALIVE).update(
        status=Document.Status.ISSUED
    ):
        return _written(document_id, "issued")
    document = Document.objects.get(pk=document_id)
    if document.status == Document.Status.CANCELED:
        raise UnableToIssue(_("The document is cancelled. Make a new one."))
    return document


@transaction.atomic
def cancel_documents(
    *,
    subject: str,
    ground: str,
    kinds: Sequence[str] | None = None,
    ids: Collection[int] | None = None,
    by: User | None = None,
) -> int:
    """Cancel the papers of a subject (of some kinds, or some only, when given) that have not left
    the house; return how many there were.
    """
    papers = Document.objects.select_for_update().filter(subject=subject, status__in=ALIVE)
    if kinds is not None:
        papers = papers.filter(kind__in=kinds)
    if ids is not None:
        papers = papers.filter(id__in=ids)
    found = list(papers.order_by("id").values_list("id", flat=True))
    Document.objects.filter(id__in=found).update(status=Document.Status.CANCELED)
    for document_id in found:
        _written(document_id, "cancelled", actor=by, ground=ground)
    return len(found)


@transaction.atomic
def _insert(paper: Document, series: str, render: Render) -> Document:
    paper.number = numbering.next_number(series=series, on=paper.dated)
    content, paper.context = render(paper.number)
    paper.docx = keep_file(content)
    paper.save(force_insert=True)
    _enter(paper, "made")
    return paper


def _written(
    document_id: int, verb: str, *, actor: User | None = None, ground: str = ""
) -> Document:
    """Return the paper as it is now, having entered in the register what was done."""
    document = Document.objects.get(pk=document_id)
    _enter(document, verb, actor=actor, ground=ground)
    return document


def _enter(document: Document, verb: str, *, actor: User | None = None, ground: str = "") -> None:
    details = {"document": document.pk, "kind": document.kind, "number": document.number}
    audit.record(
        name=f"correspondence.document.{verb}",
        subject=document.subject,
        actor=actor,
        ground=ground,
        details=details,
    )
