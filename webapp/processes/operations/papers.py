"""Papers of a case: made from fresh facts, numbered, stored with the facts they print."""

from datetime import date

from django.db import transaction

from webapp.correspondence.models import Document
from webapp.correspondence.operations import documents as store
from webapp.processes import registry
from webapp.processes.declarations import UnableToMake
from webapp.processes.models import Case
from webapp.processes.operations import asking, journal, storing, taking_back
from webapp.processes.queries import known
from workflows.interfaces.process import Deed


def draw_up(*, case: Case, deed: Deed, today: date) -> None:
    """Make the paper of a deed and write it down, or ask a person for what it lacks."""
    try:
        with transaction.atomic():
            if deed.revision > 1:
                taking_back.drop_edition(case=case, deed=deed)
            document = make(
                case=case,
                deed=deed,
                today=today,
            )
    except UnableToMake as error:
        asking.ask_for_data(
            case=case,
            deed=deed,
            today=today,
            lacking=str(error),
        )
        return
    process = registry.process_of(code=case.process)
    journal.write_step(
        case=case,
        deed=deed,
        today=today,
        outcome="MADE",
        document=document,
        ground=process.papers.ground(case),
        basis=process.papers.basis(case),
        debt=process.hooks.debt(case),
    )


@transaction.atomic
def make(*, case: Case, deed: Deed, today: date) -> Document:
    """Make the paper that a deed names, or return the one its step already has.

    :raises UnableToMake: when a fact that the paper needs is not known, sums disagree, or something
        would stay blank
    """
    process = registry.process_of(code=case.process)
    with storing.refused_in_words():
        draft = process.papers.drafts[deed.name](case, deed, today)
        return storing.store(
            case=case,
            deed=deed,
            today=today,
            draft=draft,
        )


def issue(*, case: Case) -> None:
    """Mark the papers of the present attempt as issued: they have reached the customer."""
    made = known.here(Document.objects, case=case)
    alive = made.exclude(status=Document.Status.CANCELED).order_by("id")
    for document_id in alive.values_list("id", flat=True):
        store.mark_issued(document_id=document_id)
