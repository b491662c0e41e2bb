"""What people see of debt recovery: its cases, their panels and actions, the forms of its tasks."""

from datetime import date
from typing import Any

from django.forms import BooleanField
from django.utils.translation import gettext_lazy as _

from webapp.lists.declarations import Column
from webapp.processes import registry
from webapp.processes.declarations import (
    Beside,
    CaseList,
    MenuEntry,
    Pages,
    Panel,
    Place,
    TaskPage,
)
from webapp.processes.forms.reports import ReportForm
from webapp.processes.models import Case
from webapp.processes.pages import CORRECT, LEAVE, SETTLE
from webapp.processes.queries.casefile import Row
from webapp.recovery.forms import actions, beside, courts
from webapp.recovery.forms import tasks as forms
from webapp.recovery.forms.claim_months import ClaimMonthsForm
from webapp.recovery.forms.criteria import VersionField
from webapp.recovery.forms.enclosures import EnclosuresForm
from webapp.recovery.forms.penalties import (
    ManyChargePenaltyForm,
    ManyWaivePenaltyForm,
    PenaltyAfterAwardForm,
)
from webapp.recovery.forms.post import PostForm
from webapp.recovery.forms.scheme_moves import ManySchemeForm
from webapp.recovery.models import CourtCase
from webapp.recovery.process import PROCESS
from webapp.recovery.queries import (
    announced,
    casefile,
    claim_months,
    courses,
    enclosed,
    filed,
    giving_back,
    grants,
    labels,
    limitation,
    listed,
    panels,
    restriction,
    rests,
    sketch,
    wording,
)
from webapp.recovery.queries.limitation import Limitation
from webapp.staff import queries as staff
from webapp.staff.forms import MoneyField
from webapp.tasks.models import Task
from workflows.process import plan


def _court_on_paper(task: Task) -> dict[str, Any]:
    return {"court": casefile.court_on_paper(case_id=task.case_id)}


def _office_on_paper(task: Task) -> dict[str, Any]:
    return {"office": casefile.office_on_paper(case_id=task.case_id)}


def _meters_to_read(task: Task) -> dict[str, Any]:
    return {"meters": restriction.meters_to_read(task=task)}


def _ordered(task: Task) -> dict[str, Any]:
    return {**_meters_to_read(task), "ordered": restriction.ordered_level(case_id=task.case_id)}


def _to_be_told(task: Task) -> dict[str, Any]:
    assert task.case is not None
    return {"addressees": announced.addressees(case=task.case, on=task.created_on)}


def _to_give_back(task: Task) -> dict[str, Any]:
    assert task.case is not None
    return {"amount": giving_back.ordered(case=task.case)}


def _claimed_by_lawsuit(task: Task) -> dict[str, Any]:
    return {"claimed": grants.claimed_by_lawsuit(case_id=task.case_id)}


def _judged(task: Task) -> dict[str, Any]:
    assert task.case is not None
    filings = filed.newest(
        case=task.case,
        track=CourtCase.Track.LAWSUIT,
    )
    return {**_claimed_by_lawsuit(task), "courts": filings}


def _months_offered(task: Task) -> dict[str, Any]:
    case = Case.objects.get(pk=task.case_id or 0)
    return {"months": claim_months.offered(case=case, today=staff.today())}


def _sue_until(row: Row) -> date | None:
    found: Limitation | None = row.own and row.own.limitation
    if found is None:
        return None
    return found.ends_on


