"""Papers beside the stages of debt recovery: what each is made of, and which go with which task."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from documents import contexts
from documents.catalogue import DocumentKind
from webapp.correspondence.models import Document
from webapp.processes.declarations import Draft, UnableToMake
from webapp.processes.models import Case
from webapp.processes.operations import beside
from webapp.recovery.queries.contexts import about, bases, values
from webapp.recovery.queries.contexts.beside import KINDS, Told, facts_of
from webapp.staff.models import User
from workflows.interfaces.debt_recovery import CloseReason


def draft(kind: DocumentKind, case: Case, today: date, told: Mapping[str, str]) -> Draft:
    """Return what a paper is made of: one for each filing, writ or addressee of the case.

    :raises UnableToMake: when there is nothing of it in the case, or a fact is not known
    """
    subjects = list(KINDS[kind].about(case))
    if not subjects:
        raise UnableToMake(_("The case has nothing that this paper could be about."))
    facts = values.case_facts(case=case, today=_counted_to(kind, subjects, today))
    first, *others = (_draft(kind, facts, one, today, Told(**told)) for one in subjects)
    return replace(first, beside={str(place): other for place, other in enumerate(others, 2)})


def _counted_to(kind: DocumentKind, subjects: list[Any], today: date) -> date:
    """Penalty on a former debt is counted to the ruling, whenever it is claimed."""
    if kind == DocumentKind.CREDITORS_REGISTER:
        ruled_on: date = subjects[0].starts_on
        return min(ruled_on, today)
    return today


def _draft(kind: DocumentKind, facts: values.CaseFacts, one: Any, today: date, told: Told) -> Draft:
    known = facts_of(facts, one)

    def context(number: str) -> contexts.Paper:
        base = bases.paper(kind, number, known)
        return KINDS[kind].build(known, {**base, "dated": today}, one, told)

    return Draft(
        context=context,
        account_id=known.account.pk,
        debt=known.debt,
        penalty=known.penalty,
        state_duty=getattr(one, "state_duty", Decimal(0)),
    )


DRAFTS = {str(kind): partial(draft, kind) for kind in KINDS}


def draw_up(*, case_id: int, kind: str, told: Mapping[str, str], by: User, today: date) -> Document:
    """Draw up a paper that a person asks for.

    :raises UnableToMake: when a fact that it needs is not known
    """
    return beside.draw_up(
        case=Case.objects.select_for_update().get(pk=case_id),
        kind=kind,
        today=today,
        told=told,
        by=by,
    )


# which papers go with which task


def of_court(case: Case) -> Sequence[str]:
    """A court hears what became of the debt, and that a claim is withdrawn."""
    if not about.pending(case):
        return ()
    if _ended(case) == CloseReason.WITHDRAWN:
        return (DocumentKind.WITHDRAWAL,)
    return (DocumentKind.NOTICE_TO_COURT,)


def of_bailiffs(case: Case) -> Sequence[str]:
    """Bailiffs hear that the debt is paid, else they give the writ back."""
    if not about.presented(case):
        return ()
    if _ended(case) == CloseReason.PAID:
        return (DocumentKind.NOTICE_TO_BAILIFFS,)
    return (DocumentKind.WRIT_RECALL,)


def _ended(case: Case) -> str:
    return case.close_reason or case.close_requested


def of_writ(case: Case) -> Sequence[str]:
    """A writ is asked for; an order that is in force is its own."""
    return _where(about.granted(case), DocumentKind.WRIT_APPLICATION)


def of_claim(case: Case) -> Sequence[str]:
    """The duty of an order that came to nothing counts toward the claim on a petition."""
    return _where(about.in_vain(case), DocumentKind.DUTY_SET_OFF)


def of_creditors(case: Case) -> Sequence[str]:
    """Former debt of a bankrupt is claimed in the register."""
    return _where(about.rulings(case), DocumentKind.CREDITORS_REGISTER)


def of_reversal(case: Case) -> Sequence[str]:
    """A debtor who asks back what an order brought is answered."""
    return _where(about.reversed(case), DocumentKind.REVERSAL_OBJECTIONS)


def of_restriction(case: Case) -> Sequence[str]:
    """Each whom the law names gets a letter."""
    return _where(about.addressees(case), DocumentKind.RESTRICTION_LETTER)


def _where(subjects: Sequence[Any], kind: DocumentKind) -> Sequence[str]:
    if subjects:
        return (kind,)
    return ()


def amend(case: Case, today: date) -> None:
    """Who goes on for duty and penalty specifies the claim (ГПК 39, АПК 49)."""
    _draw_if_any(case, DocumentKind.AMENDED_CLAIM, today)


def agree(case: Case, today: date, by: User) -> None:
    """A plan is written down for both to sign."""
    _draw_if_any(case, DocumentKind.INSTALLMENT_AGREEMENT, today, by=by)


def _draw_if_any(case: Case, kind: DocumentKind, today: date, by: User | None = None) -> None:
    if not KINDS[kind].about(case):
        return
    beside.try_to_draw(case=case, kind=kind, today=today, by=by)


def write_off(case: Case, today: date) -> None:
    """A debt that is written off has an order of the head, by its ground (34н п. 77)."""
    _draw_if_any(case, DocumentKind.WRITE_OFF_ORDER, today)
