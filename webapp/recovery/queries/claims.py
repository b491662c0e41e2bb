"""The money of a case: its charges, what has been paid of each and when, what is left."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from webapp.billing import queries as billing
from webapp.billing.models import Charge
from webapp.contracts.models import Account
from webapp.payments.models import Allocation, Payment
from webapp.processes.models import Case
from webapp.recovery.models import CaseCharge, CourtCase

_ZERO = Decimal(0)
_SOURCE = "court_case:"


@dataclass(frozen=True, slots=True)
class ClaimedCharge:
    """One claimed month of one service with its payments, oldest first. Roubles."""

    charge_id: int
    account_number: str
    service: str
    service_code: str
    period: date
    due: date
    charged: Decimal
    paid_before: Decimal
    payments: tuple[tuple[date, Decimal], ...]
    denied: Decimal = _ZERO

    @property
    def paid(self) -> Decimal:
        """Everything paid of it, before this system and in it."""
        return self.paid_before + sum((amount for _day, amount in self.payments), _ZERO)

    @property
    def is_late(self) -> bool:
        """Say whether a day passed with something of it owed: unpaid, or paid after it was due."""
        return self.debt > 0 or any(day > self.due for day, _amount in self.payments)

    @property
    def is_unpaid_before(self) -> bool:
        """Say whether this system has taken anything of it over to be paid."""
        return self.charged > self.paid_before + self.denied

    @property
    def debt(self) -> Decimal:
        """What is left: nothing is owed of what a court has denied."""
        return self.charged - self.denied - self.paid


@dataclass(frozen=True, slots=True)
class Award:
    """Costs or penalty that a court awarded, with what has been paid of it. Roubles."""

    kind: str
    name: str
    court_case_id: int
    due: date
    charged: Decimal
    paid: Decimal

    @property
    def left(self) -> Decimal:
        """What is still owed of it."""
        return self.charged - self.paid


@dataclass(frozen=True, slots=True)
class Position:
    """One claimed month of one service.

    What was charged and what is unpaid, and whether the account can be cut off at all. Roubles.
    ``is_home``: the Housing Code is about the premises.
    """

    account_id: int
    service_code: str
    in_apartment_building: bool
    can_be_cut: bool
    debt: Decimal
    service: str
    charged: Decimal
    is_home: bool = True


@dataclass(frozen=True, slots=True)
class Standing:
    """All that a case is about.

    The principal by charge, and what is unpaid of the costs and the penalty that a court awarded.
    ``has_states``: something is known to have happened to the debtor. ``has_others``: the premises
    have holders beside him, or parents answer for him.
    """

    positions: list[Position]
    awarded: Decimal
    has_states: bool = False
    has_others: bool = False

    @property
    def debt(self) -> Decimal:
        """The principal that is unpaid."""
        return sum((position.debt for position in self.positions), _ZERO)


_POSITIONS = """
    SELECT charge.kind = 'PRINCIPAL',
           EXISTS (
               SELECT 1
               FROM parties_state state
               JOIN processes_case of_party ON of_party.party_id = state.party_id
               WHERE of_party.id = claim.case_id
           ),
           EXISTS (
               SELECT 1
               FROM contracts_owner other
               WHERE other.account_id = account.id AND other.party_id <> account.party_id
           ) OR EXISTS (
               SELECT 1
               FROM parties_guardian parent
               WHERE parent.child_id = account.party_id
           ),
           account.id,
           service.code,
           building.kind = 'APARTMENT_BUILDING',
           account.restriction_possible
               AND NOT account.never_cut
               AND NOT account.is_disconnected
               AND account.closed_on IS NULL,
           charge.amount - charge.paid_before - charge.denied - COALESCE(paid.amount, 0),
           service.name,
           charge.amount,
           premises.is_residential AND building.kind <> 'NON_RESIDENTIAL'
    FROM recovery_casecharge claim
    JOIN billing_charge charge ON charge.id = claim.charge_id
    JOIN contracts_service service ON service.id = charge.service_id
    JOIN contracts_account account ON account.id = charge.account_id
    JOIN premises_premises premises ON premises.id = account.premises_id
    JOIN premises_building building ON building.id = premises.building_id
    LEFT JOIN LATERAL (
        SELECT SUM(allocation.amount) AS amount
        FROM payments_allocation allocation
        JOIN payments_payment payment ON payment.id = allocation.payment_id
        WHERE allocation.charge_id = charge.id AND payment.status = 'POSTED'
    ) paid ON TRUE
    WHERE claim.case_id = %s AND claim.cut_on IS NULL
