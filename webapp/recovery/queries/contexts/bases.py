"""What papers of one family have in common."""

from typing import Any

from documents import catalogue
from webapp.contracts.models import Account
from webapp.correspondence.queries import letterheads
from webapp.recovery.queries import schemes
from webapp.recovery.queries.contexts import signing, values
from webapp.recovery.queries.contexts.values import CaseFacts
from workflows.interfaces.debt_recovery import Stage

_TO_COURTS = (
    catalogue.DocumentKind.COURT_ORDER_APPLICATION,
    catalogue.DocumentKind.STATEMENT_OF_CLAIM,
    catalogue.DocumentKind.BAILIFF_REGISTRY,
    catalogue.DocumentKind.AMENDED_CLAIM,
    catalogue.DocumentKind.WITHDRAWAL,
    catalogue.DocumentKind.DUTY_SET_OFF,
    catalogue.DocumentKind.WRIT_APPLICATION,
    catalogue.DocumentKind.WRIT_RECALL,
    catalogue.DocumentKind.CREDITORS_REGISTER,
    catalogue.DocumentKind.SUBSTITUTION,
    catalogue.DocumentKind.REVERSAL_OBJECTIONS,
    catalogue.DocumentKind.NOTICE_TO_COURT,
    catalogue.DocumentKind.NOTICE_TO_BAILIFFS,
)
# the department sends the crews that it has asked for, and takes in what they report
_TO_CREWS = (
    catalogue.DocumentKind.RESTRICTION_ORDER,
    catalogue.DocumentKind.RESTRICTION_REPORT,
    catalogue.DocumentKind.RESUMPTION_ORDER,
)


def paper(kind: catalogue.DocumentKind, number: str, facts: CaseFacts) -> dict[str, Any]:
    """Return what every paper has; who signs it depends on whom it goes to.

    Before courts and bailiffs it may be a representative, to crews it is the head of legal.

    :raises UnableToMake: when nobody may sign on this day
    """
    supplier = facts.account.supplier
    signatory = values.signatory(supplier)
    if kind in _TO_COURTS:
        signatory = signing.signatory(facts)
    elif kind in _TO_CREWS:
        signatory = values.head_of_legal(facts)
    return {
        "number": number,
        "dated": facts.today,
        "claimant": letterheads.claimant(supplier),
        "signatory": signatory,
        "executor": values.executor(facts),
    }


def of_case(facts: CaseFacts, base: dict[str, Any]) -> dict[str, Any]:
    """Return what a paper about one debtor has."""
    return base | {"case_number": facts.case.number, "debtor": values.debtor(facts)}


def with_money(
    facts: CaseFacts, base: dict[str, Any], kind: catalogue.DocumentKind
) -> dict[str, Any]:
    """Return what a paper with a calculation has."""
    return of_case(facts, base) | {
        "debts": values.debts(facts),
        "addresses": _addresses(facts),
        "penalty": values.penalty(facts),
        "enclosures": (*enclosures(facts, base, kind), *_proofs(facts)),
    }


def _addresses(facts: CaseFacts) -> str:
    """Return where all that is owed for was supplied (АПК 125 ч. 2 п. 5)."""
    numbers = {row.account_number for row in values.debts_of(facts)}
    if len(numbers) < 2:
        return facts.account.premises.address
    accounts = Account.objects.filter(number__in=numbers, supplier=facts.account.supplier_id)
    found = accounts.order_by("number").values_list("premises__address", flat=True)
    return "; ".join(dict.fromkeys(found))


def enclosures(
    facts: CaseFacts, base: dict[str, Any], kind: catalogue.DocumentKind
) -> tuple[str, ...]:
    """Return what the law wants enclosed with a paper, and what its signatory acts by."""
    listed = catalogue.enclosures(
        kind=kind,
        debtor=values.courts_kind(facts),
        has_contract=facts.account.contract is not None,
        has_representative=bool(base["signatory"].power),
    )
    if kind not in _TO_COURTS:
        return listed
    return (*listed, *signing.enclosures(facts, base["signatory"]))


def _proofs(facts: CaseFacts) -> tuple[str, ...]:
    """Return the papers that prove why somebody owes."""
    if facts.respondent is None:
        return ()
    return facts.respondent.proofs


def stage(facts: CaseFacts) -> Stage:
    """Return the stage the case stands at."""
    return schemes.scheme_of_version(facts.case.recovery.scheme_version_id).stages[facts.case.stage]
