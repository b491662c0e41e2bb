"""What the codes of processes are called on screens: the words of all, then those of each."""

from collections.abc import Iterator, Mapping

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from webapp.audit import queries as audit
from webapp.correspondence import queries as correspondence
from webapp.correspondence.models import Message
from webapp.processes import registry
from webapp.processes.declarations import Words
from webapp.processes.models import Pause, Step
from webapp.tasks.models import Task
from workflows.interfaces.process import DeedKind

CHANNELS: dict[str, Promise] = {
    "email": _("E-mail"),
    "sms": _("SMS"),
    "voice": _("Voice call"),
    "post": _("Registered post"),
}
DEEDS: dict[str, Promise] = {
    "make": _("Paper made"),
    "send": _("Message"),
    "ask": _("Task given"),
    "recall": _("Recalled"),
    "end_pause": _("Pause ended"),
    "close": _("Case closed"),
    "deliver": _("Delivery proven"),
    "skip": _("Stage skipped"),
}
# what became of a step, or of what somebody outside told
STEP_OUTCOMES: dict[str, Promise] = {
    "ASKED": _("given"),
    "SKIPPED": _("passed over"),
    "NOTED": _("written down"),
    "KNOWN": _("was known already"),
    "OVERTAKEN": _("was answered already"),
    "KEPT": _("kept until the case comes to it"),
}
# how a task of any process may end
OUTCOMES: dict[str, Promise] = {
    "DONE": _("Done"),
    "IMPOSSIBLE": _("Impossible"),
    "CORRECTED": _("It is corrected"),
    "AS_IT_IS": _("Left as it was, with an explanation"),
}
# the outcome that the name of a step says already
_SAID = {"MADE", "BROKEN", ""}


def named(table: Mapping[str, Promise], code: str) -> str:
    """Return the name of a code; unknown ones stand as they are.

    The part behind a hyphen (``settle_unknown-email``) is what it is about.
    """
    if code in table:
        return str(table[code])
    family, _hyphen, _about = code.partition("-")
    return str(table.get(family, code))


def kind_title(*, process: str, code: str) -> str:
    """Return what a kind of task is called; an unknown code stands as it is."""
    kind = registry.kind_of(process=process, code=code)
    return str(kind.title) if kind else code


def task_title(task: Task) -> str:
    """Return what a task is called: in its own words, else as its kind."""
    return task.title or kind_title(process=task.process, code=task.kind)


def outcome_name(*, process: str, code: str) -> str:
    """Return what an outcome is called by its process, else by every one."""
    for table in (words_of(process).outcomes, OUTCOMES):
        if code in table:
            return str(table[code])
    return code


def words_of(process: str) -> Words:
    """Return what a process calls its codes."""
    pages = registry.pages_of(process=process)
    if pages is None:
        return Words()
    return pages.words


def is_decision(step: Step) -> bool:
    """Say whether a journal row tells what a person decided about the case beside its stages."""
    return step.deed == Step.Deed.DECIDED


def event(step: Step) -> str:
    """Return what a journal row says, in a few words: the deed and what it was about."""
    match step.deed:
        case DeedKind.MAKE:
            return named(correspondence.KINDS, step.name)
        case DeedKind.SEND:
            return f"{DEEDS['send']}: {named(CHANNELS, step.name)}"
        case DeedKind.PASS:
            return _passed(step)
        case Step.Deed.EVENT:
            return named(words_of(step.case.process).events, step.name)
        case Step.Deed.DECIDED:
            process = registry.process_of(code=step.case.process)
            return audit.deed_in_words(process.audited(step.name))
        case _ if step.deed == DeedKind.ASK or step.task_id:
            return kind_title(process=step.case.process, code=step.name)
        case _:
            return _deed(step)


def _passed(step: Step) -> str:
    """A mail server that has taken a message proves nothing yet: it may still send it back."""
    if step.message is not None and step.message.status == Message.Status.ACCEPTED:
        return gettext("Taken by the mail server: counts as delivered unless it comes back")
    return named(DEEDS, step.name)


def _deed(step: Step) -> str:
    if step.deed in DEEDS:
        return str(DEEDS[step.deed])
    return named(words_of(step.case.process).deeds, step.deed)


def outcome(step: Step) -> str:
    """Return how a step ended, in words; nothing when its name says it already."""
    if step.outcome in _SAID or step.deed == DeedKind.END_PAUSE:
        return ""
    if step.task and step.task.status == Task.Status.CORRECTED:
        return gettext("{outcome} (wrong, corrected since)").format(outcome=_outcome(step))
    if step.message is None:
        return _outcome(step)
    status = step.message.status
    if step.name == "deliver" and status == Message.Status.FAILED:
        return gettext("void: it came back")
    if step.deed == DeedKind.SEND:
        return str(step.message.get_status_display())
    return _outcome(step)


def _outcome(step: Step) -> str:
    process = step.case.process
    code = step.outcome
    for table in (words_of(process).outcomes, STEP_OUTCOMES, OUTCOMES, CHANNELS):
        if code in table:
            return str(table[code])
    if kind := registry.process_of(code=process).pause(code=code):
        return str(kind.title)
    closing = registry.word(
        process=process,
        table="closings",
        code=code,
    )
    statuses = dict(Message.Status.choices)
    return str(statuses.get(closing, closing))


def stage_of(step: Step) -> str:
    """Return which stage of its case a step belongs to, and which attempt behind the first."""
    process = step.case.process
    pages = registry.pages_of(process=process)
    if pages is None:
        return ""
    stages = pages.stages(step.case)
    if step.stage >= len(stages):
        return ""
    kind = stages[step.stage].kind
    name = registry.word(process=process, table="stages", code=kind)
    if step.attempt <= 1:
        return name
    return gettext("{stage}, attempt {number}").format(stage=name, number=step.attempt)


def pause_in_words(pause: Pause) -> str:
    """Return what kind of pause it is, what it is about, and why."""
    about = held_in_words(pause)
    return f"{pause.kind_name}{about}: {pause.reason}"


def held_in_words(pause: Pause) -> str:
    """Return what a pause holds when that is not everything, in brackets."""
    match pause.scope:
        case Pause.Scope.EVERYTHING:
            return ""
        case Pause.Scope.SUM:
            about = formats.number_format(
                pause.amount or 0,
                decimal_pos=2,
                force_grouping=True,
            )
            return f" ({about} ₽)"
        case Pause.Scope.STAGES:
            return f" ({', '.join(_stages(pause))})"
        case _:
            parts = ", ".join(map(str, pause.parts))
            return f" ({pause.get_scope_display()}: {parts})"


def _stages(pause: Pause) -> Iterator[str]:
    process = pause.case.process
    for code in pause.parts:
        yield registry.word(process=process, table="stages", code=code)


def ground(step: Step) -> str:
    """Return a step's ground in words; a text stands as it was written."""
    words = words_of(step.case.process)
    if step.ground in words.skips:
        return str(words.skips[step.ground])
    return words.ground(step) or step.ground


def recall(remarks: str) -> str:
    """Return why a task was taken back: a closing, a pause, a code; a text stands as written."""
    for process in registry.processes():
        recalls = words_of(process.code).recalls
        for table in (process.closings, process.sides, recalls, RECALLS):
            if remarks in table:
                return str(table[remarks])
    return remarks


RECALLS: dict[str, Promise] = {
    "stopped": _("The scheme was stopped."),
    "came-back": _("The letter came back: the debtor must be told anew."),
    "settled": _("Delivery is proven: there is nothing to find out any more."),
}
