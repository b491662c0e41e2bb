"""Installment plans: proposed, agreed; kept or broken by payments alone."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dateutil.relativedelta import relativedelta
from django.db import IntegrityError, transaction
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from webapp.billing.operations.awards import UnableToCharge
from webapp.processes.models import Case, Wish
from webapp.processes.operations import journal, limits, pausing
from webapp.processes.operations.limits import Asked
from webapp.processes.operations.pausing import UnableToEnd
from webapp.recovery.models import Installment, InstallmentPlan, Recovery
from webapp.recovery.operations import acknowledging, papers_beside, plan_penalties
from webapp.recovery.queries import installments
from webapp.recovery.queries.installments import Covered
from webapp.staff import queries as staff
from webapp.staff.models import User
from workflows.interfaces import days


class UnableToAgree(Exception):
    """The parts do not make the debt, the dates are wrong, or there is a plan already."""


def propose(*, debt: Decimal, months: int, first_due: date) -> list[tuple[date, Decimal]]:
    """Return equal monthly parts; the kopecks that do not divide go to the last one."""
    part = (debt / months).quantize(Decimal("0.01"))
    parts = [(first_due + relativedelta(months=number), part) for number in range(months)]
    return [*parts[:-1], (parts[-1][0], debt - part * (months - 1))]


@dataclass(frozen=True, slots=True)
class Terms:
    """What is agreed: the parts, and what they cover beside the principal."""

    parts: Sequence[tuple[date, Decimal]]
    beside: Collection[str] = ()

    @property
    def total(self) -> Decimal:
        """All parts together."""
        return sum((amount for _due, amount in self.parts), Decimal(0))

    @property
    def last(self) -> date:
        """The day of the last part."""
        return max(due_on for due_on, _amount in self.parts)


def agree(
    *,
    case_id: int,
    parts: Sequence[tuple[date, Decimal]],
    by: User,
    today: date,
    beside: Collection[str] = (),
) -> InstallmentPlan:
    """Agree that the debt is paid in parts; the case sleeps while they are paid in time.

    Costs and penalty may stand ``beside`` the principal.

    :raises UnableToAgree: when the parts do not add up to the debt, a date is past, or the case is
        closed or has a plan
    :raises BeyondLimit: when the person decides less than that alone
    """
    try:
        with transaction.atomic():
            return _agree(case_id, Terms(parts, beside), by, today)
    except IntegrityError as error:
        raise UnableToAgree(_("Two parts are due on one day: give each its own.")) from error


def _agree(case_id: int, terms: Terms, by: User, today: date) -> InstallmentPlan:
    if not pausing.take_aside(case_id=case_id, side=Recovery.Side.PLAN):
        raise UnableToAgree(
            _("The case is closed, paused or on an installment plan already: reload the page.")
        )
    case = Case.objects.get(pk=case_id)
    covered = _covered(case, terms, today)
    _check(terms, covered.total, today)
    limits.weigh(
        case=case,
        asked=_asked(terms, covered.total),
        by=by,
        today=today,
    )
    plan = InstallmentPlan.objects.create(
        case_id=case_id,
        agreed_on=today,
        costs=covered.costs,
        penalty=covered.penalty,
        by=by,
    )
    Installment.objects.bulk_create(
        [
            Installment(
                plan=plan,
                due_on=due_on,
                amount=amount,
            )
            for due_on, amount in terms.parts
        ]
    )
    if covered.penalty:
        _charge_penalty(plan, terms, by, today)
    papers_beside.agree(Case.objects.get(pk=case_id), today, by)
    journal.tell(
        case_id=case_id,
        fact="plan-agreed",
        by=by,
        today=today,
        parts=len(terms.parts),
        until=terms.last.isoformat(),
    )
    return plan


def _charge_penalty(plan: InstallmentPlan, terms: Terms, by: User, today: date) -> None:
    try:
        plan_penalties.charge(
            plan=plan,
            due_on=terms.last,
            by=by,
            today=today,
        )
    except UnableToCharge as error:
        raise UnableToAgree(str(error)) from error


def _covered(case: Case, terms: Terms, today: date) -> Covered:
    known = installments.open_to(case=case, today=today)
    if known.refusal and installments.PENALTY in terms.beside:
        raise UnableToAgree(known.refusal)
    return known.of(terms.beside)


def sign(*, case_id: int, on: date, by: User, today: date) -> None:
    """Write down that the debtor has signed the agreement on the plan that is kept.

    It acknowledges the months that were due by then (ГК 203, 206 п. 2).

    :raises UnableToAgree: when there is no such plan, it is signed, or the day is not of it
    """
    with transaction.atomic():
        plans = InstallmentPlan.objects.select_for_update()
        plan = plans.filter(
            case=case_id,
            status=InstallmentPlan.Status.ACTIVE,
            signed_on=None,
        ).first()
        if plan is None:
            raise UnableToAgree(_("There is no plan that is still to be signed: reload the page."))
        if on > today:
            raise UnableToAgree(_("Nobody has signed on a day that is still to come."))
        plan.signed_on = on
        plan.save(update_fields=["signed_on"])
        _acknowledge(case_id, on, by, today)


def _acknowledge(case_id: int, on: date, by: User, today: date) -> None:
    ground = _("installment agreement signed on %(day)s") % {"day": f"{on:%d.%m.%Y}"}
    # an earlier paper of the same day may have acknowledged all of it
    with suppress(acknowledging.UnableToAcknowledge):
        acknowledging.acknowledge(
            case_id=case_id,
            on=on,
            ground=ground,
            by=by,
            today=today,
        )


def _asked(terms: Terms, debt: Decimal) -> Asked:
    parts, last = terms.parts, terms.last
    told = ngettext(
        "an installment plan of %(number)s part, the last due on %(day)s, for %(sum)s ₽",
        "an installment plan of %(number)s parts, the last due on %(day)s, for %(sum)s ₽",
        len(parts),
    )
    text = told % {
        "number": len(parts),
        "day": formats.date_format(last, "SHORT_DATE_FORMAT"),
        "sum": _roubles(debt),
    }
    rows = [[due_on.isoformat(), str(amount)] for due_on, amount in parts]
    return Asked(
        Recovery.Side.PLAN,
        last,
        text,
        amount=debt,
        given={
            "parts": rows,
            "beside": list(terms.beside),
        },
    )


def agree_as_wished(case: Case, wish: Wish, by: User, today: date) -> None:
    """Agree on the parts that somebody wished, in the name of who gives leave.

    :raises UnableToAgree: see ``agree``
    :raises BeyondLimit: when this is beyond the limit of who gives leave too
    """
    parts = [
        (date.fromisoformat(due_on), Decimal(amount)) for due_on, amount in wish.given["parts"]
    ]
    agree(
        case_id=case.pk,
        parts=parts,
        by=by,
        today=today,
        beside=wish.given.get("beside", ()),
    )


@transaction.atomic
def end(*, case_id: int, ground: str, by: User, today: date) -> None:
    """End an installment plan before its last part.

    :raises UnableToEnd: when the case has none by now
    """
    case = Case.objects.select_for_update().get(pk=case_id)
    if case.side != Recovery.Side.PLAN:
        raise UnableToEnd(_("Something else stops the case by now: reload the page."))
    plan_penalties.drop(case=case, ground=ground, by=by, today=today)
    plans = InstallmentPlan.objects.filter(case=case, status=InstallmentPlan.Status.ACTIVE)
    plans.update(status=InstallmentPlan.Status.CANCELED, ended_on=today)
    case.side = Recovery.Side.ACTIVE
    case.save(update_fields=["side"])
    journal.tell(
        case_id=case_id,
        fact="plan-ended",
        by=by,
        today=today,
        ground=ground,
    )


def _check(terms: Terms, debt: Decimal, today: date) -> None:
    for due_on, amount in terms.parts:
        _check_part(due_on, amount, today)
    total = terms.total
    if total != debt:
        raise UnableToAgree(
            _("The parts make %(total)s ₽, but the debt is %(debt)s ₽.")
            % {"total": _roubles(total), "debt": _roubles(debt)}
        )


def _check_part(due_on: date, amount: Decimal, today: date) -> None:
    if due_on <= today:
        raise UnableToAgree(_("Each part must be due after today."))
    doubt = staff.doubt_about_day(
        due_on,
        span=days.AGREED,
        today=today,
    )
    if doubt := doubt or staff.doubt_about_sum(amount):
        raise UnableToAgree(doubt)
    if not amount:
        raise UnableToAgree(_("Each part must be more than zero."))


def _roubles(amount: Decimal) -> str:
    return formats.number_format(
        amount,
        decimal_pos=2,
        use_l10n=True,
        force_grouping=True,
    )
