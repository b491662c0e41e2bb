"""A process that opens many cases together, or enters an event, is killed with -9 on the way."""

import subprocess
import sys

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet

from tests import factories
from tests.house.processes import in_this_database, until
from tests.recovery import told
from tests.recovery.living import START, prepare
from webapp.audit.models import Entry
from webapp.contracts.models import Account
from webapp.outbox.models import Row, Subscription
from webapp.processes.models import Case, Step
from webapp.recovery.models import CaseCharge, CourtCase, CourtEvent, Recovery, SchemeVersion, Writ
from webapp.recovery.operations import opening
from webapp.tasks.models import Task

pytestmark = pytest.mark.django_db(transaction=True)
DEBTORS = 250


def test_each_case_of_a_killed_opening_is_there_whole_or_not_at_all() -> None:
    prepare()
    accounts = [factories.create_debtor(months=2, today=START).pk for _debtor in range(DEBTORS)]

    with transaction.atomic():
        # not committed: the second lot must wait until it is known whether the last debtor has a case
        _begin_a_case(Account.objects.get(pk=accounts[-1]))
        with subprocess.Popen(
            [sys.executable, "-m", "tests.recovery.killed_opening"], env=in_this_database()
        ) as office:
            try:
                until(somebody_waits, seconds_max=120)
            finally:
                office.kill()
        transaction.set_rollback(True)
    left = Case.objects.count()
    assert 0 < left < DEBTORS
    assert _parts() == {left}

    again = opening.open_cases(account_ids=accounts, by=None, today=START)

    assert (again.count, again.skipped) == (DEBTORS - left, left)
    assert _parts() == {DEBTORS}
    numbers = sorted(Case.objects.values_list("number", flat=True))
    assert numbers == [f"ПИР-{number:06d}/2026" for number in range(1, DEBTORS + 1)]


def test_an_event_killed_on_the_way_is_there_with_all_it_does_or_not_at_all() -> None:
    prepare()
    case = told.case_at_court()
    CourtCase.objects.update(ruling="IN_FORCE", issued_on=START, in_force_on=START)
    writ = Writ.objects.create(
        case=case, number="2-15/2026", issued_on=START, amount=1, presented_on=START
    )
    before = _traces(case)

    with transaction.atomic():
        Writ.objects.select_for_update().get(
            pk=writ.pk
        )  # the event has changed the court's case and must now wait for the writ
        with subprocess.Popen(
            [sys.executable, "-m", "tests.recovery.killed_event"], env=in_this_database()
        ) as office:
            until(somebody_waits, seconds_max=60)
            office.kill()

    assert _traces(case) == before

    subprocess.run(
        [sys.executable, "-m", "tests.recovery.killed_event"], env=in_this_database(), check=True
    )
    subprocess.run(
        [sys.executable, "-m", "tests.recovery.killed_event"], env=in_this_database(), check=True
    )

    assert [now - then for then, now in zip(before, _traces(case), strict=True)] == [1, 2, 1, 1]
    assert Case.objects.get().stage_kind == "lawsuit"
    assert CourtCase.objects.get().ruling == "CANCELLED"


def _traces(case: Case) -> list[int]:
    """Count what an event writes: itself, steps of the journal, the task for the bailiffs, what wakes the case."""
    told_bailiffs = Task.objects.filter(kind="notify_bailiffs")
    return [
        found.count()
        for found in (CourtEvent.objects, Step.objects.filter(case=case), told_bailiffs, _wakes())
    ]


def _wakes() -> QuerySet[Row]:
    return Row.objects.filter(fact="case.court-event-entered")


def _begin_a_case(account: Account) -> None:
    case = Case.objects.create(
        process="debt_recovery",
        number="another",
        exclusive=f"debt_recovery:account:{account.pk}",
        party=account.party,
        account=account,
        opened_on=START,
        stage_kind="notice",
        stage_started_on=START,
    )
    Recovery.objects.create(case=case, scheme_version=SchemeVersion.objects.latest("id"))


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid)))"
        )
        return bool(cursor.fetchone()[0])


def _parts() -> set[int]:
    """Count cases by everything that belongs to one."""
    return {
        Case.objects.count(),
        Case.objects.values("account").distinct().count(),
        CaseCharge.objects.values("case").distinct().count(),
        Row.objects.filter(kind=Row.Kind.START).count(),
        Subscription.objects.filter(subject__startswith="recovery_case:").count(),
        Entry.objects.filter(name="recovery.case.opened").count(),
    }
