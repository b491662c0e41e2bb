"""Storing a paper of a case: rendered by the edition in use, numbered, with the facts it prints."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from documents import catalogue, rendering
from tariffs import russian
from tariffs.inputs import UnableToCalculate
from tariffs.parameters import NotInForce
from webapp.correspondence.models import Document
from webapp.correspondence.operations import documents
from webapp.correspondence.queries import editions, refusals, templates
from webapp.processes import registry
from webapp.processes.declarations import Draft, UnableToMake
from webapp.processes.models import Case
from webapp.processes.operations import journal
from workflows.interfaces.process import Deed


@contextmanager
def refused_in_words() -> Iterator[None]:
    """Let whatever stops a paper be told in words.

    :raises UnableToMake: when sums disagree, something would stay blank, or no rule is in force
    """
    try:
        yield
    except rendering.UnableToRender as error:
        raise UnableToMake(refusals.in_words(error)) from error
    except (NotInForce, UnableToCalculate) as error:
        raise UnableToMake(error.told(russian.translated)) from error


def store(*, case: Case, deed: Deed, today: date, draft: Draft) -> Document:
    """Store the paper of a deed and those beside it, or return the one its step already has."""
    made = _store_one(case, deed, today, draft)
    for whose, other in draft.beside.items():
        _store_one(case, deed, today, other, whose)
    return made


def _store_one(case: Case, deed: Deed, today: date, draft: Draft, whose: str = "") -> Document:
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

    return documents.store_document(
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
