"""Debt recovery.

Schemes as data, cases, their journal, holds, promises, plans, courts and bailiffs.
"""

from webapp.recovery.models.cases import CaseCharge, Recovery
from webapp.recovery.models.courts import Authority, CourtCase, CourtEvent, Writ
from webapp.recovery.models.pauses import Hold, Instalment, InstalmentPlan
from webapp.recovery.models.restores import Restore
from webapp.recovery.models.schemes import Scheme, SchemeVersion

__all__ = [
    "Authority",
    "CaseCharge",
    "CourtCase",
    "CourtEvent",
    "Hold",
    "Instalment",
    "InstalmentPlan",
    "Recovery",
    "Restore",
    "Scheme",
    "SchemeVersion",
    "Writ",
]
