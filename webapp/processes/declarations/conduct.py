"""How a process is declared: what it is, and what it does that others do not."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise

from webapp.correspondence.models import Document
from webapp.processes.declarations.pauses import PauseKind
from webapp.processes.declarations.tasks import TaskKind
from webapp.tasks.models import Task
from workflows.interfaces import process as words
from workflows.interfaces.process import CaseState, Deed, Facts, Policy
from workflows.process import decider
from workflows.process.decisions import Decision
from workflows.process.rules import Rules


class UnableToMake(Exception):
    """A paper lacks what nobody may guess: a court, a requisite; the message says what."""


def _never(*_known: Any) -> bool:
    return False


def _no_word(*_about: Any) -> str:
    return ""


def _none(*_about: Any) -> None:
    return None


def _wordless(*_about: Any) -> tuple[str, str]:
    raise NotImplementedError("the process declares no words for this")


def _no_debt(_case: Any) -> Decimal:
    return Decimal(0)


def _no_subjects(_case: Any) -> Collection[str]:
    return ()


def _no_details(_case: Any) -> dict[str, str]:
    return {}


def _as_counted(_case: Any, _deed: Deed, ends_on: date) -> date:
    return ends_on


def _own_account(case: Any, _kind: str) -> int | None:
    account_id: int | None = case.account_id
    return account_id


@dataclass(frozen=True, slots=True)
class Conduct:
    """How the cases of a process go.

    ``policy`` reads what a case is decided by: its stages, and what the process adds. ``facts``
    reads what is true of a case now: it is given the case, its state, the day, and the moment, if
    anybody asks whether the customer may be contacted at it. ``rules`` say how stages are walked;
    ``decide`` is pure and given when there is more to mind than the stages. ``related`` and
    ``deferred`` name what of a case is read, or left, together with it.
    """

    rules: Rules[Any, Any]
    policy: Callable[[Any], Policy]
    facts: Callable[[Any, CaseState, date, datetime | None], Facts]
    decide: Callable[[Any, CaseState, Any, date], Decision] | None = None
    related: tuple[str, ...] = ()
    deferred: tuple[str, ...] = ()

    def decision(self, *, policy: Policy, state: CaseState, facts: Facts, today: date) -> Decision:
        """Return the one next thing for a case. Pure."""
        if self.decide is not None:
            return self.decide(policy, state, facts, today)
        return decider.decide(
            rules=self.rules, stages=policy.stages, state=state, facts=facts, today=today
        )


@dataclass(frozen=True, slots=True)
class Draft:
    """What a paper is made of. Its ``context`` is told the number, which is given at the last.

    ``beside`` are papers of the same kind and step for others, by what tells them apart.
    """

    context: Callable[[str], Any]
    account_id: int | None = None
    debt: Decimal = Decimal(0)
    penalty: Decimal = Decimal(0)
    state_duty: Decimal = Decimal(0)
    beside: Mapping[str, "Draft"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Papers:
    """How the papers of a process are made.

    ``drafts``: by name what reads the facts of a paper for a case, a deed and a day; it raises
    ``UnableToMake`` with what is lacking, and people of ``data_role`` are asked for that.
    ``beside``: the same for papers that belong to no stage, from a case, a day and what a person
    has told. ``basis``: what papers follow, as text, and ``changed`` why one is taken back when it
    is another by now. ``ground``: by which rule a paper is made. ``fault``: why one that has been
    made must not go out any more.
    """

    drafts: Mapping[str, Callable[[Any, Deed, date], Draft]] = field(default_factory=dict)
    beside: Mapping[str, Callable[[Any, date, Mapping[str, str]], Draft]] = field(
        default_factory=dict
    )
    basis: Callable[[Any], str] = _no_word
    changed: str = "basis-changed"
    ground: Callable[[Any], str] = _no_word
    fault: Callable[[Any, Document, date], str] = _no_word
    data_role: str = "HEAD_OF_LEGAL"


@dataclass(frozen=True, slots=True)
class Messages:
    """How the papers of a process are sent, and what is told without one.

    ``wording``: title and text of what a channel carries for a paper of a case; ``telling``: of
    what is told without a paper, for a case and a channel. ``may_have_gone``:
    whether a deed may have been done already in a time that was lost; then a person decides.
    Unless a process knows better, that goes for every case that was open then.
    ``only_contractual``: whether a case sends now only to contacts that its contract names.
    ``why_not``: why a planned message is not asked for by what is decided instead, as a code;
    nothing when any process would say the same; it raises ``messages.NotNow`` to let it wait.
    """

    wording: Callable[[Any, Document, str], tuple[str, str]] = _wordless
    telling: Callable[[Any, str], tuple[str, str]] = _wordless
    may_have_gone: Callable[[Any, Deed], bool] | None = None
    only_contractual: Callable[[Any], bool] = _never
    why_not: Callable[[Decision], str] = _no_word


@dataclass(frozen=True, slots=True)
class Hooks:
    """What only this process does beside what every process does.

    ``own``: its own kinds of deeds. ``account``: the account that a kind of task is about;
    ``told``: what whoever is asked must know besides.
    ``asked``, ``reported`` and ``closed`` follow in the same transaction when a task has been
    given, reported on, the case closed; ``late`` when a crew has reported on an order that had been
    recalled. ``term_end`` may move the end of a term that a delivery
    starts. ``debt`` is what the journal notes of the case's money. ``twice``: what a person is told
    whose report breaks a constraint of the process, by its name: the same thing is there already.
    ``memo`` is what Temporal's own pages show: numbers and codes, never a person.
    ``listens`` are the subjects, besides the case itself, whose facts wake a case that goes on
    after its end.
    ``open_for`` opens a case that a case of another process has asked for in a step and waits for.
    """

    own: Mapping[str, Callable[[Any, Deed, date], None]] = field(default_factory=dict)
    account: Callable[[Any, str], int | None] = _own_account
    told: Callable[[Any, str], str] = _no_word
    asked: Callable[[Any, date], None] = _none
    reported: Callable[[Any, Task, date], None] = _none
    closed: Callable[[Any, Deed, date], None] = _none
    late: Callable[[Any, date], None] = _none
    term_end: Callable[[Any, Deed, date], date] = _as_counted
    debt: Callable[[Any], Decimal] = _no_debt
    twice: Mapping[str, Promise] = field(default_factory=dict)
    memo: Callable[[Any], dict[str, str]] = _no_details
    listens: Callable[[Any], Collection[str]] = _no_subjects
    open_for: Callable[[Any, Any, date], Any] | None = None


@dataclass(frozen=True, slots=True)
class Limited:
    """What only this process lets people do within limits: its name, and how a wish is fulfilled.

    ``do`` is told the case, the wish, who gives leave, and the day; it may raise what is
    ``unable``.
    """

    title: Promise
    do: Callable[[Any, Any, Any, date], Any]
    unable: tuple[type[Exception], ...] = ()


@dataclass(frozen=True, slots=True)
class Process:
    """A process: its code is the type of its workflows, its series begins the numbers of cases.

    ``stages``, ``sides`` (what may stand beside the stages) and ``closings`` are what its codes are
    called on screens. ``asked_closings`` are the reasons for which a person may end a case,
    ``pauses`` those for which it may rest: the sides are called by their codes. How far a role
    decides alone about pauses, and about what is ``limited`` besides, the administrator sets.
    ``begins``: what opens a case when a fact is announced, by the fact: it is told the subject and
    the day, perhaps more than once. ``subject`` begins the subjects of what is announced about a
    case, ``journal`` the names of deeds in the register; both are the code unless they are older
    than it.
    """

    code: str
    title: Promise
    series: str
    conduct: Conduct
    tasks: tuple[TaskKind, ...]
    stages: Mapping[str, Promise]
    sides: Mapping[str, Promise]
    closings: Mapping[str, Promise]
    papers: Papers = field(default_factory=Papers)
    messages: Messages | None = None
    hooks: Hooks = field(default_factory=Hooks)
    asked_closings: Collection[str] = ()
    begins: Mapping[str, Callable[[str, date], None]] = field(default_factory=dict)
    pauses: tuple[PauseKind, ...] = ()
    limited: Mapping[str, Limited] = field(default_factory=dict)
    subject: str = ""
    journal: str = ""

    def subject_of(self, *, case_id: int) -> str:
        """Return the subject under which facts about a case are announced."""
        return f"{self.subject or self.code}:{case_id}"

    def workflow_id(self, *, case_id: int) -> str:
        """Return the id of the one workflow of a case."""
        return words.workflow_id(process=self.code, case_id=case_id)

    def pause(self, *, code: str) -> PauseKind | None:
        """Return a kind of pause."""
        return next((kind for kind in self.pauses if kind.code == code), None)

    def audited(self, verb: str) -> str:
        """Return what the register calls a deed on a case."""
        return f"{self.journal or self.code}.{verb}"
