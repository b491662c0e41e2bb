"""The days of debt recovery that come: hearings, parts of plans, and the ends of limitation."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q, QuerySet

from webapp.oversight.declarations import Deadline, Looked
from webapp.oversight.queries import agenda
from webapp.processes.models import Case
from webapp.recovery.models import CaseCharge, CourtEvent, Installment, InstallmentPlan
from webapp.recovery.queries import ages, limitation
from webapp.staff.amounts import money
from workflows.interfaces.debt_recovery import WORKFLOW_TYPE


def hearings(looked: Looked) -> Iterator[Deadline]:
    """Yield the hearings of open cases, held or appointed."""
    seen = agenda.cases(looked, process=WORKFLOW_TYPE).order_by()
    told = CourtEvent.objects.filter(
        case__in=seen.values("id"),
        kind=CourtEvent.Kind.HEARING,
        happened_on__range=(looked.first_on, looked.last_on),
    )
    joined = told.select_related("case__party", "case__executor")
    for event in joined.order_by("happened_on")[: looked.most]:
        yield agenda.of_case(
            event.case,
            on=event.happened_on,
            title=event.number or event.case.stage_name,
            note=event.note,
        )


def limitations(looked: Looked) -> Iterator[Deadline]:
    """Yield the last days to sue for the earliest months of open cases."""
    seen = agenda.cases(looked, process=WORKFLOW_TYPE)
    ends = limitation.of_cases(
        cases=_may_end(seen, looked),
        today=looked.now.date(),
    )
    due = {}
    for case_id, found in ends.items():
        if found.ends_on and looked.first_on <= found.ends_on <= looked.last_on:
            due[case_id] = found.ends_on
    first = sorted(due, key=due.__getitem__)[: looked.most]
    cases = seen.select_related("party", "executor").in_bulk(first)
    for case_id, case in cases.items():
        yield agenda.of_case(
            case,
            on=due[case_id],
            title=case.stage_name,
        )


def _may_end(seen: QuerySet[Case], looked: Looked) -> QuerySet[Case]:
    """Return the cases whose limitation can end in the days looked at.

    It is counted from the due day, unless a court was asked: then it has stood still meanwhile.
    """
    term = ages.limitation(on=looked.first_on)
    due = (looked.first_on - term, looked.last_on - term)
    was_due = CaseCharge.objects.filter(
        case=OuterRef("pk"),
        charge__due_date__range=due,
    )
    return seen.order_by().filter(Q(recovery__is_filed=True) | Q(Exists(was_due)))


def installments(looked: Looked) -> Iterator[Deadline]:
    """Yield the days by which parts of plans that are kept are to be paid."""
    seen = agenda.cases(looked, process=WORKFLOW_TYPE).order_by()
    parts = Installment.objects.filter(
        plan__case__in=seen.values("id"),
        plan__status=InstallmentPlan.Status.ACTIVE,
        due_on__range=(looked.first_on, looked.last_on),
    )
    joined = parts.select_related("plan__case__party", "plan__case__executor")
    for part in joined.order_by("due_on")[: looked.most]:
        yield agenda.of_case(
            part.plan.case,
            on=part.due_on,
            title=f"{money(part.amount)} ₽",
        )
