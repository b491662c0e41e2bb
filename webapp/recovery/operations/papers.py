"""Papers of a case: made from fresh facts, numbered, stored with the facts they print."""

from datetime import date
from decimal import Decimal
from typing import Any, Literal

from django.db import transaction
from pydantic import TypeAdapter

from documents import catalogue, contexts, rendering
from tariffs import russian
from tariffs.inputs import UnableToCalculate
from tariffs.parameters import NotInForce
from webapp.contracts.models import Account
from webapp.correspondence.models import Document
from webapp.correspondence.operations import documents as store
from webapp.correspondence.queries import refusals, templates
from webapp.processes import registry
from webapp.processes.models import Case
from webapp.recovery.queries import restriction, view
from webapp.recovery.queries.contexts import crews, papers, values
from webapp.recovery.queries.contexts.values import UnableToMake
from workflows.interfaces import debt_recovery as words
from workflows.interfaces.places import Place
from workflows.interfaces.process import Deed

_JSON: dict[catalogue.DocumentKind, TypeAdapter[Any]] = {
    kind: TypeAdapter(entry.context) for kind, entry in catalogue.CATALOGUE.items()
}
_DEBTOR = TypeAdapter(contexts.Debtor)

_TRACKS: dict[catalogue.DocumentKind, Literal["order", "claim"]] = {
    catalogue.DocumentKind.COURT_ORDER_APPLICATION: "order",
    catalogue.DocumentKind.STATEMENT_OF_CLAIM: "claim",
}


@transaction.atomic
def make(*, case: Case, deed: Deed, today: date) -> Document:
    """Make the paper that a deed names, or return the one its step already has.

    :raises UnableToMake: when a fact that the paper needs is not known, sums disagree, or something would stay blank
    """
    try:
        return _make(case=case, deed=deed, today=today)
    except rendering.UnableToRender as error:
        raise UnableToMake(refusals.in_words(error)) from error
    except (NotInForce, UnableToCalculate) as error:
        raise UnableToMake(error.told(russian.translated)) from error


def _make(*, case: Case, deed: Deed, today: date) -> Document:
    kind = deed.name
    document_kind = catalogue.DocumentKind(kind)
    account = (
        crews.account(case=case, kind=kind, today=today) if document_kind in crews.PAPERS else None
    )
    facts = values.case_facts(case=case, today=today, account=account)
    edition = templates.in_use(kind=kind)
    template = templates.source_of(edition) if edition else None

    def render(number: str) -> tuple[bytes, dict[str, Any]]:
        context = papers.build(kind=kind, number=number, facts=facts)
        made = rendering.render(kind=document_kind, context=context, template=template)
        return made.content, _JSON[document_kind].dump_python(context, mode="json")

    return store.store_document(
        kind=kind,
        series=catalogue.CATALOGUE[document_kind].series,
        dated=today,
        subject=words.case_subject(case_id=case.pk),
        workflow_id=words.workflow_id(case_id=case.pk),
        step=deed.step,
        place=place(case=case, deed=deed),
        account_id=facts.account.pk,
        debt=facts.debt,
        penalty=facts.penalty,
        state_duty=_state_duty(document_kind, facts),
        render=render,
        template=edition,
    )


def names_debtor_rightly(*, case: Case, document: Document, today: date) -> bool:
    """Say whether a paper still names the debtor and the address as they are known now; one about nobody does."""
    printed = document.context.get("debtor")
    if printed is None or document.account is None:
        return True
    facts = values.CaseFacts(
        case=case, account=document.account, charges=(), penalties={}, today=today
    )
    known = _DEBTOR.dump_python(values.debtor(facts), mode="json")
    return all(printed.get(name, value) == value for name, value in known.items())


def _state_duty(kind: catalogue.DocumentKind, facts: values.CaseFacts) -> Decimal:
    track = _TRACKS.get(kind)
    return values.duty(facts, track=track).amount if track else Decimal(0)


def place(*, case: Case, deed: Deed) -> Place:
    """Return where in its case a deed belongs."""
    return Place(case.pk, deed.stage, deed.attempt, deed.name, deed.revision)


def issue(*, case: Case) -> None:
    """Mark the papers of the present attempt as issued: they have reached the debtor."""
    made = view.here(Document.objects, case=case)
    for document_id in (
        made.exclude(status=Document.Status.CANCELLED).order_by("id").values_list("id", flat=True)
    ):
        store.mark_issued(document_id=document_id)


def account_of(*, case: Case, task: str) -> Account:
    """Return the account a task is about: a crew goes where its order says, everybody else works on the first that owes."""
    kind = registry.kind_of(code=task)
    ordered = restriction.restricted(case=case) if kind and kind.is_visit else None
    return ordered or values.lead_account(case)
