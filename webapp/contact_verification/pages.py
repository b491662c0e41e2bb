"""What people see of verification of contacts."""

from django.utils.translation import gettext_lazy as _

from webapp.contact_verification.forms import VerificationForm, begun
from webapp.contact_verification.process import PROCESS
from webapp.lists.declarations import Column
from webapp.processes import registry
from webapp.processes.declarations import (
    CaseList,
    MenuEntry,
    Pages,
    Panel,
    Place,
    TaskPage,
    Wording,
    Words,
)
from webapp.processes.pages import SETTLE
from webapp.processes.queries import courses
from webapp.staff.models import Role
from workflows.process import plan

_SEE = "contact_verification.view_verification"
_ANSWER = _("a contact that works")
_SHOWN = Panel(lambda _sight: {}, {Place.NOTES: "contact_verification/_about.html"})
PAGES = Pages(
    process=PROCESS.code,
    address="contact_verification",
    permission=_SEE,
    words=Words(
        outcomes=dict(PROCESS.closings),
        waits={
            "term": Wording(_("The customer has been asked."), (_ANSWER, _("end of the term"))),
        },
        always=(_ANSWER,),
    ),
    stages=courses.stages,
    course=courses.of_case,
    cases=CaseList(
        title=_("Contacts to verify"),
        party=_("Customer"),
        search=_("Case or customer"),
        hint=_("A case opens by itself when something comes back."),
        columns=(
            Column(
                key="contact_kind",
                title=_("Kind of contact"),
                read=lambda row: row.case.verification.get_kind_display(),
            ),
            Column(
                key="contact",
                title=_("Contact"),
                read=lambda row: row.case.verification.value,
                width=22,
            ),
        ),
        joined=("verification",),
    ),
    tasks={
        plan.SETTLE: SETTLE,
        "verify_contact": TaskPage(
            VerificationForm, permission="parties.change_contact", initial=begun
        ),
    },
    panels=(_SHOWN,),
    menu=(MenuEntry(_("Contacts to verify"), "contact_mail", "contact_verification_cases", _SEE),),
    rights=dict.fromkeys((Role.CALL_CENTER, Role.LAWYER, Role.HEAD_OF_LEGAL), (_SEE,)),
)
registry.show(PAGES)
