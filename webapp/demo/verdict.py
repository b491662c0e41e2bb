"""How the rehearsal ended.

Every case against its fate, every message against the outside world's books.
"""

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from webapp.correspondence.models import Document, Message
from webapp.demo import proofreading, unpacking
from webapp.demo.outside import Outside
from webapp.demo.personas import End, Persona
from webapp.outbox import temporal
from webapp.processes.models import Case, Step
from webapp.recovery.models import Recovery, Writ
from webapp.recovery.queries import segments
from webapp.staff import queries as staff
from workflows.interfaces import debt_recovery as words
from workflows.interfaces.debt_recovery import StageKind

SENT = (Message.Status.SENT, Message.Status.ACCEPTED, Message.Status.DELIVERED)
_TRANSITIONS_SAMPLED = 60
# what cases of debt recovery have made, and what is of no case
_RECOVERY = Q(case=None) | Q(case__process=words.WORKFLOW_TYPE)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the last line says, and the troubles in words.

    Cases that ended otherwise, effects that are missing or doubled, papers that say what is not so.
    """

    counts: dict[str, Any]
    misplaced: tuple[str, ...]
    missing: tuple[str, ...]
    doubled: tuple[str, ...]
    untrue: tuple[str, ...]


def judge(*, fates: Mapping[str, Persona], outside: Outside) -> Verdict:
    """Compare the database with the fates of the debtors and with the books
    of the outside world.
    """
    ends = ends_of_cases()
    misplaced = tuple(
        f"{scope} ({fate.name}): {ends.get(scope, 'no case')}, not {fate.end}"
        for scope, fate in _unmet(fates, ends)
    )
    missing = tuple(_missing(outside))
    doubled = tuple(_doubled(outside))
    read = proofreading.proofread()
    opened = unpacking.unpack(today=staff.today())
    counts = {
        "cases_opened": segments.every().count(),
        "cases_paid": segments.every().filter(close_reason=Recovery.CloseReason.PAID).count(),
        "cases_on_plan": list(ends.values()).count(End.ON_PLAN),
        "cases_at_enforcement": list(ends.values()).count(End.ENFORCEMENT),
        "documents": Document.objects.filter(_RECOVERY).count(),
        "messages": Message.objects.filter(_RECOVERY, status__in=SENT).count(),
        "unknown": Message.objects.filter(status=Message.Status.UNKNOWN).count(),
        "lost": len(misplaced) + len(missing),
        "duplicates": len(doubled),
        "transitions_per_case": _transitions_per_case(),
        "papers_checked": read.checked,
        "papers_wrong": len(read.wrong) + len(opened.wrong),
        "packages_opened": opened.checked,
    }
    untrue = (*read.wrong, *opened.wrong)
    return Verdict(
        counts,
        misplaced,
        missing,
        doubled,
        untrue,
    )


def ends_of_cases() -> dict[str, str]:
    """Return how each case stands, by scope.

    One of ``End`` when it has come to one, its stage otherwise.
    """
    with_bailiffs = set(
        Writ.objects.filter(opened_on__isnull=False).values_list("case_id", flat=True)
    )
    cases = segments.every().select_related("account", "contract").order_by("id")
    return {scope_of(case): _end(case, with_bailiffs) for case in cases}


def scope_of(case: Case) -> str:
    """Return the number of the contract or of the account a case was opened for."""
    if case.contract:
        return case.contract.number
    return str(case.account)


def paid_at() -> Counter[str]:
    """Return how many cases were paid off at each stage."""
    return Counter(
        segments.every()
        .filter(close_reason=Recovery.CloseReason.PAID)
        .values_list(
            "stage_kind",
            flat=True,
        )
    )


def _end(case: Case, with_bailiffs: set[int]) -> str:
    if case.closed_on:
        return case.close_reason
    if case.side == Recovery.Side.PLAN:
        return End.ON_PLAN
    if case.stage_kind == StageKind.ENFORCEMENT and case.pk in with_bailiffs:
        return End.ENFORCEMENT
    return f"{case.stage_kind} {case.side}"


def _unmet(fates: Mapping[str, Persona], ends: Mapping[str, str]) -> Iterator[tuple[str, Persona]]:
    return ((scope, fate) for scope, fate in sorted(fates.items()) if ends.get(scope) != fate.end)


def _missing(outside: Outside) -> Iterator[str]:
    """Yield the messages that we count as sent and nobody took."""
    taken = outside.letters().keys() | outside.sids()
    books = " ".join((*outside.letters(), *outside.calls()))
    for message in Message.objects.filter(status__in=SENT).order_by("id"):
        # what a person settled has no provider's id: our reference finds it in the books
        if message.provider_id not in taken and str(message.reference) not in books:
            yield f"{message.channel} {message.reference} to {message.recipient}"


def _doubled(outside: Outside) -> Iterator[str]:
    """Yield the effects that the outside world counted more than once."""
    return (about for about, times in (outside.letters() + outside.calls()).items() if times > 1)


def _transitions_per_case() -> float:
    """Return the mean number of steps of a case, as its journal has them: the same on every
    machine.
    """
    cases = segments.every().count()
    if cases:
        return round(Step.objects.filter(_RECOVERY).count() / cases, 1)
    return 0.0


def cost_in_temporal() -> float:
    """Return the mean number of Temporal's state transitions, of a sample spread over all cases.

    It depends a little on the machine: what happens while a workflow is at work is taken together.
    """
    numbers = list(segments.every().order_by("id").values_list("id", flat=True))
    sample = numbers[:: max(1, len(numbers) // _TRANSITIONS_SAMPLED)]
    counts = asyncio.run(_transitions([words.workflow_id(case_id=number) for number in sample]))
    if counts:
        return round(sum(counts) / len(counts), 1)
    return 0.0


async def _transitions(workflow_ids: list[str]) -> list[int]:
    return await temporal.transitions(await temporal.connect(), workflow_ids)
