"""Why a case waits and until when: the decider's own words, in the reader's language."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from webapp.correspondence import queries as correspondence
from webapp.processes import registry
from webapp.processes.declarations import Wording, Words
from webapp.processes.models import Case, Step
from webapp.processes.queries import labels
from webapp.staff.models import Role
from webapp.tasks.models import Task
from workflows.process import decisions
from workflows.process.course import Course

_PAUSE = "pause"


@dataclass(frozen=True, slots=True)
class Asked:
    """A task that a case waits for: who has it, or may take it, and how late it is."""

    task: Task
    who: str
    days_late: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a case is doing, the last day of the waiting (inclusive), and what would move it.

    ``step`` is what is being done now, or asked for of people; ``asked`` are the open tasks.
    """

    text: str
    until: date | None = None
    needs: tuple[str, ...] = ()
    step: str = ""
    asked: tuple[Asked, ...] = ()


def waiting_for(found: Explanation, *, tasks: Iterable[Task], now: datetime) -> Explanation:
    """Return an explanation with the open tasks that the case waits for."""
    return replace(found, asked=tuple(_asked(found.step, tasks, now)))


def waited(*, tasks: Iterable[Task], steps: Iterable[Step], on: date) -> Explanation:
    """Return what a case waited for at the end of a past day, as far as its journal tells.

    ``tasks`` are those of that day. Nothing else is decided anew for the past: what the decider
    knew then is not kept.
    """
    asked = [task for task in tasks if task.status == Task.Status.OPEN and not task.is_of_people]
    if asked:
        told = (Asked(task, _who_then(task), _days_late(task, on)) for task in asked)
        return Explanation("", asked=tuple(told))
    ends = [step.term_ends_on for step in steps if step.on <= on and step.term_ends_on]
    running = [day for day in ends if day >= on]
    if running:
        return Explanation(gettext("A term was running."), until=max(running))
    return Explanation(gettext("What the case waited for on that day, its journal does not tell."))


def _who_then(task: Task) -> str:
    """Who had taken a task up for some hours of a past day is not kept."""
    if task.assignee:
        return str(task.assignee)
    return str(Role(task.role).label)


def _days_late(task: Task, today: date) -> int:
    if task.due_on is None:
        return 0
    return max(0, (today - task.due_on).days)


def _asked(step: str, tasks: Iterable[Task], now: datetime) -> Iterator[Asked]:
    for task in tasks:
        is_open = task.status == Task.Status.OPEN and not task.is_of_people
        if is_open and step and step in {task.name, task.kind}:
            yield Asked(task, _who(task, now), _days_late(task, now.date()))


def _who(task: Task, now: datetime) -> str:
    """Return who does a task: by name when somebody has it, else the role that may take it."""
    holder = task.holder(now=now)
    if holder and task.assignee is None:
        return str(holder)
    return _who_then(task)


def waiting(*, case: Case, course: Course) -> Explanation:
    """Return why a case is where it is."""
    match course.decision():
        case decisions.Over():
            return Explanation(gettext("The case is closed."))
        case decisions.Wait(why=why, until=date() as on, at=at) if why.startswith("quiet:"):
            return _quiet(case.process, why, on, at)
        case decisions.Wait(why=why, until=until):
            return _waiting(case.process, why, until)
        case decisions.Close():
            return Explanation(gettext("The case is being closed."))
        case decisions.Act(deed=deed) | decisions.Ask(deed=deed):
            step = name_of_step(deed.name, process=case.process)
            text = gettext("The next step is being made: %(step)s.") % {"step": step}
            return Explanation(text, step=deed.name)


def _waiting(process: str, why: str, until: date | None) -> Explanation:
    code, _colon, item = why.partition(":")
    last_day = None
    if until:
        last_day = until - timedelta(days=1)
    if code == "task":
        return _by_people(process, item, last_day)
    words = labels.words_of(process)
    if code == _PAUSE:
        return _by_pauses(words, item.split(","), last_day)
    found = _wording(words, why, code)
    return Explanation(str(found.text), last_day, _told(found.needs))


