"""Tasks of people: the list, one with what its report asks for, and the report."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from webapp.api.models import Scope
from webapp.api.protocol import asked
from webapp.api.protocol.access import Access
from webapp.api.protocol.parsing import PlainJSONParser
from webapp.api.protocol.problems import Code, Fault, Problem
from webapp.api.protocol.repeats import Deed
from webapp.api.protocol.resource import Resource, RowList
from webapp.api.protocol.sent import Sent, unknown_fields
from webapp.processes.forms import reporting
from webapp.processes.forms.asking import AskForm
from webapp.processes.forms.reports import ReportForm
from webapp.processes.operations import visits
from webapp.processes.queries import labels, worklist
from webapp.staff import queries as staff
from webapp.staff.models import Role, User
from webapp.tasks.models import Task
from webapp.tasks.operations import TooManyPhotos, UnableToComplete, giving

_READ = {"GET": Access(Scope.TASKS_READ, ("tasks.view_task",))}
_CREATE = {"POST": Access(Scope.TASKS_CREATE, ("tasks.view_task", "tasks.create_task"))}
# the right to report is that of the kind of task, asked of each
_COMPLETE = {"POST": Access(Scope.TASKS_COMPLETE, ("tasks.view_task",))}
_FILES = "photos"
_TAKE_OVER = "take_over"
_NAMED = ("assignee", "account__premises", "held_by", "created_by")


class TaskSerializer(serializers.Serializer):
    """What a person must do by a date."""

    id = serializers.IntegerField()
    kind = serializers.CharField()
    title = serializers.SerializerMethodField()
    about = serializers.CharField(source="subject")
    account = serializers.CharField(source="account.number", allow_null=True, default=None)
    address = serializers.CharField(
        source="account.premises.address", allow_null=True, default=None
    )
    role = serializers.CharField()
    assignee = serializers.CharField(source="assignee.username", allow_null=True, default=None)
    created_on = serializers.DateField()
    due_on = serializers.DateField(allow_null=True)
    priority = serializers.ChoiceField(choices=Task.Priority.choices)
    follow_up_on = serializers.DateField(allow_null=True)
    text = serializers.CharField(allow_blank=True)
    done_when = serializers.CharField(allow_blank=True)
    created_by = serializers.CharField(source="created_by.username", allow_null=True, default=None)
    held_by = serializers.CharField(source="held_by.username", allow_null=True, default=None)
    held_until = serializers.DateTimeField(allow_null=True)
    status = serializers.ChoiceField(choices=Task.Status.choices)
    outcome = serializers.CharField(allow_blank=True)
    completed_on = serializers.DateField(allow_null=True)

    def get_title(self, task: Any) -> str:
        """Return what is to be done: in its own words, else as its kind is called."""
        return labels.task_title(task)


class FieldSerializer(serializers.Serializer):
    """A field of a report. ``choices`` are the codes that it takes, when they are few."""

    name = serializers.CharField()
    label = serializers.CharField()
    is_required = serializers.BooleanField()
    choices = serializers.ListField(child=serializers.CharField())


class TaskWithReportSerializer(TaskSerializer):
    """A task with what its report asks for."""

    fields_of_report = FieldSerializer(many=True)


class TaskFilters(django_filters.FilterSet):
    """What the list may be asked for."""

    status = django_filters.ChoiceFilter(choices=Task.Status.choices)
    kind = django_filters.CharFilter()
    role = django_filters.CharFilter()
    account = django_filters.CharFilter("account__number")
    assignee = django_filters.CharFilter("assignee__username")


class AskSerializer(Sent):
    """What is to be done, by a department or a colleague, about an account, a case or a party."""

    title = serializers.CharField(max_length=200)
    text = serializers.CharField(required=False, allow_blank=True)
    done_when = serializers.CharField(required=False, allow_blank=True)
    role = serializers.ChoiceField(choices=Role.choices, required=False)
    assignee = serializers.CharField(required=False, help_text="a login")
    due_on = serializers.DateField(required=False)
    counts_working_days = serializers.BooleanField(required=False)
    priority = serializers.ChoiceField(choices=Task.Priority.choices, required=False)
    account = serializers.CharField(required=False, help_text="its number")
    case = serializers.CharField(required=False, help_text="its number")
    party = serializers.IntegerField(required=False, help_text="its id")


class Tasks(Deed, RowList):
    """The tasks that the owner of the token may read, done ones too, the newest first."""

    access = _READ | _CREATE
    queryset = Task.objects.none()
    serializer_class = TaskSerializer
    filterset_class = TaskFilters

    def get_queryset(self) -> QuerySet[Task]:
        """Return them with what the answer names."""
        return _readable(self.caller)

    @extend_schema(request=AskSerializer, responses={201: TaskSerializer})
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Ask a colleague or a department for something."""
        return super().post(request, **kwargs)

    def perform(self, request: Request, **kwargs: Any) -> Response:
        """Ask as the screen does."""
        now = staff.business_now()
        form = AskForm(_texts(request), user=self.caller, today=now.date())
        _refuse_wrong(form, request, known=set(form.fields))
        try:
            task = giving.create(
                wanted=form.wanted(),
                by=self.caller,
                now=now,
            )
        except giving.UnableToCreate as error:
            faults = [Fault(str(error), error.field)]
            raise Problem(Code.INVALID, _("See “errors”."), faults=faults) from error
        return Response(TaskSerializer(_with_names(task)).data, status=201)


