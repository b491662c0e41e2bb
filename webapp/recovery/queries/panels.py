"""What the panels of debt recovery show on the page of a case."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise
from typing import Any

from webapp.correspondence.models import Document
from webapp.metering.models import Meter
from webapp.processes.declarations import Sight
from webapp.recovery.queries import (
    casefile,
    claims,
    collected_by,
    duties_back,
    enclosed,
    judged,
    limitation,
    reconnection,
)
from webapp.recovery.queries.casefile import Money
from webapp.recovery.queries.limitation import Limitation
from webapp.staff import queries as staff
from webapp.tasks.models import Task
from workflows.debt_recovery import decider
from workflows.debt_recovery import plan as plan_of_stages

_OF_FILINGS = {
    getattr(step, "name", "")
    for row in plan_of_stages.STEPS.values()
    for before, step in pairwise(row)
    if plan_of_stages.ENCLOSURES in (before, step)
}
_BESIDE = {collected_by.REVERSAL, decider.CREDITORS}


def money(sight: Sight) -> dict[str, Any]:
    """Return the money of the case, as of today or as it stood on a past day."""
    found = casefile.money(
        case=sight.case,
        today=sight.today,
        on=sight.on,
    )
    return {"money": found, **_judged(sight, found), **_since(sight)}


def money_without_penalty(sight: Sight) -> dict[str, Any]:
    """Return what is charged, paid and owed, when the rest cannot be counted."""
    found = casefile.money_without_penalty(case=sight.case, on=sight.on)
    return {"money": found, **_judged(sight, found), **_since(sight)}


def _judged(sight: Sight, money: Money) -> dict[str, Any]:
    """Return what a court has decided, which goes before what is only claimed."""
    return {"judged": judged.of_case(case=sight.case, day=sight.day, money=money)}


def _since(sight: Sight) -> dict[str, Any]:
    """Tell what has come since the past day that is looked at."""
    if sight.on is None:
        return {}
    clock = staff.business_clock()
    return {
        "since": casefile.since(
            case=sight.case,
            on=sight.on,
            clock=clock,
        )
    }


def until_when_to_sue(sight: Sight) -> dict[str, Any]:
    """Return the limitation of the case; of a past day it is not told what was unpaid then."""
    if sight.on or sight.case.closed_on:
        return {}
    return {"limitation": limitation.of_case(case=sight.case, today=sight.today)}


def plan(sight: Sight) -> dict[str, Any]:
    """Return the newest installment plan, and what a cut supply still waits for."""
    costs = Decimal(0)
    if sight.case.recovery.is_restricted and not sight.on:
        costs = reconnection.unpaid(case=sight.case)
    return {"plan": casefile.plan(case=sight.case, on=sight.on), "reconnection": costs}


def beside(sight: Sight) -> dict[str, Any]:
    """Return the debtor's other open cases."""
    return {"beside": casefile.beside(case=sight.case, user=sight.user)}


def beside_task(task: Task) -> dict[str, Any]:
    """Return what is owed in the case of a task, and the meters at its address."""
    working = Meter.objects.filter(account=task.account_id, removed_on=None)
    meters = working.select_related("service") if task.account_id else ()
    return {
        "debt": claims.debt(case_id=task.case_id or 0),
        "limitation": _until_when_to_sue(task),
        "meters": meters,
        "enclosing": _enclosing(task),
    }


def _until_when_to_sue(task: Task) -> Limitation | None:
    """Return the limitation of the case of an open task: whoever is late with it may lose it."""
    if task.case is None or task.case.closed_on or task.status != Task.Status.OPEN:
        return None
    return limitation.of_case(case=task.case, today=staff.today())


def _enclosing(task: Task) -> list[tuple[Document, int]]:
    """Return the filings that a task is about, each with how many enclosures are lacking."""
    if task.kind not in {*_OF_FILINGS, *_BESIDE} or task.case is None:
        return []
    today = staff.today()
    return [(paper, len(enclosed.lacking(paper=paper, today=today))) for paper in _filings(task)]


def _filings(task: Task) -> Iterable[Document]:
    assert task.case is not None
    if task.kind in _BESIDE:
        return enclosed.papers_beside(case=task.case)
    return enclosed.papers_at(case=task.case)


def courts(sight: Sight) -> dict[str, Any]:
    """Return what went to courts and bailiffs, and what they did."""
    court_cases, writs = casefile.court(case=sight.case, on=sight.on)
    duties = duties_back.of_courts(courts=court_cases)
    told = sight.case.court_events.select_related("entered_by")
    if sight.on:
        told = told.filter(happened_on__lte=sight.on)
    return {
        "court_cases": court_cases,
        "duties_back": duties,
        "writs": writs,
        "court_events": list(told.order_by("-happened_on", "-id")),
    }
