"""What debt recovery shows to whoever leads: money, debts, plans, courts, and where cases stand."""

from django.utils.translation import gettext_lazy as _

from webapp.oversight import registry
from webapp.oversight.declarations import Source
from webapp.recovery.overviews.ageing import AGEING
from webapp.recovery.overviews.charged import CHARGED
from webapp.recovery.overviews.collected import COLLECTED
from webapp.recovery.overviews.common import SEE_CASES
from webapp.recovery.overviews.courts import COURTS
from webapp.recovery.overviews.funnel import FUNNEL
from webapp.recovery.overviews.plans import PLANS
from webapp.recovery.overviews.written_off import WRITTEN_OFF
from webapp.recovery.queries import agenda

registry.declare(FUNNEL, COLLECTED, CHARGED, AGEING, PLANS, COURTS, WRITTEN_OFF)
registry.watch(
    Source("hearing", _("Hearing"), "gavel", agenda.hearings, SEE_CASES),
    Source("limitation", _("End of limitation"), "event_busy", agenda.limitations, SEE_CASES),
    Source("part", _("Part of a plan"), "payments", agenda.installments, SEE_CASES),
)