def _by_pauses(words: Words, kinds: Iterable[str], last_day: date | None) -> Explanation:
    """Return why each of the pauses stands, once, and what would move any."""
    found = [_wording(words, f"{_PAUSE}:{kind}", _PAUSE) for kind in kinds]
    texts = dict.fromkeys(str(one.text) for one in found)
    needs = dict.fromkeys(need for one in found for need in _told(one.needs))
    return Explanation(" ".join(texts), last_day, tuple(needs))


def _by_people(process: str, item: str, last_day: date | None) -> Explanation:
    words = labels.words_of(process)
    task = name_of_step(item, process=process)
    text = gettext("Waiting for a person: %(task)s.") % {"task": task}
    return Explanation(text, last_day, _told(words.always), step=item)


def _wording(words: Words, why: str, code: str) -> Wording:
    for known in (words.waits, WAITS):
        for name in (why, code):
            if name in known:
                return known[name]
    return Wording(_("The case waits."))


def _told(needs: Iterable[Promise]) -> tuple[str, ...]:
    return tuple(map(str, needs))


def _quiet(process: str, why: str, on: date, at: time) -> Explanation:
    words = labels.words_of(process)
    _code, reason, channel = why.split(":")
    moment = {
        "day": formats.date_format(on, "SHORT_DATE_FORMAT"),
        "hour": f"{at:%H:%M}",
        "step": name_of_step(channel, process=process),
    }
    goes_on = gettext("It goes on at %(hour)s on %(day)s: %(step)s.") % moment
    found = _wording(words, f"quiet:{reason}", reason)
    return Explanation(f"{found.text} {goes_on}", needs=_told(words.always))


def name_of_step(name: str, *, process: str) -> str:
    """Return what a step is called on screens; the making of a paper by the paper."""
    code = name.split("-")[0]
    if code in correspondence.KINDS:
        paper = correspondence.name_of(code)
        return f"{paper[0].lower()}{paper[1:]}"
    if kind := registry.kind_of(process=process, code=code):
        return str(kind.waits)
    for table in (labels.words_of(process).steps, _STEPS):
        if code in table:
            return str(table[code])
    return _closing(code, process) or name


def _closing(code: str, process: str) -> str:
    """Return what a closing deed, named after its reason, is called."""
    reason = registry.process_of(code=process).closings.get(code.upper())
    if reason is None:
        return ""
    return gettext("closing: %(reason)s") % {"reason": str(reason).lower()}


_STEPS: dict[str, Promise] = {
    "deliver": _("proof of delivery"),
    "skip": _("stage passed over"),
    "term": _("end of the term"),
    "email": _("e-mail"),
    "sms": _("SMS"),
    "voice": _("voice call"),
    "pause": _("end of the pause"),
}
WAITS: dict[str, Wording] = {
    "term": Wording(_("The term that was given is running."), (_("end of the term"),)),
    "proof": Wording(
        _("The message has been sent; waiting for proof of delivery."),
        (_("proof of delivery"), _("the next channel after the day")),
    ),
    "pause": Wording(_("The case is on hold."), (_("end of the hold"),)),
    "approval": Wording(_("Waiting for approval."), (_("the answers of those who were asked"),)),
    "child": Wording(_("Waiting for the end of another case."), (_("end of the other case"),)),
    "end_of_scheme": Wording(_("Every stage is done."), (_("a decision"),)),
    "quiet:hours": Wording(_("Quiet hours: nobody may be written to or called now.")),
    "quiet:limit": Wording(
        _(
            "The limit of contacts has been reached: "
            "this number has been contacted as often as allowed."
        )
    ),
    "quiet:unknown": Wording(
        _(
            "It is not known whether anybody may be contacted on this day: "
            "the calendar or the rules are out of date."
        )
    ),
}
