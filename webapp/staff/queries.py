"""What binds the whole installation: the business day, the lock date, who may do what.

Edges (views, commands, activities) ask for the day here; everything below takes it as an argument.
"""

import functools
import time
from datetime import UTC, date, datetime
from decimal import Decimal

from django.conf import settings
from django.contrib.auth.models import Permission
from django.db import IntegrityError, connection
from django.db.models import QuerySet, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _

from webapp.staff import registry
from webapp.staff.models import (
    LOCK_DATE_CONSTRAINT,
    BusinessClockSetting,
    LockDate,
    Role,
    SecondFactor,
    User,
)
from workflows.interfaces import days
from workflows.interfaces.clock import BusinessClock

_CLOCK_CHECKED_EVERY_S = 1.0
# twelve digits before the comma are what the columns of money hold
SUM_MAX = Decimal("999999999999.99")
_KOPECK = Decimal("0.01")
# a rehearsal sets its clock again and again, and goes on when every process has seen that
REHEARSED_CHECKED_EVERY_S = 0.2


def business_clock() -> BusinessClock:
    """Return the clock of this installation: real time unless a rehearsal has set another.

    A process looks once a second.
    """
    clock = _clock(_turn(_CLOCK_CHECKED_EVERY_S), connection.settings_dict["NAME"])
    if clock == BusinessClock():
        return clock
    return _rehearsed(_turn(REHEARSED_CHECKED_EVERY_S), connection.settings_dict["NAME"])


def _turn(seconds: float) -> int:
    return int(time.monotonic() / seconds)


@functools.lru_cache(maxsize=1)
def _clock(_turn: int, _database: str) -> BusinessClock:
    return _read_clock()


@functools.lru_cache(maxsize=1)
def _rehearsed(_turn: int, _database: str) -> BusinessClock:
    return _read_clock()


def _read_clock() -> BusinessClock:
    setting = BusinessClockSetting.objects.first()
    if setting is None:
        return BusinessClock()
    return BusinessClock(
        origin_real=setting.origin_real_at,
        origin_business=setting.origin_business_at,
        rate=setting.rate,
    )


def forget_clock() -> None:
    """Let the next look read the clock again; whoever sets it calls this."""
    _clock.cache_clear()
    _rehearsed.cache_clear()


def business_now() -> datetime:
    """Return the business moment, in Moscow time."""
    return business_clock().business(datetime.now(UTC))


def contact_moment() -> datetime:
    """Return the business moment by which the hours of contact are judged, in Moscow time."""
    return business_clock().contact_moment(datetime.now(UTC))


def today() -> date:
    """Return the business day."""
    return business_now().date()


def doubt_about_day(day: date, *, span: days.Span, today: date) -> str:
    """Return why a day cannot be right, in words; nothing when it may be."""
    if span.holds(day, today=today):
        return ""
    return _("Check the date: it can be from %(first)s to %(last)s.") % {
        "first": f"{span.first_day(today=today):%d.%m.%Y}",
        "last": f"{span.last(today=today):%d.%m.%Y}",
    }


def doubt_about_sum(amount: Decimal) -> str:
    """Return why a sum of roubles cannot be right, in words.

    Nothing when it may be. Zero may be, a debt of less may not.
    """
    if not amount.is_finite():
        return _("A sum is a number of roubles and kopecks.")
    if amount < 0:
        return _("A sum cannot be below zero.")
    if amount > SUM_MAX:
        return _("The sum is too large: check where the comma stands.")
    # quantizing is safe now: what is left is no longer than the largest sum
    if amount != amount.quantize(_KOPECK):
        return _("A sum has no more than two digits after the comma.")
    return ""


