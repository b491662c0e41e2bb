"""Cases of debt recovery, and what was done in each."""

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from webapp.api.models import Scope
from webapp.api.protocol import asked
from webapp.api.protocol.access import Access
from webapp.api.protocol.resource import Resource, RowList
from webapp.api.resources.accounts import CustomerSerializer
from webapp.parties.models import Party
from webapp.processes.models import Case
from webapp.processes.queries import casefile, labels
from webapp.recovery.models import Recovery
from webapp.recovery.queries.casefile import Owed, debts
from webapp.staff.models import User
from workflows.interfaces.debt_recovery import WORKFLOW_TYPE

_READ = {"GET": Access(Scope.CASES_READ, ("recovery.view_recoverycase",))}


class CaseSerializer(serializers.Serializer):
    """A case: one debt followed from the notice to the bailiffs."""

    id = serializers.IntegerField()
    number = serializers.CharField()
    debtor = CustomerSerializer(source="party")
    account = serializers.CharField(source="account.number", allow_null=True, default=None)
    contract = serializers.CharField(source="contract.number", allow_null=True, default=None)
    opened_on = serializers.DateField()
    stage = serializers.CharField(source="stage_kind")
    stage_name = serializers.SerializerMethodField()
    stage_started_on = serializers.DateField()
    state = serializers.ChoiceField(source="side", choices=Recovery.Side.choices)
    debt = serializers.DecimalField(max_digits=14, decimal_places=2, source="owed.debt")
    awarded = serializers.DecimalField(max_digits=14, decimal_places=2, source="owed.awarded")
    executor = serializers.CharField(source="executor.username", allow_null=True, default=None)
    closed_on = serializers.DateField(allow_null=True)
    close_reason = serializers.CharField(allow_blank=True)

    def get_stage_name(self, case: Any) -> str:
        """Return what the stage is called."""
        return str(case.stage_name)


class CaseFilters(django_filters.FilterSet):
    """What the list may be asked for."""

    number = django_filters.CharFilter()
    account = django_filters.CharFilter("account__number")
    stage = django_filters.CharFilter("stage_kind")
    state = django_filters.ChoiceFilter("side", choices=Recovery.Side.choices)
    debtor_kind = django_filters.ChoiceFilter("party__kind", choices=Party.Kind.choices)


class Cases(RowList):
    """The cases that the owner of the token sees, closed ones too, the newest first."""

    access = _READ
    queryset = Case.objects.none()
    serializer_class = CaseSerializer
    filterset_class = CaseFilters

    def get_queryset(self) -> QuerySet[Case]:
        """Return them with what the answer names."""
        criteria = casefile.CaseCriteria(state="")
        found = casefile.find(
            criteria=criteria,
            user=self.caller,
            process=WORKFLOW_TYPE,
        )
        return found.select_related("party", "account", "contract", "executor")

    def paginate_queryset(self, queryset: QuerySet[Case]) -> list[Case]:
        """Add to the cases of a page what is owed of each, read together."""
        page: list[Case] = super().paginate_queryset(queryset)
        return _with_debts(page)


class OneCase(Resource):
    """One case."""

    access = _READ

    @extend_schema(responses=CaseSerializer)
    def get(self, request: Request, pk: int) -> Response:
        """Return a case with what is owed of it."""
        asked.refuse_unknown(request, set())
        case = _case(self.caller, pk)
        told = CaseSerializer(_with_debts([case])[0])
        return Response(told.data)


class StepSerializer(serializers.Serializer):
    """One row of the journal of a case."""

    id = serializers.IntegerField()
    on = serializers.DateField()
    stage = serializers.SerializerMethodField()
    event = serializers.SerializerMethodField()
    outcome = serializers.CharField(allow_blank=True)
    outcome_name = serializers.SerializerMethodField()
    ground = serializers.SerializerMethodField()
    term_ends_on = serializers.DateField(allow_null=True)
    debt = serializers.DecimalField(max_digits=14, decimal_places=2)
    by = serializers.CharField(source="by.username", allow_null=True, default=None)
    document = serializers.IntegerField(source="document_id", allow_null=True)
    task = serializers.IntegerField(source="task_id", allow_null=True)

    def get_stage(self, step: Any) -> str:
        """Return the stage that it belongs to."""
        return labels.stage_of(step)

    def get_event(self, step: Any) -> str:
        """Return what was done."""
        return labels.event(step)

    def get_outcome_name(self, step: Any) -> str:
        """Return how it ended, in words."""
        return labels.outcome(step)

    def get_ground(self, step: Any) -> str:
        """Return why."""
        return labels.ground(step)


class Timeline(Resource):
    """What was done in a case, the oldest first."""

    access = _READ

    @extend_schema(responses=StepSerializer(many=True))
    def get(self, request: Request, pk: int) -> Response:
        """Return the journal of a case."""
        asked.refuse_unknown(request, set())
        case = _case(self.caller, pk)
        steps = casefile.steps(case=case)
        for step in steps:
            step.case = case
        told = StepSerializer(steps, many=True)
        return Response(told.data)


def _case(user: User, pk: int) -> Case:
    try:
        return casefile.case_for(user=user, case_id=pk, process=WORKFLOW_TYPE)
    except Case.DoesNotExist:
        raise Http404 from None


def _with_debts(cases: Sequence[Case]) -> list[Any]:
    found: list[Any] = list(cases)
    owed = debts(cases=found)
    nothing = Owed()
    for case in found:
        case.owed = owed.get(case.pk, nothing)
    return found
