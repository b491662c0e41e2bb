"""Papers of debt recovery: what they are made of, and whether they may still go out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Literal

from django.utils.translation import gettext as _
from pydantic import TypeAdapter

from documents import catalogue, contexts
from webapp.contracts.models import Account
from webapp.correspondence.models import Document
from webapp.processes import registry
from webapp.processes.declarations import Draft, UnableToMake
from webapp.processes.models import Case
from webapp.recovery.models import CourtCase, SchemeVersion
from webapp.recovery.queries import claims, filed, restriction
from webapp.recovery.queries.claims import Granted
from webapp.recovery.queries.contexts import crews, liable, papers, values
from workflows.interfaces.debt_recovery import WORKFLOW_TYPE
from workflows.interfaces.process import Deed

_DEBTOR = TypeAdapter(contexts.Debtor)
_TRACKS: dict[catalogue.DocumentKind, Literal["order", "claim"]] = {
    catalogue.DocumentKind.COURT_ORDER_APPLICATION: "order",
    catalogue.DocumentKind.STATEMENT_OF_CLAIM: "claim",
}
_OF_COURTS = {*_TRACKS, catalogue.DocumentKind.SERVICE_MEMO}


def draft(case: Case, deed: Deed, today: date) -> Draft:
    """Return what the paper that a deed names is made of.

    :raises UnableToMake: when a fact that the paper needs is not known
    """
    kind = catalogue.DocumentKind(deed.name)
    if kind in _OF_COURTS:
        return _of_court(kind, case, today)
    if kind == catalogue.DocumentKind.NOTICE:
        return _notices(case, today)
    account = None
    if kind in crews.PAPERS:
        account = crews.account(
            case=case,
            kind=deed.name,
            today=today,
        )
    facts = values.case_facts(
        case=case,
        today=today,
        account=account,
    )
    if kind == catalogue.DocumentKind.RESTRICTION_WARNING:
        return _warnings(facts)
    return _draft(kind, facts)


def _warnings(facts: values.CaseFacts) -> Draft:
    """Return the warning to the customer, and one to each who owes for the premises beside him.

    Whoever owes is warned, a tenant or a co-owner too, each of his own part (ПП 354 п. 119).
    """
    kind = catalogue.DocumentKind.RESTRICTION_WARNING
    of_supply = crews.of_warning(facts)
    parts = [crews.part_of_warning(of_supply, other) for other in _others(facts)]
    return replace(
        _draft(kind, of_supply),
        beside={
            str(part.party.pk): replace(
                _draft(kind, part),
                context=_turned_to(part, of_supply),
            )
            for part in parts
            if part.charges
        },
    )


def _turned_to(
    other: values.CaseFacts, of_supply: values.CaseFacts
) -> Callable[[str], contexts.Context]:
    """Return how the warning of a supply is written to somebody who owes a part of it."""

    def made(number: str) -> contexts.Context:
        warning = papers.build(
            kind=catalogue.DocumentKind.RESTRICTION_WARNING,
            number=number,
            facts=of_supply,
        )
        assert isinstance(warning, contexts.RestrictionWarning)
        return replace(
            warning,
            debtor=values.debtor(other),
            debts=values.debts(other),
            penalty=values.penalty(other),
            notice=None,
        )

    return made


def _others(facts: values.CaseFacts) -> list[values.CaseFacts]:
    """Return those who owe beside the customer; who they are need not be known before a court."""
    if not claims.standing(case_id=facts.case.pk).has_others:
        return []
    try:
        known = liable.each(facts)
    except UnableToMake:
        return []
    return [one for one in known if one.party.pk != facts.case.party_id]


def _notices(case: Case, today: date) -> Draft:
    """Return the notice to the customer, and one to each who owes beside him, of his own part."""
    kind = catalogue.DocumentKind.NOTICE
    facts = values.case_facts(case=case, today=today)
    return replace(
        _draft(kind, facts),
        beside={str(one.party.pk): _draft(kind, one) for one in _others(facts)},
    )


def _of_court(kind: catalogue.DocumentKind, case: Case, today: date) -> Draft:
    """Return the memo about all who owe, or a filing against each of them.

    :raises UnableToMake: when it is not known who owes, why, or where to find him
    """
    facts = values.case_facts(
        case=case,
        today=today,
    )
    if kind == catalogue.DocumentKind.SERVICE_MEMO:
        return _draft(kind, facts, liable.shares(liable.each(facts)))
    first, *others = _still_asked(kind, case, liable.each_still(facts))
    beside = {str(one.party.pk): _draft(kind, one) for one in others}
    return replace(
        _draft(kind, first),
        beside=beside,
    )


def _still_asked(
    kind: catalogue.DocumentKind, case: Case, known: tuple[values.CaseFacts, ...]
) -> tuple[values.CaseFacts, ...]:
    """Return those of several from whom this is still to be asked of a court.

    What is decided against the others, or lies before a court, is left alone (ГПК 129, 134).

    :raises UnableToMake: when nothing is left to be asked of anybody
    """
    if len(known) < 2:
        return known
    filings = {court.debtor: court for court in CourtCase.objects.filter(case=case).order_by("id")}
    is_order = kind == catalogue.DocumentKind.COURT_ORDER_APPLICATION
    asked = [one for one in known if _is_open(filings.get(liable.names(one)), is_order=is_order)]
    if not asked:
        raise UnableToMake(_("Nothing of this case is left to be claimed from anybody."))
    return tuple(asked)


def _is_open(court: CourtCase | None, *, is_order: bool) -> bool:
    if court is None:
        return True
    if is_order and court.ruling in filed.NO_ORDER:
        return False
    return court.ruling in filed.FALLEN


def _draft(
    kind: catalogue.DocumentKind,
    facts: values.CaseFacts,
    shares: tuple[contexts.Share, ...] = (),
) -> Draft:
    sums = _sums(kind, facts)
    return Draft(
        context=lambda number: papers.build(
            kind=kind,
            number=number,
            facts=facts,
            shares=shares,
        ),
        account_id=facts.account.pk,
        debt=sums.claim,
        penalty=sums.penalty,
        state_duty=sums.duty,
    )


def _sums(kind: catalogue.DocumentKind, facts: values.CaseFacts) -> Granted:
    """Return the sums that a paper says: to bailiffs what was awarded, to others what is owed."""
    if kind == catalogue.DocumentKind.BAILIFF_REGISTRY:
        rows = papers.bailiff_rows(facts)
        return Granted(
            sum((row.debt for row in rows), Decimal(0)),
            sum((row.penalty for row in rows), Decimal(0)),
            sum((row.duty for row in rows), Decimal(0)),
        )
    return Granted(
        facts.debt,
        facts.penalty,
        _state_duty(kind, facts),
    )


def _state_duty(kind: catalogue.DocumentKind, facts: values.CaseFacts) -> Decimal:
    track = _TRACKS.get(kind)
    if track is None:
        return Decimal(0)
    return values.duty(
        facts,
        track=track,
    ).amount


def fault(case: Case, document: Document, today: date) -> str:
    """Return why a paper must not go out any more.

    It names the debtor or the address otherwise than they are known now; one about nobody does not.
    """
    printed = document.context.get("debtor")
    if printed is None or document.account is None:
        return ""
    if document.kind in _TRACKS:
        # a filing goes with its own task, made anew when what it is made from has changed
        return ""
    facts = values.CaseFacts(
        case=case, account=document.account, charges=(), penalties={}, today=today
    )
    known = _DEBTOR.dump_python(
        values.debtor(facts),
        mode="json",
    )
    if all(printed.get(name, value) == value for name, value in known.items()):
        return ""
    return "debtor-changed"


def ground(case: Case) -> str:
    """Return the edition of the scheme by which a paper is made."""
    versions = SchemeVersion.objects.filter(pk=case.recovery.scheme_version_id)
    code, number = versions.values_list("scheme__code", "number").get()
    return f"scheme:{code} v{number}"


def account_of(case: Case, task: str) -> int:
    """Return the account a task is about.

    A crew goes where its order says, everybody else works on the first that owes.
    """
    kind = registry.kind_of(
        code=task,
        process=WORKFLOW_TYPE,
    )
    ordered: Account | None = None
    if kind and kind.is_visit:
        ordered = restriction.restricted(case=case)
    return (ordered or values.lead_account(case)).pk
