"""Papers of a case: made from fresh facts, numbered, stored with the facts they print."""

from datetime import date
from typing import Any

from django.db import transaction

from documents import catalogue, rendering
from tariffs import russian
from tariffs.inputs import UnableToCalculate
from tariffs.parameters import NotInForce
from webapp.correspondence.models import Document
from webapp.correspondence.operations import documents as store
from webapp.correspondence.queries import editions, refusals, templates
from webapp.processes import registry
from webapp.processes.declarations import Draft, UnableToMake
from webapp.processes.models import Case
from webapp.processes.operations import asking, journal, taking_back
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
    try:
        draft = process.papers.drafts[deed.name](case, deed, today)
        made = _store(case, deed, today, draft)
        for whose, other in draft.beside.items():
            _store(case, deed, today, other, whose)
        return made
    except rendering.UnableToRender as error:
        raise UnableToMake(refusals.in_words(error)) from error
    except (NotInForce, UnableToCalculate) as error:
        raise UnableToMake(error.told(russian.translated)) from error


def _store(case: Case, deed: Deed, today: date, draft: Draft, whose: str = "") -> Document:
    process = registry.process_of(code=case.process)
    kind = catalogue.DocumentKind(deed.name)
    edition = templates.in_use(kind=deed.name)
    template = None
    if edition:
        template = templates.source_of(edition)

    def render(number: str) -> tuple[bytes, dict[str, Any]]:
        context = draft.context(number)
        made = rendering.render(
            kind=kind,
            context=context,
            template=template,
        )
        return made.content, editions.printed(kind=kind, context=context)

    return store.store_document(
        kind=deed.name,
        series=catalogue.CATALOGUE[kind].series,
        dated=today,
        subject=process.subject_of(case_id=case.pk),
        workflow_id=process.workflow_id(case_id=case.pk),
        step="/".join(filter(None, (deed.step, whose))),
        place=journal.place(case=case, deed=deed),
        account_id=draft.account_id,
        debt=draft.debt,
        penalty=draft.penalty,
        state_duty=draft.state_duty,
        render=render,
        template=edition,
    )


def issue(*, case: Case) -> None:
    """Mark the papers of the present attempt as issued: they have reached the customer."""
    made = known.here(Document.objects, case=case)
    alive = made.exclude(status=Document.Status.CANCELED).order_by("id")
    for document_id in alive.values_list("id", flat=True):
        store.mark_issued(document_id=document_id)
