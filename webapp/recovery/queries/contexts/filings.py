"""What a filing may truly say of what came before: objections, an earlier order, limitation."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from documents import contexts
from tariffs import limitation as law
from webapp.processes.models import Pause
from webapp.recovery.models import CourtCase, Recovery
from webapp.recovery.queries import collected_by, limitation
from webapp.recovery.queries.contexts import values
from webapp.recovery.queries.contexts.values import CaseFacts
from webapp.tasks.models import Task

_NOTICES = "Копии уведомлений"
_BY_SENDING = "с доказательствами направления"
_BY_DELIVERY = "с доказательствами вручения"


def has_objected(facts: CaseFacts) -> bool:
    """Say whether the debtor has ever disputed the debt, to us or to the court."""
    disputes = Pause.objects.filter(
        case=facts.case,
        kind=Recovery.Side.DISPUTE,
    )
    return disputes.exists() or _orders(facts, "CANCELLED").exists()


def cancelled_order(facts: CaseFacts) -> contexts.CancelledOrder | None:
    """Return the order that the debtor's objections cancelled."""
    order = _orders(facts, "CANCELLED").last()
    if order is None or order.ruled_on is None or order.issued_on is None:
        return None
    return contexts.CancelledOrder(
        number=order.number,
        issued_on=order.issued_on,
        cancelled_on=order.ruled_on,
        collected=collected_by.order(filed=order),
    )


def refused_order(facts: CaseFacts) -> contexts.RefusedOrder | None:
    """Return the order that the judge refused.

    Without it a claim that must go by an order is returned (ГПК 135 ч. 1 п. 1.1).
    """
    order = _orders(facts, "REFUSED").last()
    if order is None or order.ruled_on is None:
        return None
    return contexts.RefusedOrder(refused_on=order.ruled_on, number=order.number)


def returned_application(facts: CaseFacts) -> contexts.ReturnedApplication | None:
    """Return the application that the judge gave back: it is filed again mended (ГПК 125 ч. 2)."""
    order = _orders(facts, "RETURNED").last()
    if order is None or order.ruled_on is None:
        return None
    told = Task.objects.filter(
        case=facts.case,
        outcome="RETURNED",
        result__date=order.ruled_on.isoformat(),
    )
    ground = told.order_by("id").values_list("remarks", flat=True).last()
    return contexts.ReturnedApplication(
        returned_on=order.ruled_on,
        ground=(ground or "").strip(" ."),
    )


def enclosures_of_order(
    facts: CaseFacts,
    cancelled: contexts.CancelledOrder | None,
    refused: contexts.RefusedOrder | None,
) -> tuple[str, ...]:
    """List what proves that an order was tried first.

    The ruling, and the payment of the duty that now counts toward the claim.
    """
    found = []
    if cancelled:
        found.append(
            f"Определение от {cancelled.cancelled_on:%d.%m.%Y} об отмене судебного приказа № "
            f"{cancelled.number}"
        )
    if refused:
        found.append(
            f"Определение от {refused.refused_on:%d.%m.%Y} об отказе в выдаче судебного приказа"
        )
    if paid := duty_of_order(facts):
        found.append(f"Платёжное поручение № {paid} об уплате пошлины за судебный приказ")
    return tuple(found)


def of_letters(lines: Sequence[str], sent: Sequence[contexts.Proof]) -> tuple[str, ...]:
    """Return enclosures as they are true of the letters that went to the debtor.

    Handed over is called what was handed over, all of it; notices are enclosed where there are any.
    """
    if not sent:
        return tuple(line for line in lines if not line.startswith(_NOTICES))
    if any(proof.how != contexts.Reached.DELIVERED for proof in sent):
        return tuple(lines)
    return tuple(line.replace(_BY_SENDING, _BY_DELIVERY) for line in lines)


def last_day_to_sue(facts: CaseFacts) -> date:
    """Return when the limitation of the earliest unpaid month ends."""
    found = limitation.of_case(case=facts.case, today=facts.today)
    if found and found.ends_on:
        return found.ends_on
    return law.last_day(
        due=min(row.due for row in facts.charges if row.debt > 0),
        on=facts.today,
    )


def is_in_time(facts: CaseFacts) -> bool:
    """Say whether the limitation of no claimed month has passed.

    Only what is known to be so is said to a court.
    """
    found = limitation.of_case(case=facts.case, today=facts.today)
    return found is not None and not found.is_over


def _orders(facts: CaseFacts, ruling: str) -> QuerySet[CourtCase]:
    """Return the orders with a ruling; of several who owe, those against this one."""
    orders = values.orders_of(facts).filter(ruling=ruling)
    return orders.order_by("id")


def duty_of_order(facts: CaseFacts) -> str:
    """Return the number of the payment of the duty for an order, where it was told."""
    filed = Task.objects.filter(
        case=facts.case,
        kind="file_court_order",
        status=Task.Status.DONE,
    )
    last = filed.order_by("id").last()
    if last is None:
        return ""
    return str(last.result.get("duty_order", ""))
