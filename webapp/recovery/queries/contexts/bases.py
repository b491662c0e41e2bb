"""What papers of one family have in common."""

from typing import Any

from documents import catalogue, contexts
from webapp.recovery.queries import schemes
from webapp.recovery.queries.contexts import values
from webapp.recovery.queries.contexts.values import CaseFacts
from workflows.interfaces.debt_recovery import Stage


def paper(number: str, facts: CaseFacts) -> dict[str, Any]:
    """Return what every paper has."""
    supplier = facts.account.supplier
    return {
        "number": number,
        "dated": facts.today,
        "claimant": values.claimant(supplier),
        "signatory": values.signatory(supplier),
        "executor": values.executor(facts),
    }


def of_case(facts: CaseFacts, base: dict[str, Any]) -> dict[str, Any]:
    """Return what a paper about one debtor has."""
    return base | {"case_number": facts.case.number, "debtor": values.debtor(facts)}


def with_money(
    facts: CaseFacts, base: dict[str, Any], kind: catalogue.DocumentKind
) -> dict[str, Any]:
    """Return what a paper with a calculation has."""
    enclosures = catalogue.enclosures(
        kind=kind,
        debtor=contexts.DebtorKind(facts.case.party.kind),
        has_contract=facts.account.contract is not None,
    )
    return of_case(facts, base) | {
        "debts": values.debts(facts),
        "penalty": values.penalty(facts),
        "enclosures": enclosures,
    }


def stage(facts: CaseFacts) -> Stage:
    """Return the stage the case stands at."""
    return schemes.scheme_of_version(facts.case.recovery.scheme_version_id).stages[facts.case.stage]
