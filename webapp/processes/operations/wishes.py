"""Leave for what is beyond a limit: asked of the head, then done in his name, or refused."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from webapp.processes import registry
from webapp.processes.declarations import Limited
from webapp.processes.models import Case, Wish
from webapp.processes.operations import asking, pause_ends, pausing
from webapp.processes.operations.limits import Asked, BeyondLimit
from webapp.processes.queries import known
from webapp.staff.models import Role, User
from webapp.tasks.models import Task
from webapp.tasks.operations import UnableToComplete, giving
from webapp.tasks.operations.giving import About, Wanted
from workflows.interfaces.clock import MOSCOW
from workflows.interfaces.process import Deed, DeedKind
from workflows.process import plan

_DAYS_TO_ANSWER = 2


class UnableToAsk(Exception):
    """Leave is asked for already, or nobody of the process gives it."""


@transaction.atomic
def ask(*, case_id: int, asked: Asked, by: User, today: date) -> Task:
    """Ask the head for leave to do what is beyond a person's limit.

    :raises UnableToAsk: when the same is asked for already
    """
    case = Case.objects.select_for_update().get(pk=case_id)
    _refuse(case, asked)
    before = known.here(Task.objects, case=case).filter(name=plan.LEAVE)
    deed = Deed(
        DeedKind.ASK,
        plan.LEAVE,
        case.stage,
        case.attempt,
        revision=before.count() + 1,
        role=Role.HEAD_OF_LEGAL,
        due_days=_DAYS_TO_ANSWER,
    )
    told = _("%(name)s asks: %(what)s") % {"name": by, "what": asked.text}
    asking.ask(case=case, deed=deed, today=today, remarks=told)
    task = Task.objects.get(case=case, step=deed.step)
    Wish.objects.create(
        case=case,
        task=task,
        deed=asked.deed,
        given=dict(asked.given),
        asked_by=by,
    )
    return task


def _refuse(case: Case, asked: Asked) -> None:
    if registry.kind_of(process=case.process, code=plan.LEAVE) is None:
        raise UnableToAsk(_("Nobody gives leave for more in this process."))
    waiting = Wish.objects.filter(
        case=case,
        deed=asked.deed,
        task__status=Task.Status.OPEN,
    )
    if waiting.exists():
        raise UnableToAsk(_("The head of legal has been asked for this already."))


def decided(case: Case, task: Task, today: date) -> None:
    """Do what was asked for in the name of who gives leave, or tell whoever asked that he does not.

    :raises UnableToComplete: when it cannot be done any more
    """
    wish = Wish.objects.select_related("asked_by").get(task=task)
    if task.outcome == "REFUSED":
        _tell(case, task, wish, today)
        return
    own = registry.process_of(code=case.process).limited.get(wish.deed, _PAUSE)
    unable: tuple[type[Exception], ...] = (BeyondLimit, *own.unable)
    assert task.completed_by
    try:
        own.do(case, wish, task.completed_by, today)
    except unable as error:
        raise UnableToComplete(str(error)) from error


def _tell(case: Case, task: Task, wish: Wish, today: date) -> None:
    """Whoever asked reads the answer as a task: the customer is to be told it."""
    assert task.completed_by
    wanted = Wanted(
        title=_("Leave is refused: tell the customer"),
        text=f"{task.remarks}\n\n{_asked_text(task)}",
        assignee=wish.asked_by,
        due_on=today,
        about=About(case_id=case.pk),
    )
    giving.create(
        wanted=wanted,
        by=task.completed_by,
        now=datetime.combine(today, time(12), MOSCOW),
    )


def _pause(case: Case, wish: Wish, by: User, today: date) -> None:
    do = pausing.pause_as_wished
    if "pause" in wish.given:
        do = pause_ends.change_as_wished
    do(case, wish, by, today)


_PAUSE = Limited(
    gettext_lazy("Pause"),
    _pause,
    unable=(pausing.UnableToPause,),
)


def _asked_text(task: Task) -> str:
    asked = task.journal.filter(is_answer=False).values_list("ground", flat=True)
    return asked.first() or ""
