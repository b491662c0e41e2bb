"""The list of the cases of a process, as the process declares what it adds to every list."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from webapp.lists.declarations import (
    Act,
    Asked,
    Column,
    Deed,
    Empty,
    Listing,
    Parts,
    Refused,
)
from webapp.lists.queries.rows import Rows
from webapp.processes import registry
from webapp.processes.declarations import Action, Pages
from webapp.processes.forms import pausing as pausing_forms
from webapp.processes.forms.criteria import CasesForm
from webapp.processes.forms.notes import ManyNotesForm
from webapp.processes.models import Case
from webapp.processes.operations import notes, pausing
from webapp.processes.operations.limits import BeyondLimit
from webapp.processes.queries import casefile, labels
from webapp.processes.queries.casefile import CaseCriteria, Row
from webapp.staff import queries as staff
from webapp.staff.models import Role, User

_UNABLE = (pausing.UnableToPause, pausing.UnableToEnd, BeyondLimit)


def listing(pages: Pages) -> Listing:
    """Return the list of the cases of a process."""
    return Listing(
        code=f"{pages.address}_cases",
        at=f"{pages.address}/cases/",
        title=pages.cases.title,
        permission=(pages.permission,),
        columns=_columns(pages),
        order="-opened",
        form=partial(_form, pages),
        line=("search", "state", "stage", "executor", "waits_for"),
        find=partial(_found, pages),
        key=lambda row: int(row.case.pk),
        name=lambda row: f"{row.case.number} {row.case.party}",
        address=lambda row: reverse(f"admin:{pages.address}_case", args=[row.case.pk]),
        parts=Parts(count="processes/_cases_count.html"),
        empty=Empty("gavel", gettext_lazy("No such cases"), pages.cases.hint),
        deeds=tuple(_deeds(pages)),
        context=lambda _asked: {"marks": pages.cases.marks},
    )


def _form(pages: Pages, data: Any = None, *, user: User) -> CasesForm:
    process = registry.process_of(code=pages.process)
    form = CasesForm(
        data,
        process=process,
        pages=pages,
    )
    form.offer_districts(user)
    return form


def _found(pages: Pages, asked: Asked, keys: Sequence[int] | None) -> Rows:
    if keys is None:
        criteria = asked.form.criteria()
    else:
        criteria = CaseCriteria(state="")
    found = casefile.find(
        criteria=criteria,
        user=asked.user,
        process=pages.process,
    )
    if keys is None:
        found = pages.cases.narrow(found, asked.form.said())
    else:
        found = found.filter(pk__in=keys)
    joined = found.select_related(*casefile.IN_LIST, *pages.cases.joined)
    return Rows(
        casefile.with_next_term(joined),
        read=partial(_read, pages),
        unknown=frozenset({"next_term"}),
    )


def _read(pages: Pages, cases: list[Case]) -> list[Row]:
    own = pages.cases.read(cases)
    tasks = casefile.next_tasks(cases)
    return [
        Row(
            case,
            tasks.get(case.pk),
            own.get(case.pk),
        )
        for case in cases
    ]


def _of_account(row: Row) -> str:
    if row.case.account:
        return row.case.account.number
    if row.case.contract:
        return _("contract {number}").format(number=row.case.contract.number)
    return ""


def _address(row: Row) -> str:
    if row.case.account is None:
        return ""
    return row.case.account.premises.address


def _state(row: Row) -> str:
    if row.case.closed_on:
        return row.case.closing_name
    return row.case.side_name


def _waits_for(row: Row) -> str:
    if row.task is None:
        return ""
    who = row.task.assignee or Role(row.task.role).label
    return f"{labels.task_title(row.task)}: {who}"


def _due(row: Row) -> Any:
    return row.task and row.task.due_on


def _executor(row: Row) -> str:
    if row.case.executor is None:
        return ""
    return str(row.case.executor)


def _columns(pages: Pages) -> tuple[Column, ...]:
    return (
        Column.field(
            "number",
            of="case",
            title=gettext_lazy("Case"),
            template="processes/_case_number.html",
            width=19,
            is_whole=True,
        ),
        Column.field(
            "party__name",
            of="case",
            key="party",
            title=pages.cases.party,
            width=22,
            is_strong=True,
        ),
        Column(
            key="account",
            title=gettext_lazy("Account or contract"),
            read=_of_account,
            width=11,
            is_whole=True,
            order=("account__number", "contract__number"),
        ),
        Column(
            key="address",
            title=gettext_lazy("Address"),
            read=_address,
            width=17,
            order=("account__premises__address",),
        ),
        *pages.cases.columns,
        *_where_it_stands(),
        *_whose(),
    )


def _where_it_stands() -> tuple[Column, ...]:
    return (
        Column(
            key="stage",
            title=gettext_lazy("Stage"),
            read=lambda row: row.case.stage_name,
            template="processes/_case_stage.html",
            width=20,
            order=("stage", "stage_kind"),
        ),
        Column(
            key="state",
            title=gettext_lazy("State"),
            read=_state,
            order=("side", "close_reason"),
            is_shown=False,
        ),
        Column.field(
            "stage_started_on",
            of="case",
            key="since",
            title=gettext_lazy("Stage since"),
            width=11,
            is_shown=False,
        ),
        Column.field(
            "opened_on",
            of="case",
            key="opened",
            title=gettext_lazy("Opened on"),
            width=11,
            is_shown=False,
        ),
    )


def _whose() -> tuple[Column, ...]:
    return (
        Column(
            key="waits",
            title=gettext_lazy("What it waits for"),
            read=_waits_for,
            template="processes/_case_waits.html",
            width=26,
        ),
        Column(
            key="due",
            title=gettext_lazy("Due"),
            read=_due,
            template="processes/_case_due.html",
            width=10,
            is_whole=True,
            order=("next_term",),
        ),
        Column(
            key="executor",
            title=gettext_lazy("Executor"),
            read=_executor,
            width=14,
            order=("executor__last_name", "executor__first_name"),
        ),
    )


def _deeds(pages: Pages) -> list[Deed]:
    actions = pausing_forms.actions(pages)
    found = []
    for code, form in pages.cases.many.items():
        action = actions[code]
        deed = Deed(
            code=code,
            title=action.title,
            icon=action.icon,
            permission=action.permission,
            effects=action.text,
            act=_act(action, pages),
            foresee=_foresee(action, pages) if code in pages.cases.foreseen else None,
            form=form,
        )
        found.append(deed)
    return [*found, _NOTE]


def _write(asked: Act) -> str:
    form: Any = asked.form
    try:
        notes.write(
            about=asked.row.case,
            said=form.said_of(asked.row.case),
            by=asked.by,
            now=staff.business_now(),
        )
    except notes.UnableToWrite as error:
        raise Refused(str(error)) from error
    return ""


_NOTE = Deed(
    code="note",
    title=gettext_lazy("Write a note"),
    icon="edit_note",
    permission="processes.add_note",
    effects=gettext_lazy("The same words are written down in each of them, and stay there."),
    act=_write,
    form=ManyNotesForm,
)


def _act(action: Action, pages: Pages) -> Callable[[Act], str]:
    """Return how an action is done to one of many cases: as from its page, or refused as there."""
    unable: tuple[type[Exception], ...] = (*pages.unable, *_UNABLE)

    def act(asked: Act) -> str:
        try:
            _filled(action, asked).run(
                case_id=asked.row.case.pk,
                by=asked.by,
                today=staff.today(),
            )
        except unable as error:
            raise Refused(str(error)) from error
        return ""

    return act


def _foresee(action: Action, pages: Pages) -> Callable[[Act], str]:
    """Return how it is told what an action would do to one of many cases, and what is to be minded.

    A case that rests may lose its day to sue.
    """

    def foresee(asked: Act) -> str:
        form = _filled(action, asked)
        try:
            told: str = form.foresee()
        except pages.unable as error:
            raise Refused(str(error)) from error
        until = form.rests_until()
        minded = pages.minded(form.case, staff.today(), until) if until else ()
        return " ".join(filter(None, [told, *minded]))

    return foresee


def _filled(action: Action, asked: Act) -> Any:
    """Return the form of an action on one of many cases, or refuse it.

    :raises Refused: when it is not for the case as it stands, or is filled in wrongly
    """
    case = asked.row.case
    if case.close_requested or not action.is_offered(user=asked.by, case=case):
        raise Refused(_("The case is not in a state for this."))
    form = action.form(asked.form.data, case=case)
    if not form.is_valid():
        raise Refused(str(next(iter(form.errors.values()))[0]))
    return form
