"""Installment plans: proposed, agreed; kept or broken by payments alone."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from dateutil.relativedelta import relativedelta
from django.db import IntegrityError, transaction
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from webapp.processes.models import Case, Wish
from webapp.processes.operations import journal, limits, pausing
from webapp.processes.operations.limits import Asked
from webapp.processes.operations.pausing import UnableToEnd
from webapp.recovery.models import Installment, InstallmentPlan, Recovery
from webapp.recovery.queries import claims
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


def agree(
    *, case_id: int, parts: Sequence[tuple[date, Decimal]], by: User, today: date
) -> InstallmentPlan:
    """Agree that the debt is paid in parts; the case sleeps while they are paid in time.

    :raises UnableToAgree: when the parts do not add up to the debt, a date is past, or the case is
        closed or has a plan
    :raises BeyondLimit: when the person decides less than that alone
    """
    try:
        with transaction.atomic():
            return _agree(case_id, parts, by, today)
    except IntegrityError as error:
        raise UnableToAgree(_("Two parts are due on one day: give each its own.")) from error


def _agree(
    case_id: int, parts: Sequence[tuple[date, Decimal]], by: User, today: date
) -> InstallmentPlan:
    if not pausing.take_aside(case_id=case_id, side=Recovery.Side.PLAN):
        raise UnableToAgree(
            _("The case is closed, paused or on an installment plan already: reload the page.")
        )
    debt = claims.debt(case_id=case_id)
    _check(parts, debt, today)
    limits.weigh(
        case=Case.objects.get(pk=case_id),
        asked=_asked(parts, debt),
        by=by,
        today=today,
    )
    plan = InstallmentPlan.objects.create(
        case_id=case_id,
        agreed_on=today,
        by=by,
    )
    Installment.objects.bulk_create(
        [
            Installment(
                plan=plan,
                due_on=due_on,
                amount=amount,
            )
            for due_on, amount in parts
        ]
    )
    last = max(due_on for due_on, _amount in parts)
    journal.tell(
        case_id=case_id,
        fact="plan-agreed",
        by=by,
        today=today,
        parts=len(parts),
        until=last.isoformat(),
    )
    return plan


def _asked(parts: Sequence[tuple[date, Decimal]], debt: Decimal) -> Asked:
    last = max(due_on for due_on, _amount in parts)
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
        given={"parts": rows},
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
    )


@transaction.atomic
def end(*, case_id: int, ground: str, by: User, today: date) -> None:
    """End an installment plan before its last part.

    :raises UnableToEnd: when the case has none by now
    """
    case = Case.objects.select_for_update().get(pk=case_id)
    if case.side != Recovery.Side.PLAN:
        raise UnableToEnd(_("Something else stops the case by now: reload the page."))
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


def _check(parts: Sequence[tuple[date, Decimal]], debt: Decimal, today: date) -> None:
    for due_on, amount in parts:
        _check_part(due_on, amount, today)
    total = sum((amount for _due, amount in parts), Decimal(0))
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
