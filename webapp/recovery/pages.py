"""What people see of debt recovery: the form of each kind of task, and the right to send it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from webapp.processes import registry
from webapp.processes.declarations import Pages, TaskPage
from webapp.recovery.forms import tasks as forms
from webapp.recovery.process import PROCESS
from webapp.recovery.queries import casefile
from webapp.tasks.models import Task


def _court_on_paper(task: Task) -> dict[str, Any]:
    return {"court": casefile.court_on_paper(case_id=task.case_id)}


def _office_on_paper(task: Task) -> dict[str, Any]:
    return {"office": casefile.office_on_paper(case_id=task.case_id)}


_TO_COURT = _("Objection to the order / court ruling")
PAGES = Pages(
    process=PROCESS.code,
    tasks={
        "deliver_by_post": TaskPage(forms.PostForm),
        "settle_unknown": TaskPage(forms.SettleForm, permission="correspondence.settle_message"),
        "complete_data": TaskPage(forms.ReportForm),
        "approve": TaskPage(forms.ApprovalForm, permission="recovery.approve_package"),
        "restriction": TaskPage(forms.CrewForm),
        "resumption": TaskPage(forms.ResumptionForm),
        "file_court_order": TaskPage(forms.FilingForm, initial=_court_on_paper),
        "court_order_ruling": TaskPage(forms.RulingForm, button=_TO_COURT),
        "court_order_effect": TaskPage(forms.EffectForm, button=_TO_COURT),
        "file_lawsuit": TaskPage(forms.FilingForm, initial=_court_on_paper),
        "judgment": TaskPage(forms.JudgmentForm),
        "notify_court": TaskPage(forms.NotifyForm),
        "register_writ": TaskPage(forms.WritForm),
        "present_writ": TaskPage(forms.PresentForm, initial=_office_on_paper),
        "enforcement_opened": TaskPage(forms.OpeningForm),
        "enforcement_result": TaskPage(forms.EnforcementForm),
        "after_enforcement": TaskPage(forms.AfterEnforcementForm, permission="recovery.close_case"),
        "notify_bailiffs": TaskPage(forms.NotifyForm),
    },
)
registry.show(PAGES)
