"""``istok doctor`` on a real server: what it names, what it mends, and what it leaves to a restore."""

from collections.abc import Iterator
from datetime import timedelta

import pgtrigger
import pytest
from django.utils import timezone
from pytest_django import Settings

from tests import factories
from tests.house.processes import doctor, until
from tests.recovery import living
from tests.recovery.running import Running
from webapp.outbox import operations as outbox
from webapp.outbox import relay, runs
from webapp.outbox.models import Row
from webapp.processes.models import Case, Restore
from webapp.processes.operations import closing, mending, work
from webapp.processes.queries import health
from webapp.recovery.models import Recovery
from webapp.staff import queries as staff
from webapp.staff.models import User
from webapp.tasks.models import Task
from workflows.interfaces import debt_recovery as words

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.temporal]
FINE = "ok: the database and Temporal agree\n"


@pytest.fixture
def case(
    temporal_address: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Case]:
    """A case whose process has come to the first thing that a person does."""
    settings.TEMPORAL_ADDRESS = temporal_address
    monkeypatch.setattr(health, "_SILENT", timedelta())
    living.prepare()
    debtor = factories.create_person(email="", phone="")
    account = factories.create_debtor(party=debtor, today=staff.today())
    opened = living.open_case(account, today=staff.today())
    with Running("worker"):
        relay.carry_all(seconds=10)
        until(Task.objects.filter(status=Task.Status.OPEN).exists, seconds_max=240)
        yield opened
        runs.terminate(workflow_ids=running(), reason="the test is over")


def running() -> set[str]:
    return runs.open_ids(workflow_types=[words.WORKFLOW_TYPE])


def close(case: Case) -> None:
    """Withdraw the claim and wait until the process has come to its end."""
    closing.request(
        case_id=case.pk,
        reason="WITHDRAWN",
        ground="test",
        by=User.objects.latest("id"),
        today=staff.today(),
    )
    relay.carry_all(seconds=10)
    until(lambda: words.workflow_id(case_id=case.pk) not in running(), seconds_max=120)


def forget_closing(case: Case) -> None:
    """What a backup from before the closing would say."""
    Case.objects.filter(pk=case.pk).update(
        closed_on=None, close_reason="", close_requested="", side=Recovery.Side.ACTIVE
    )


def test_all_is_well_when_it_is(case: Case) -> None:
    assert doctor() == FINE


def test_a_process_that_was_killed_is_started_anew(case: Case) -> None:
    runs.terminate(workflow_ids=running(), reason="an accident")

    assert f"case {case.pk}: open, but its workflow is not running" in doctor()
    assert doctor("--mend").endswith(FINE)
    assert running() == {words.workflow_id(case_id=case.pk)}


def test_a_process_that_knows_its_case_as_closed_is_left_to_a_restore(case: Case) -> None:
    close(case)
    forget_closing(case)

    said = doctor("--mend")

    assert f"case {case.pk}: open, but its workflow ended (COMPLETED)" in said
    assert "run `istok restored`" in said and said.endswith("see above")
    assert running() == set()


def test_after_a_restore_a_completed_process_is_started_anew(case: Case) -> None:
    close(case)
    forget_closing(case)
    today = staff.today()
    Restore.objects.create(backup_of=timezone.now(), lost_from=today, lost_until=today)

    assert doctor("--mend").endswith(FINE)
    assert running() == {words.workflow_id(case_id=case.pk)}


def test_a_process_refuses_a_journal_that_has_lost_rows(case: Case) -> None:
    with pgtrigger.ignore("processes.Step:append_only"):
        case.steps.all().delete()
    Row.objects.all().update(delivered_at=timezone.now())
    wake(case)
    until(lambda: not running(), seconds_max=120)

    said = doctor("--mend")

    assert f"case {case.pk}: open, but its workflow ended (FAILED)" in said
    assert "run `istok restored`" in said and running() == set()


def wake(case: Case) -> None:
    mending.wake(case_ids=[case.pk], key="test")
    relay.carry_all(seconds=10)


def test_a_process_that_has_missed_an_answer_is_woken(case: Case) -> None:
    """Temporal restored from an older backup does not know the signals it had got."""
    task = Task.objects.get(status=Task.Status.OPEN)
    outcome = living.OUTCOMES[task.kind]
    result = {"date": staff.today().isoformat(), "number": "80110012345672"}
    by = User.objects.latest("id")
    work.complete(task_id=task.pk, outcome=outcome, result=result, by=by, today=staff.today())
    Row.objects.filter(delivered_at=None).update(delivered_at=timezone.now())

    assert f"case {case.pk}: 0.1:pass:deliver is to be done, and nobody does it" in doctor()
    assert doctor("--mend").endswith(FINE)


def test_a_case_that_cannot_be_read_is_named_and_goes_on_when_it_can(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(stage=99)
    wake(case)

    said = doctor("--mend")

    assert f"case {case.pk}: cannot be read (IndexError)" in said and said.endswith("see above")
    Case.objects.filter(pk=case.pk).update(stage=0)
    until(lambda: doctor() == FINE, seconds_max=240)


def test_a_story_that_fails_again_and_again_is_named_with_the_type_of_its_error(
    case: Case,
) -> None:
    """As after an update that cannot read what an older program has begun with."""
    key = words.workflow_id(case_id=case.pk)
    runs.terminate(workflow_ids=[key], reason="an accident")
    unreadable = [(key, {"case_id": case.pk, "scheme": "no scheme"})]
    outbox.start_anew_many(
        workflow_type=words.WORKFLOW_TYPE, task_queue=words.TASK_QUEUE, starts=unreadable
    )
    relay.carry_all(seconds=10)
    story = f"workflow {key}: its story fails again and again, tried "
    until(lambda: story in doctor(), seconds_max=240)

    said = doctor("--mend")

    assert "(RuntimeError)" in said.split(story)[1] and said.endswith("see above")
    runs.terminate(workflow_ids=[key], reason="a person has looked")
    assert doctor("--mend").endswith(FINE)
