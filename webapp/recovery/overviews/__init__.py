"""What debt recovery shows to whoever leads: the funnel, what was collected, how old debts are."""

from django.utils.translation import gettext_lazy as _

from webapp.oversight import registry
from webapp.oversight.declarations import Source
from webapp.recovery.overviews.ageing import AGEING
from webapp.recovery.overviews.collected import COLLECTED
from webapp.recovery.overviews.common import SEE_CASES
from webapp.recovery.overviews.funnel import FUNNEL
from webapp.recovery.queries import agenda

registry.declare(FUNNEL, COLLECTED, AGEING)
registry.watch(
    Source("hearing", _("Hearing"), "gavel", agenda.hearings, SEE_CASES),
    Source("limitation", _("End of limitation"), "event_busy", agenda.limitations, SEE_CASES),
    Source("part", _("Part of a plan"), "payments", agenda.installments, SEE_CASES),
)
