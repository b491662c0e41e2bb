"""Debt recovery.

Schemes as data, cases, their claims, plans, courts and bailiffs.
"""

from webapp.recovery.models.cases import CaseCharge, Recovery
from webapp.recovery.models.courts import Authority, CourtCase, CourtEvent, Territory, Writ
from webapp.recovery.models.enclosures import Enclosure, FiledWithout
from webapp.recovery.models.plans import Installment, InstallmentPlan
from webapp.recovery.models.schemes import Scheme, SchemeLimit, SchemeVersion, SweepPlan

__all__ = [
    "Authority",
    "CaseCharge",
    "CourtCase",
    "CourtEvent",
    "Enclosure",
    "FiledWithout",
    "Installment",
    "InstallmentPlan",
    "Recovery",
    "Scheme",
    "SchemeLimit",
    "SchemeVersion",
    "SweepPlan",
    "Territory",
    "Writ",
]