_CUSTOMERS = (
    *(
        "parties.view_party",
        "parties.view_contact",
        *("parties.view_guardian", "parties.view_state"),
        "contracts.view_account",
        "contracts.view_contract",
        "contracts.view_owner",
    ),
    *(
        "contracts.view_resident",
        "contracts.view_monthlynorm",
        "contracts.view_service",
        "contracts.view_supplier",
        "metering.view_meter",
        "metering.view_reading",
    ),
    *(
        "premises.view_district",
        "premises.view_street",
        "premises.view_building",
        "premises.view_premises",
    ),
)
_CONTACTS = ("parties.add_contact", "parties.change_contact")
_MONEY = ("billing.view_charge", "payments.view_payment")
_TASKS = ("tasks.view_task", "tasks.complete_task", "tasks.forward_task")
_DESK = (*_TASKS, "tasks.create_task")
_PAPERS = ("correspondence.view_document", "correspondence.view_message")
_CASES = ("recovery.view_recoverycase", "recovery.view_scheme")
_LAWYER = (
    *(*_CUSTOMERS, *_CONTACTS, *_MONEY, *_DESK, *_PAPERS, *_CASES),
    *(
        "recovery.start_recovery",
        "recovery.work_case",
        "recovery.hold_case",
        "recovery.dispute_case",
        "recovery.approve_package",
        "recovery.enter_court_event",
    ),
)
_RECORDS = (
    *(
        "parties.add_party",
        "parties.change_party",
        "contracts.change_account",
        "contracts.add_contract",
        "contracts.change_contract",
    ),
    *(
        "contracts.add_owner",
        "contracts.change_owner",
        "contracts.add_resident",
        "contracts.change_resident",
        "contracts.add_monthlynorm",
        "contracts.change_monthlynorm",
    ),
    *("parties.add_guardian", "parties.change_guardian"),
    *("parties.add_state", "parties.change_state"),
    *("contracts.change_supplier", "contracts.view_powerofattorney"),
    *("contracts.add_powerofattorney", "contracts.change_powerofattorney"),
    *("premises.change_street", "premises.change_building", "premises.change_premises"),
)
"""What the task «Enter what the paper lacks» may take to finish."""
RIGHTS: dict[Role, tuple[str, ...]] = {
    Role.LAWYER: _LAWYER,
    Role.HEAD_OF_LEGAL: (
        *_LAWYER,
        "recovery.change_scheme",
        "recovery.close_case",
        "recovery.decide_penalty",
        "recovery.change_executor",
        *("tasks.enter_absence", "tasks.lead_team"),
        *("recovery.view_authority", "recovery.add_authority", "recovery.change_authority"),
        *("recovery.view_territory", "recovery.delete_territory"),
        *_RECORDS,
        "correspondence.settle_message",
        "correspondence.change_template",
        "audit.view_entry",
        "audit.view_look",
        "billing.add_keyrate",
    ),
    Role.CALL_CENTER: (
        *_CUSTOMERS,
        *_CONTACTS,
        *_MONEY,
        *_DESK,
        *_PAPERS,
        *_CASES,
        "recovery.work_case",
    ),
    Role.ACCOUNTANT: (
        *(
            *_CUSTOMERS,
            *_MONEY,
            *_DESK,
            "recovery.view_recoverycase",
            "billing.load_debts",
            "billing.add_keyrate",
            *(
                "contracts.add_supplier",
                "contracts.change_supplier",
            ),  # a registry is refused until its supplier is entered
        ),
        *("payments.load_statement", "payments.identify_payment", "payments.reverse_payment"),
    ),
    Role.CREW: _TASKS,  # its orders name what it needs: no list, no card, no search
}
"""What each role may do, as ``app.codename``.

The administrator may do everything and is not in the table.
"""


def rights(*, role: Role) -> QuerySet[Permission]:
    """Return the permissions of a role that this installation has."""
    permissions = Permission.objects.annotate(
        code=Concat("content_type__app_label", Value("."), "codename")
    )
    if role == Role.ADMINISTRATOR:
        return permissions
    return permissions.filter(code__in=codes_of(role=role))


def codes_of(*, role: Role) -> frozenset[str]:
    """Return the codes of a role: those of the role table, and those that processes give it."""
    return registry.given(role=role).union(RIGHTS.get(role, ()))


def missing_rights() -> list[str]:
    """Return the codes of the role table that no model declares."""
    declared = {
        f"{app}.{code}"
        for app, code in Permission.objects.values_list("content_type__app_label", "codename")
    }
    named: set[str] = set()
    for role in Role:
        named.update(codes_of(role=role))
    return sorted(named - declared)


def breaks_lock_date(error: IntegrityError) -> bool:
    """Say whether the database refused a row because it is dated before the lock date."""
    diagnostics = getattr(error.__cause__, "diag", None)
    return getattr(diagnostics, "constraint_name", None) == LOCK_DATE_CONSTRAINT


def lock_date() -> date | None:
    """Return the day before which nothing can be written, when there is one."""
    return LockDate.objects.values_list("closed_before", flat=True).first()


def day_of(clock: BusinessClock) -> date:
    """Return the business day by a clock that has been read already."""
    return clock.today(datetime.now(UTC))


_MONEY_OR_RIGHTS = (
    "billing.load_debts",
    "payments.identify_payment",
    "recovery.start_recovery",
    "recovery.close_case",
    "staff.change_user",
)


def needs_second_factor(*, user: User) -> bool:
    """Say whether a person must show a second factor.

    Whoever moves money or gives rights, and who has chosen one.

    Nobody does where ``SECOND_FACTOR`` is off, or in a rehearsal, whose people have no telephones.
    """
    if settings.SECOND_FACTOR != "required" or business_clock() != BusinessClock():
        return False
    return any(map(user.has_perm, _MONEY_OR_RIGHTS)) or has_second_factor(user=user)


def has_second_factor(*, user: User) -> bool:
    """Say whether a person's telephone is known."""
    return SecondFactor.objects.filter(user=user, confirmed_at__isnull=False).exists()
