"""A process that opens many cases together is killed with -9 on the way."""

import subprocess
import sys

import pytest
from django.db import connection, transaction

from tests import factories
from tests.house.processes import in_this_database, until
from tests.recovery.living import START, prepare
from webapp.audit.models import Entry
from webapp.outbox.models import Row, Subscription
from webapp.recovery.models import CaseCharge, RecoveryCase
from webapp.recovery.operations import opening

pytestmark = pytest.mark.django_db(transaction=True)
DEBTORS = 250


def test_each_case_of_a_killed_opening_is_there_whole_or_not_at_all() -> None:
    prepare()
    accounts = [factories.create_debtor(months=2, today=START).pk for _debtor in range(DEBTORS)]

    opening.open_cases(account_ids=accounts[:1], by=None, today=START)  # the year's first number makes its sequence

    with transaction.atomic():
        opening.open_cases(account_ids=accounts[-1:], by=None, today=START)  # not committed: the second lot must wait for it
        with subprocess.Popen([sys.executable, "-m", "tests.recovery.killed_opening"], env=in_this_database()) as office:
            try:
                until(_somebody_waits, seconds_max=120)
            finally:
                office.kill()
        transaction.set_rollback(True)
    left = RecoveryCase.objects.count()
    assert 1 < left < DEBTORS - 1
    assert _parts() == {left}

    again = opening.open_cases(account_ids=accounts, by=None, today=START)

    assert (again.count, again.skipped) == (DEBTORS - left, left)
    assert _parts() == {DEBTORS}


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid)))")
        return bool(cursor.fetchone()[0])


def _parts() -> set[int]:
    """Count cases by everything that belongs to one."""
    return {
        RecoveryCase.objects.count(),
        RecoveryCase.objects.values("account").distinct().count(),
        CaseCharge.objects.values("case").distinct().count(),
        Row.objects.filter(kind=Row.Kind.START).count(),
        Subscription.objects.filter(subject__startswith="recovery_case:").count(),
        Entry.objects.filter(name="recovery.case.opened").count(),
    }