"""


def debt_of(case: Case) -> Decimal:
    """Return what is owed of the principal of a case."""
    return debt(case_id=case.pk)


def standing(*, case_id: int) -> Standing:
    """Return what is unpaid of every charge of a case.

    Asked at every step of every case, hence plain SQL.
    """
    with connection.cursor() as cursor:
        cursor.execute(_POSITIONS, [case_id])
        rows = cursor.fetchall()
    found = [(is_principal, Position(*row)) for is_principal, _told, _others, *row in rows]
    principal = [position for is_principal, position in found if is_principal]
    awarded = [position.debt for is_principal, position in found if not is_principal]
    return Standing(
        positions=principal,
        awarded=sum(awarded, _ZERO),
        has_states=any(told for _is_principal, told, *_row in rows),
        has_others=any(others for _is_principal, _told, others, *_row in rows),
    )


def positions(*, case_id: int) -> list[Position]:
    """Return what is unpaid of every claimed charge.

    It is the principal only, for awards let nobody be cut off.
    """
    return standing(case_id=case_id).positions


def debt(*, case_id: int) -> Decimal:
    """Return what is still unpaid of the principal that the case is about."""
    return standing(case_id=case_id).debt


def claimed(*, case_id: int, on: date | None = None) -> tuple[ClaimedCharge, ...]:
    """Return the charges that the case claims, earliest due first, with what was paid by ``on``.

    What a court awarded besides is not claimed again.
    """
    charges = (
        billing.principal()
        .filter(id__in=_charge_ids(case_id))
        .select_related("service", "account")
        .order_by("due_date", "service_id", "account_id")
    )
    payments: dict[int, list[tuple[date, Decimal]]] = {}
    posted = Allocation.objects.filter(
        charge__in=charges.values("id"),
        payment__status=Payment.Status.POSTED,
    )
    if on:
        posted = posted.filter(payment__paid_on__lte=on)
    for charge_id, day, amount in posted.order_by("payment__paid_on", "id").values_list(
        "charge_id",
        "payment__paid_on",
        "amount",
    ):
        payments.setdefault(charge_id, []).append((day, amount))
    return tuple(_claimed_charge(charge, tuple(payments.get(charge.pk, ()))) for charge in charges)


def awards(*, case_id: int, on: date | None = None) -> tuple[Award, ...]:
    """Return what courts had awarded besides the principal by ``on``, with what was paid by then.

    In the order in which it is paid: costs of each ruling, then its penalty.
    """
    charges = Charge.objects.filter(id__in=_charge_ids(case_id)).exclude(kind=Charge.Kind.PRINCIPAL)
    if on:
        charges = charges.filter(due_date__lte=on)
    rows = billing.debt_by_charge(on=on, charges=charges).order_by("kind", "due_date", "id")
    return tuple(
        Award(
            row.kind,
            str(row.get_kind_display()),
            court_case_of(source=row.source),
            row.due_date,
            row.amount,
            row.paid,
        )
        for row in rows
    )


def paid_since(*, case_id: int, on: date) -> Decimal:
    """Return what has been paid of a case after a day, awards of courts among it."""
    later = _posted(case_id).filter(payment__paid_on__gt=on)
    return sum(later.values_list("amount", flat=True), _ZERO)


def known_since(*, case_id: int, on: date, moment: datetime) -> Decimal:
    """Return what had been paid by a day and was posted only after a moment."""
    late = _posted(case_id).filter(payment__paid_on__lte=on, payment__posted_at__gt=moment)
    return sum(late.values_list("amount", flat=True), _ZERO)


def _posted(case_id: int) -> QuerySet[Allocation]:
    posted = Allocation.objects.filter(payment__status=Payment.Status.POSTED)
    return posted.filter(charge__in=_charge_ids(case_id))


def awards_paid(*, case_id: int, since: date) -> Decimal:
    """Return what has been paid since a day of what courts awarded."""
    awarded = Charge.objects.filter(id__in=_charge_ids(case_id)).exclude(kind=Charge.Kind.PRINCIPAL)
    posted = Allocation.objects.filter(
        charge__in=awarded,
        payment__status=Payment.Status.POSTED,
        payment__paid_on__gte=since,
    )
    return sum(posted.values_list("amount", flat=True), _ZERO)


def source(*, court_case_id: int) -> str:
    """Return the name under which the awards of a ruling are charged."""
    return f"{_SOURCE}{court_case_id}"


def lead_service(*, case_id: int) -> int:
    """Return the service that the case is about first of all.

    It is that of the earliest claimed month.
    """
    claimed_first = (
        billing.principal().filter(id__in=_charge_ids(case_id)).order_by("due_date", "service_id")
    )
    return claimed_first.values_list("service_id", flat=True)[0]


@dataclass(frozen=True, slots=True)
class Granted:
    """What may be collected under a ruling, in roubles.

    It is what was awarded when the court granted a part, else all that was claimed.
    """

    claim: Decimal
    penalty: Decimal
    duty: Decimal

    @property
    def total(self) -> Decimal:
        """Return all of it."""
        return self.claim + self.penalty + self.duty


def granted(court: CourtCase) -> Granted:
    """Return what a court granted."""
    return Granted(
        claim=court.claim if court.awarded_claim is None else court.awarded_claim,
        penalty=court.penalty if court.awarded_penalty is None else court.awarded_penalty,
        duty=court.state_duty if court.awarded_duty is None else court.awarded_duty,
    )


def claimed_of(court: CourtCase) -> Granted:
    """Return what was claimed of a court: the most that it can grant."""
    return Granted(claim=court.claim, penalty=court.penalty, duty=court.state_duty)


def together(courts: Iterable[CourtCase]) -> Granted:
    """Return what is claimed by several filings."""
    most = [claimed_of(court) for court in courts]
    return Granted(
        claim=sum((one.claim for one in most), _ZERO),
        penalty=sum((one.penalty for one in most), _ZERO),
        duty=sum((one.duty for one in most), _ZERO),
    )


def accounts(case: Case) -> QuerySet[Account]:
    """Return the account of the case, or all accounts of its contract."""
    if case.account_id:
        return Account.objects.filter(pk=case.account_id)
    return Account.objects.filter(contract=case.contract).order_by("number")


def court_case_of(*, source: str) -> int:
    """Return the ruling that awarded a charge; none has what a plan covers."""
    if not source.startswith(_SOURCE):
        return 0
    return int(source.removeprefix(_SOURCE))


def _charge_ids(case_id: int) -> QuerySet[Any, Any]:
    return CaseCharge.objects.filter(case_id=case_id, cut_on=None).values("charge_id")


def _claimed_charge(charge: Charge, payments: tuple[tuple[date, Decimal], ...]) -> ClaimedCharge:
    return ClaimedCharge(
        charge_id=charge.pk,
        account_number=charge.account.number,
        service=charge.service.name,
        service_code=charge.service.code,
        period=charge.period,
        due=charge.due_date,
        charged=charge.amount,
        paid_before=charge.paid_before,
        payments=payments,
        denied=charge.denied,
    )
