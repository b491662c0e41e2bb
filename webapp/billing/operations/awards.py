"""What a court awarded besides the principal.

Costs and penalty become charges of their own, once for each ruling.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from webapp.audit import operations as audit
from webapp.billing.models import Charge
from webapp.staff import queries as staff
from webapp.staff.models import User


class UnableToCharge(Exception):
    """The month in which the award would be entered is closed."""


class UnableToCancel(Exception):
    """The month in which the award was entered is closed."""


@transaction.atomic
def charge(
    *,
    source: str,
    account_id: int,
    service_id: int,
    sums: Mapping[Charge.Kind, Decimal],
    due_date: date,
    by: User | None,
    today: date,
) -> list[Charge]:
    """Enter what ``source`` (``court_case:17``) awarded, in the month of today, and return it.

    The same award entered twice, or by two people at once, is one: the first stands.

    :raises UnableToCharge: when the present month is closed
    """
    try:
        with transaction.atomic():
            return [
                _charge(
                    Charge(
                        source=source,
                        kind=kind,
                        account_id=account_id,
                        service_id=service_id,
                        period=today.replace(day=1),
                        amount=amount,
                        due_date=due_date,
                    ),
                    by,
                )
                for kind, amount in sums.items()
                if amount > 0
            ]
    except IntegrityError as error:
        if staff.breaks_lock_date(error):
            raise UnableToCharge(
                _("The present month is closed: ask the administrator to move the lock date.")
            ) from error
        raise


@transaction.atomic
def cancel(*, source: str, ground: str, by: User | None) -> None:
    """Withdraw what a ruling awarded: it is overturned.

    Nothing happens when it awarded nothing, or twice.

    Money laid on it is freed first (``payments.operations.free``), as are the claims of a case.

    :raises UnableToCancel: when the month in which it was entered is closed
    """
    for awarded in (
        Charge.objects.select_for_update()
        .filter(source=source)
        .exclude(kind=Charge.Kind.PRINCIPAL)
        .order_by("id")
    ):
        _record("cancelled", awarded, by, ground)
        try:
            with transaction.atomic():
                awarded.delete()
        except IntegrityError as error:
            if staff.breaks_lock_date(error):
                message = _(
                    "The award was entered in %(month)s, which is closed: ask the "
                    "administrator to move the lock date."
                )
                raise UnableToCancel(message % {"month": f"{awarded.period:%m.%Y}"}) from error
            raise


def _charge(new: Charge, by: User | None) -> Charge:
    values = {
        name: getattr(new, name)
        for name in ("account_id", "service_id", "period", "amount", "due_date")
    }
    entered, is_new = Charge.objects.get_or_create(
        source=new.source,
        kind=new.kind,
        defaults=values,
    )
    if is_new:
        _record("charged", entered, by)
    return entered


def _record(what: str, awarded: Charge, by: User | None, ground: str = "") -> None:
    details = {"source": awarded.source, "kind": awarded.kind, "amount": str(awarded.amount)}
    audit.record(
        name=f"billing.award.{what}",
        subject=f"account:{awarded.account_id}",
        actor=by,
        ground=ground[:300],
        details=details,
    )