class OneTask(Resource):
    """One task."""

    access = _READ

    @extend_schema(responses=TaskWithReportSerializer)
    def get(self, request: Request, pk: int) -> Response:
        """Return a task and the fields of its report."""
        asked.refuse_unknown(request, set())
        task: Any = get_object_or_404(_readable(self.caller), pk=pk)
        task.fields_of_report = _fields(reporting.form_of(task, today=staff.today()))
        told = TaskWithReportSerializer(task)
        return Response(told.data)


class ReportSerializer(serializers.Serializer):
    """How a task ended. The other fields are those that the task itself names."""

    outcome = serializers.CharField()
    date = serializers.DateField()
    remarks = serializers.CharField(required=False, allow_blank=True)
    take_over = serializers.BooleanField(
        required=False, help_text="finish it though a colleague has taken it up"
    )


class TakeOverSerializer(serializers.Serializer):
    """Whether a task is finished or given on though a colleague has taken it up."""

    take_over = serializers.BooleanField(required=False, default=False)


class CompletionSerializer(serializers.Serializer):
    """A task that was reported on. One that was recalled before is decided anew."""

    id = serializers.IntegerField()
    status = serializers.ChoiceField(choices=Task.Status.choices)
    outcome = serializers.CharField()
    was_recalled = serializers.BooleanField()


class Completion(Deed):
    """The report on a task, checked as on the screen."""

    access = _COMPLETE
    parser_classes = (PlainJSONParser, MultiPartParser)

    @extend_schema(request=ReportSerializer, responses={201: CompletionSerializer})
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Report how a task ended; photos of a visit come as ``multipart/form-data``."""
        return super().post(request, **kwargs)

    def perform(self, request: Request, **kwargs: Any) -> Response:
        """Take the report as the screen does."""
        task = get_object_or_404(_readable(self.caller), pk=kwargs["pk"])
        if not reporting.is_of_person(task, user=self.caller, now=staff.business_now()):
            raise Problem(Code.FORBIDDEN, _("You may not complete this task."))
        if not visits.may_report(task):
            raise Problem(Code.REFUSED, _("The task is closed already."))
        form = _sent(task, request)
        try:
            was_recalled = reporting.take(
                task,
                form,
                by=self.caller,
                now=staff.business_now(),
                takes_over=_takes_over(request),
            )
        except (UnableToComplete, TooManyPhotos) as error:
            raise Problem(Code.REFUSED, str(error)) from error
        task.refresh_from_db()
        facts = {
            "id": task.pk,
            "status": task.status,
            "outcome": task.outcome,
            "was_recalled": was_recalled,
        }
        return Response(CompletionSerializer(facts).data, status=201)


def _readable(user: User) -> QuerySet[Task]:
    readable = worklist.readable(user=user, now=staff.business_now())
    return readable.select_related(*_NAMED)


def _with_names(task: Task) -> Task:
    return Task.objects.select_related(*_NAMED).get(pk=task.pk)


def _fields(form: ReportForm | None) -> list[dict[str, Any]]:
    """Describe what a report asks for."""
    if form is None:
        return []
    return [_field(name, field) for name, field in form.fields.items()]


def _field(name: str, field: forms.Field) -> dict[str, Any]:
    choices = [str(code) for code, _label in getattr(field, "choices", ())]
    return {
        "name": name,
        "label": str(field.label),
        "is_required": field.required,
        "choices": [code for code in choices if code],
    }


def _sent(task: Task, request: Request) -> ReportForm:
    """Return the report that was sent, checked.

    :raises Problem: when a field is unknown or wrong
    """
    form = reporting.form_of(task, _texts(request), request.FILES, today=staff.today())
    if form is None:
        raise Problem(Code.REFUSED, _("Tasks of this kind take no report."))
    _refuse_wrong(form, request, known=set(form.fields) | {_FILES, _TAKE_OVER})
    return form


def _takes_over(request: Request) -> bool:
    said = {"take_over": request.data.get(_TAKE_OVER, False)}
    sent = TakeOverSerializer(data=said)
    sent.is_valid(raise_exception=True)
    takes_over: bool = sent.validated_data["take_over"]
    return takes_over


def _refuse_wrong(form: forms.Form, request: Request, *, known: set[str]) -> None:
    """Refuse what nobody asked for and what is wrong, field by field."""
    faults = unknown_fields(request.data, sorted(known))
    for name, errors in form.errors.items():
        field = name.replace("__all__", "")
        faults += [Fault(str(error), field) for error in errors]
    if faults:
        raise Problem(Code.INVALID, _("See “errors”."), faults=faults)


def _texts(request: Request) -> dict[str, str]:
    """Return what was sent as a form sends it: texts, and nothing for null."""
    if not hasattr(request.data, "keys"):
        raise Problem(Code.INVALID, _("Send an object with the fields of the report."))
    found = {}
    for name in request.data:
        value = request.data.get(name)
        if value is not None:
            found[name] = str(value)
    return found
