"""What people do with tasks besides reporting: take them up, give them back or on, talk of them."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from webapp.api.models import Scope
from webapp.api.protocol import asked
from webapp.api.protocol.access import Access
from webapp.api.protocol.problems import Code, Fault, Problem
from webapp.api.protocol.repeats import Deed
from webapp.api.protocol.sent import Nothing, Sent
from webapp.processes.queries import takers, worklist
from webapp.staff import queries as staff
from webapp.staff.models import User
from webapp.tasks.models import Task
from webapp.tasks.operations import handing, leases, talk
from webapp.tasks.operations.handing import UnableToForward
from webapp.tasks.operations.leases import UnableToClaim, UnableToGiveBack
from webapp.tasks.operations.talk import UnableToComment

_DO = ("tasks.view_task", "tasks.complete_task")
_WORK = {"POST": Access(Scope.TASKS_WORK, _DO)}
_GIVE = {"POST": Access(Scope.TASKS_WORK, ("tasks.view_task", "tasks.forward_task"))}
_TALK = {
    "GET": Access(Scope.TASKS_READ, ("tasks.view_task",)),
    "POST": Access(Scope.TASKS_WORK, ("tasks.view_task",)),
}


class StandingSerializer(serializers.Serializer):
    """Whose a task is now. What is taken up is somebody's until a moment."""

    id = serializers.IntegerField()
    status = serializers.ChoiceField(choices=Task.Status.choices)
    role = serializers.CharField()
    assignee = serializers.CharField(source="assignee.username", allow_null=True, default=None)
    held_by = serializers.CharField(source="held_by.username", allow_null=True, default=None)
    held_until = serializers.DateTimeField(allow_null=True)


class CommentSerializer(Sent):
    """What somebody said about a task; ``acted_for`` is the absent colleague in whose place."""

    id = serializers.IntegerField(read_only=True)
    text = serializers.CharField(max_length=talk.WORDS_MAX)
    by = serializers.CharField(source="by.username", read_only=True)
    acted_for = serializers.CharField(
        source="acted_for.username", read_only=True, allow_null=True, default=None
    )
    at = serializers.DateTimeField(read_only=True)


class RecipientSerializer(Sent):
    """To whom a task is given: the login of a colleague."""

    to = serializers.CharField(max_length=150)
    take_over = serializers.BooleanField(
        required=False, default=False, help_text="though a colleague has taken it up"
    )


class _OnTask(Deed):
    """A deed on a task that the owner of the token works with; 404 for all others."""

    refusals: ClassVar[tuple[type[Exception], ...]] = ()
    sends: ClassVar[type[Sent]] = Nothing

    def perform(self, request: Request, **kwargs: Any) -> Response:
        """Do it, and tell whose the task is then."""
        seen = worklist.visible(user=self.caller, now=staff.business_now())
        task = get_object_or_404(seen, pk=kwargs["pk"])
        sent = self.sends(data=request.data)
        sent.is_valid(raise_exception=True)
        try:
            self.act(task, sent.validated_data)
        except self.refusals as error:
            raise Problem(Code.REFUSED, str(error)) from error
        joined = Task.objects.select_related("assignee", "held_by")
        told = StandingSerializer(joined.get(pk=task.pk))
        return Response(told.data, status=201)

    def act(self, task: Task, given: dict[str, Any]) -> None:
        """Do it."""
        raise NotImplementedError


class Claim(_OnTask):
    """Taking a task up: it is the caller's for some hours."""

    access = _WORK
    refusals = (UnableToClaim,)

    @extend_schema(request=None, responses={201: StandingSerializer})
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Take a task up. Of two at once one gets it, the other is told who."""
        return super().post(request, **kwargs)

    def act(self, task: Task, given: dict[str, Any]) -> None:
        """Take it up, when it is the caller's to do."""
        now = staff.business_now()
        if not worklist.may_do(task, user=self.caller, now=now):
            raise Problem(Code.FORBIDDEN, _("You may not complete this task."))
        leases.claim(
            task_id=task.pk,
            by=self.caller,
            now=now,
        )


class GiveBack(_OnTask):
    """Giving back what was taken up, or was given to the caller."""

    access = _WORK
    refusals = (UnableToGiveBack,)

    @extend_schema(request=None, responses={201: StandingSerializer})
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Let others have a task again."""
        return super().post(request, **kwargs)

    def act(self, task: Task, given: dict[str, Any]) -> None:
        """Give it back."""
        leases.give_back(
            task_id=task.pk,
            by=self.caller,
            now=staff.business_now(),
        )


class Forward(_OnTask):
    """Giving a task to a colleague."""

    access = _GIVE
    refusals = (UnableToForward,)
    sends = RecipientSerializer

    @extend_schema(request=RecipientSerializer, responses={201: StandingSerializer})
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Give a task to a colleague who does such tasks and sees what it is about."""
        return super().post(request, **kwargs)

    def act(self, task: Task, given: dict[str, Any]) -> None:
        """Give it to the one who was named."""
        to = User.objects.filter(username=given["to"]).first()
        if to is None or not takers.may_take(task, user=to):
            words = _("There is no such colleague, or this task is not for that one.")
            raise Problem(
                Code.INVALID,
                _("See “errors”."),
                faults=[Fault(words, "to")],
            )
        handing.forward(
            task_id=task.pk,
            to=to,
            by=self.caller,
            now=staff.business_now(),
            takes_over=given["take_over"],
        )


class Comments(Deed):
    """What was said about a task, the oldest first."""

    access = _TALK

    @extend_schema(responses=CommentSerializer(many=True))
    def get(self, request: Request, pk: int) -> Response:
        """Return what was said."""
        asked.refuse_unknown(request, set())
        task = get_object_or_404(self._readable(), pk=pk)
        said = task.comments.select_related("by", "acted_for").order_by("id")
        return Response(CommentSerializer(said, many=True).data)

    @extend_schema(request=CommentSerializer, responses={201: CommentSerializer})
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Say something; what was said stays."""
        return super().post(request, **kwargs)

    def perform(self, request: Request, **kwargs: Any) -> Response:
        """Write it down."""
        task = get_object_or_404(self._readable(), pk=kwargs["pk"])
        sent = CommentSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        text = sent.validated_data["text"]
        now = staff.business_now()
        try:
            said = talk.comment(
                task_id=task.pk,
                text=text,
                by=self.caller,
                now=now,
            )
        except UnableToComment as error:
            raise Problem(Code.INVALID, str(error)) from error
        return Response(CommentSerializer(said).data, status=201)

    def _readable(self) -> QuerySet[Task]:
        return worklist.readable(user=self.caller, now=staff.business_now())