_SEE_CASES = "recovery.view_recoverycase"
_TO_COURT = _("Objection to the order / court ruling")
_TASKS = {
    "deliver_by_post": TaskPage(PostForm),
    plan.SETTLE: SETTLE,
    plan.CORRECT: CORRECT,
    plan.LEAVE: LEAVE,
    "complete_data": TaskPage(ReportForm),
    "letters_to_others": TaskPage(beside.LettersForm),
    "approve": TaskPage(
        forms.ApprovalForm,
        permission="recovery.approve_package",
        yes="APPROVED",
    ),
    "restriction_notice": TaskPage(forms.RestrictionNoticeForm, given=_to_be_told),
    "restriction": TaskPage(forms.CrewForm, given=_ordered),
    "resumption": TaskPage(forms.ResumptionForm, given=_meters_to_read),
    enclosed.TASK: TaskPage(EnclosuresForm),
    enclosed.RENEWAL: TaskPage(EnclosuresForm),
    "file_court_order": TaskPage(forms.FilingForm, initial=_court_on_paper),
    "court_order_ruling": TaskPage(courts.RulingForm, button=_TO_COURT),
    "court_order_effect": TaskPage(courts.EffectForm, button=_TO_COURT),
    "file_lawsuit": TaskPage(forms.FilingForm, initial=_court_on_paper),
    "judgment": TaskPage(courts.JudgmentForm, given=_judged),
    "mend_claim": TaskPage(courts.MendingForm),
    "appeal_ruling": TaskPage(courts.AppealForm, given=_claimed_by_lawsuit),
    "give_back": TaskPage(
        courts.GiveBackForm,
        initial=_to_give_back,
        permission="payments.reverse_payment",
    ),
    "present_beside": TaskPage(courts.PresentBesideForm),
    claim_months.QUESTION: TaskPage(
        ClaimMonthsForm,
        permission="recovery.approve_package",
        given=_months_offered,
    ),
    "limitation_ends": TaskPage(beside.SeenForm),
    "penalty_after_award": TaskPage(
        PenaltyAfterAwardForm,
        permission="recovery.approve_package",
    ),
    "order_reversal": TaskPage(forms.NotifyForm),
    rests.QUESTION: TaskPage(beside.RestForm, permission="recovery.approve_package"),
    "creditors_claim": TaskPage(forms.NotifyForm),
    "notify_court": TaskPage(forms.NotifyForm),
    "register_writ": TaskPage(forms.WritForm),
    "present_writ": TaskPage(forms.PresentForm, initial=_office_on_paper),
    "enforcement_opened": TaskPage(forms.OpeningForm),
    "enforcement_result": TaskPage(forms.EnforcementForm),
    "after_enforcement": TaskPage(forms.AfterEnforcementForm, permission="recovery.close_case"),
    "notify_bailiffs": TaskPage(forms.NotifyForm),
}
_PANELS = (
    Panel(
        panels.money,
        {
            Place.NUMBERS: "recovery/_money_numbers.html",
            Place.NOTES: "recovery/_money_note.html",
            Place.ABOVE: "recovery/_money.html",
        },
        name=_("penalty and duty"),
        instead=panels.money_without_penalty,
    ),
    Panel(
        panels.until_when_to_sue,
        {Place.NUMBERS: "recovery/_limitation.html"},
        name=_("the limitation"),
    ),
    Panel(
        panels.plan,
        {
            Place.MARKS: "recovery/_restricted.html",
            Place.BESIDE: "recovery/_plan.html",
        },
    ),
    Panel(panels.beside, {Place.HEAD: "recovery/_beside.html"}),
    Panel(panels.courts, {Place.BELOW: "recovery/_courts.html"}),
)
_MENU = (
    MenuEntry(_("Debtors"), "group_search", "recovery_debtors", _SEE_CASES),
    MenuEntry(_("Cases"), "gavel", "recovery_cases", _SEE_CASES),
    MenuEntry(_("Court events"), "balance", "recovery_events", "recovery.enter_court_event"),
    MenuEntry(_("Schemes"), "account_tree", "recovery_schemes", "recovery.view_scheme"),
)
_OWED = (
    Column(
        key="debt",
        title=_("Debt, ₽"),
        read=lambda row: row.own and row.own.debt,
        width=12,
        is_number=True,
        is_strong=True,
        is_total=True,
    ),
    Column(
        key="awarded",
        title=_("Awarded, ₽"),
        read=lambda row: row.own and row.own.awarded,
        width=12,
        is_number=True,
        is_total=True,
    ),
    Column(
        key="sue_until",
        title=_("Sue until"),
        read=_sue_until,
        template="recovery/_sue_until_of_case.html",
        width=10,
        is_whole=True,
        is_shown=False,
    ),
)
PAGES = Pages(
    process=PROCESS.code,
    address="recovery",
    permission=_SEE_CASES,
    words=wording.WORDS,
    stages=courses.stages,
    course=courses.of_case,
    side=lambda case, on: casefile.side_on(case=case, on=on),
    policy=labels.policy,
    tasks=_TASKS,
    beside_task=Beside(panels.beside_task, "recovery/_task.html"),
    cases=CaseList(
        title=_("Cases"),
        party=_("Debtor"),
        search=_("Case, account, debtor"),
        hint=_("Change the criteria, or start recovery from the list of debtors."),
        columns=_OWED,
        criteria={
            "debt_min": MoneyField(label=_("Debt, at least, ₽"), required=False),
            "penalty_open": BooleanField(
                label=_("paid, penalty not decided on"),
                required=False,
            ),
            "version": VersionField(),
        },
        narrow=casefile.narrowed,
        many={
            "executor": actions.ManyExecutorForm,
            "hold": actions.ManyHoldForm,
            "scheme": ManySchemeForm,
            "charge-penalty": ManyChargePenaltyForm,
            "waive-penalty": ManyWaivePenaltyForm,
        },
        foreseen=frozenset({"scheme", "hold"}),
        read=listed.read,
        joined=("recovery",),
        marks="recovery/_mark.html",
    ),
    sketch=sketch.SKETCH,
    panels=_PANELS,
    pauses=actions.PAUSES,
    actions=actions.ACTIONS,
    unable=actions.UNABLE,
    menu=_MENU,
    minded=limitation.minded,
    sum_of=_("debt"),
    may_change="recovery/_may_change.html",
    after_promise="promise",
)
registry.show(PAGES)
