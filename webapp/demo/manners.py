"""How the people of the office do each kind of task: when, how it ends, and what they type."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Manner:
    """How a kind of task is done.

    ``days`` pass before it is reported as done. ``outcome`` is the usual one. ``typed`` goes into
    the form besides outcome, date and remarks.
    """

    outcome: str = ""
    days: int = 0
    typed: Mapping[str, str] = field(default_factory=dict)


_FILED = {"court": "{court}", "duty_order": "{case} от {today:%d.%m.%Y}"}
_LESS_THAN_IT_COSTS = "Меньше, чем стоит взыскание"
MANNERS: dict[str, Manner] = {
    "deliver_by_post": Manner("DELIVERED", 6, {"number": "{post}"}),
    "approve": Manner("APPROVED", 1),
    "correct": Manner("CORRECTED", 1),
    "free": Manner("DONE", 1),
    "leave": Manner("APPROVED", 1),
    "restriction": Manner(
        "DONE",
        3,
        {
            "seal": "Э{case:07d}",
            "reading": "1{case:05d}",
            "level": "{level}",
            "time": "10:40",
            "method": "{method}",
            "filmed": "on",
            "copy": "LEFT",
        },
    ),
    "restriction_notice": Manner("DONE", 1, {"number": "ИСХ-{case}"}),
    "resumption": Manner("DONE", 1, {"seal": "В{case:07d}"}),
    "bring_enclosures": Manner("COMPLETE", 1),
    "renew_extract": Manner("COMPLETE", 1),
    "file_court_order": Manner("FILED", 2, _FILED),
    "court_order_ruling": Manner("ISSUED", 8, {"number": "2-1{case:04d}/2026"}),
    "court_order_effect": Manner("IN_FORCE", 28),
    "file_lawsuit": Manner("FILED", 3, _FILED),
    "judgment": Manner(
        "GRANTED", 40, {"number": "2-5{case:04d}/2026", "in_force_on": "{in_force}"}
    ),
    "mend_claim": Manner("DONE", 5),
    "appeal_ruling": Manner("UPHELD", 45),
    "give_back": Manner("DONE", 3, {"number": "{case}", "amount": "1"}),
    "present_beside": Manner("PRESENTED", 3, {"number": "{writ}", "office": "РОСП"}),
    "register_writ": Manner("REGISTERED", 3, {"number": "{writ}"}),
    "present_writ": Manner(
        "PRESENTED", 2, {"office": "Верхнедонское РОСП УФССП России по Воронежской области"}
    ),
    "enforcement_opened": Manner(
        "OPENED",
        4,
        {
            "number": "{case}/26/36061-ИП",
            "reason": "п. 4 ч. 1 ст. 31 Закона № 229-ФЗ: не указаны сведения о должнике",
        },
    ),
    # nobody reports it of their own accord: some characters do
    "enforcement_result": Manner(
        "",
        30,
        {"collected": "0", "reason": "п. 4 ч. 1 ст. 46 Закона № 229-ФЗ: нет имущества"},
    ),
    # the books of the outside world say which it is
    "settle_unknown": Manner(typed={"evidence": "Проверено по журналу отправки"}),
    "complete_data": Manner("COMPLETED"),
    "after_enforcement": Manner("LEAVE_OPEN"),
    "limitation_ends": Manner("SEEN", 2, {"remarks": "Иск подаётся до истечения срока"}),
    "penalty_after_award": Manner("WAIVE", 2, {"remarks": _LESS_THAN_IT_COSTS}),
    "order_reversal": Manner("DONE", 1),
    "claim_months": Manner("DONE", 1),
    "paid_after_filing": Manner("LEAVE", 2, {"remarks": _LESS_THAN_IT_COSTS}),
    "creditors_claim": Manner("DONE"),
    "letters_to_others": Manner("DONE", 1, {"number": "80110012345672"}),
    "notify_court": Manner("DONE"),
    "verify_contact": Manner("UNUSABLE", 2, {"remarks": "Не отвечает, другого контакта нет"}),
    "notify_bailiffs": Manner("DONE"),
}


def of(task: str) -> Manner:
    """Return how people do a kind of task."""
    return MANNERS.get(task, Manner())


def reported_on(*, task: str, created_on: date) -> date:
    """Return the day on which people report a task."""
    return created_on + timedelta(days=of(task).days)
