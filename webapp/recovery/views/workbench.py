"""The debtors workbench: who owes, by any criteria."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from webapp.lists.declarations import Asked, Column, Deed, Empty, Listing, Parts
from webapp.processes.queries import labels
from webapp.recovery.forms.criteria import DebtorsForm
from webapp.recovery.queries.debtors import Debtor, Followed
from webapp.recovery.queries.found import Found


def _found(asked: Asked, keys: Sequence[int] | None) -> Found:
    return Found(asked.form.criteria(), asked.user, keys)


def _context(asked: Asked) -> dict[str, Any]:
    criteria = asked.form.criteria()
    of_periods = f"on={criteria.on.isoformat()}"
    if criteria.service:
        of_periods += f"&service={criteria.service}"
    return {"criteria": criteria, "of_periods": of_periods}


def _each(tell: Callable[[Followed], Any]) -> Callable[[Debtor], str]:
    """Return what is told of a debtor's cases: where there are two, of both, the older first."""

    def told(line: Debtor) -> str:
        return "; ".join(filter(None, (str(tell(each) or "") for each in line.cases)))

    return told


def _newest(tell: Callable[[Followed], Any]) -> Callable[[Debtor], date | None]:
    def told(line: Debtor) -> date | None:
        if not line.cases:
            return None
        return tell(line.cases[-1]) or None

    return told


def _executor(each: Followed) -> str:
    if each.case.executor is None:
        return ""
    return str(each.case.executor)


def _supply(line: Debtor) -> str:
    account = line.account
    if account.closed_on:
        return _("account closed")
    if account.is_disconnected:
        return _("disconnected")
    if account.never_cut:
        return _("may not be cut")
    if not account.restriction_possible:
        return _("cannot be restricted")
    return ""


_OF_CASES = (
    Column(
        key="work",
        title=gettext_lazy("Case, stage, task"),
        read=_each(lambda each: each.case.number),
        template="recovery/_work.html",
        width=34,
        is_in_sheet=False,
        is_printed=False,
    ),
    Column(
        key="case",
        title=gettext_lazy("Case"),
        read=_each(lambda each: each.case.number),
        width=13,
        is_shown=False,
    ),
    Column(
        key="stage",
        title=gettext_lazy("Stage"),
        read=_each(lambda each: each.case.stage_name),
        width=18,
        is_shown=False,
    ),
    Column(
        key="executor",
        title=gettext_lazy("Executor"),
        read=_each(_executor),
        width=12,
    ),
    Column(
        key="task",
        title=gettext_lazy("Task"),
        read=_each(lambda each: each.task and labels.task_title(each.task)),
        width=26,
        is_shown=False,
    ),
    Column(
        key="due",
        title=gettext_lazy("Due"),
        read=_newest(lambda each: each.task and each.task.due_on),
        width=11,
        is_shown=False,
    ),
    Column(
        key="event",
        title=gettext_lazy("Last event"),
        read=_each(lambda each: each.last_event and labels.event(each.last_event)),
        width=26,
        is_shown=False,
        is_printed=False,
    ),
    Column(
        key="event_on",
        title=gettext_lazy("Its date"),
        read=_newest(lambda each: each.last_event and each.last_event.on),
        width=11,
        is_shown=False,
        is_printed=False,
    ),
)
COLUMNS = (
    Column(
        key="account",
        title=gettext_lazy("Account"),
        read=lambda line: line.account.number,
        template="recovery/_account.html",
        width=11,
        is_whole=True,
        order=("number",),
    ),
    Column(
        key="customer",
        title=gettext_lazy("Customer"),
        read=lambda line: line.account.party.name,
        width=24,
        order=("customer",),
        is_strong=True,
    ),
    Column(
        key="kind",
        title=gettext_lazy("Kind of customer"),
        read=lambda line: line.account.party.get_kind_display(),
        is_shown=False,
        is_printed=False,
    ),
    Column(
        key="inn",
        title=gettext_lazy("ИНН"),
        read=lambda line: line.account.party.inn,
        is_shown=False,
        is_printed=False,
    ),
    Column(
        key="address",
        title=gettext_lazy("Address"),
        read=lambda line: line.account.premises.address,
        template="recovery/_address.html",
        width=26,
        order=("address",),
    ),
    Column(
        key="supply",
        title=gettext_lazy("Supply"),
        read=_supply,
        is_shown=False,
        is_printed=False,
    ),
    Column(
        key="periods",
        title=gettext_lazy("Periods"),
        read=lambda line: line.periods,
        template="recovery/_months.html",
        width=9,
        order=("unpaid_periods",),
        is_number=True,
    ),
    Column(
        key="services",
        title=gettext_lazy("Services"),
        read=lambda line: ", ".join(line.services),
        width=20,
        is_shown=False,
    ),
    Column(
        key="debt",
        title=gettext_lazy("Debt, ₽"),
        read=lambda line: line.debt,
        width=13,
        order=("overdue_debt",),
        is_number=True,
        is_strong=True,
        is_total=True,
    ),
    Column(
        key="penalty",
        title=gettext_lazy("Penalty, ₽"),
        read=lambda line: line.penalty,
        width=11,
        is_number=True,
        is_total=True,
    ),
    Column(
        key="days",
        title=gettext_lazy("Days overdue"),
        read=lambda line: line.days_overdue,
        template="recovery/_days.html",
        width=8,
        # the older the due date the more days overdue
        order=("-oldest_due_date",),
        is_number=True,
    ),
    Column(
        key="sue_until",
        title=gettext_lazy("Sue until"),
        read=lambda line: line.limitation and line.limitation.ends_on,
        template="recovery/_sue_until.html",
        width=10,
        is_whole=True,
        is_printed=False,
    ),
    *_OF_CASES,
)
LISTING = Listing(
    code="recovery_debtors",
    at="recovery/debtors/",
    title=gettext_lazy("Debtors"),
    permission=("recovery.view_recoverycase",),
    columns=COLUMNS,
    order="-debt",
    form=DebtorsForm,
    line=("search", "min_periods", "min_debt", "stage", "executor"),
    find=_found,
    key=lambda line: line.account.pk,
    name=lambda line: f"{line.account.number} {line.account.party}",
    address=lambda line: reverse("admin:workplace_account", args=[line.account.pk]),
    panel="admin:recovery_debtors_steps",
    parts=Parts(
        count="recovery/_debtors_count.html",
        more="recovery/_conditions.html",
        under="recovery/_under.html",
    ),
    empty=Empty(
        "search_off",
        gettext_lazy("Nobody owes this much"),
        gettext_lazy("Lower the number of periods or the debt, or take away a criterion."),
    ),
    deeds=(
        Deed(
            code="start",
            title=gettext_lazy("Start recovery"),
            icon="play_arrow",
            permission="recovery.start_recovery",
            page="admin:recovery_debtors_confirm",
        ),
        Deed(
            code="receipts",
            title=gettext_lazy("Receipts"),
            icon="receipt_long",
            permission="recovery.view_recoverycase",
            page="admin:recovery_debtors_receipts",
            is_whole=True,
        ),
    ),
    context=_context,
)
