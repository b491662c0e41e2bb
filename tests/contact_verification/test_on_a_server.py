"""A verification on a real server: it is opened by the relay, asks the desk, and ends by its report."""

from datetime import timedelta

import pytest
from pytest_django import Settings

from tests import factories
from tests.house.processes import doctor, until
from tests.recovery.running import Running
from webapp.outbox import relay, runs
from webapp.parties import operations as parties
from webapp.processes.models import Case
from webapp.processes.operations import work
from webapp.processes.queries import health
from webapp.staff import queries as staff
from webapp.staff.models import Role
from webapp.tasks.models import Task
from workflows.contact_verification import CONFIRMED, WORKFLOW_TYPE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.temporal]


def test_a_failed_contact_leads_to_the_desk_and_its_report_ends_the_case(
    temporal_address: str, settings: Settings
) -> None:
    settings.TEMPORAL_ADDRESS = temporal_address
    contact = factories.create_account(party=factories.create_person(phone="")).party.contacts.get()
    clerk = factories.create_staff(role=Role.CALL_CENTER)

    with Running("worker", "relay"):
        parties.mark_contact(contact_id=contact.pk, works=False, ground="550 5.1.1")
        asked = Task.objects.filter(kind="verify_contact", status=Task.Status.OPEN)
        until(asked.exists, seconds_max=240)
        today = staff.today()
        work.complete(
            task_id=asked.get().pk,
            outcome=CONFIRMED,
            result={"date": today.isoformat()},
            by=clerk,
            today=today,
        )
        until(Case.objects.filter(close_reason=CONFIRMED).exists, seconds_max=240)
        until(lambda: not runs.open_ids(workflow_types=[WORKFLOW_TYPE]), seconds_max=120)

    contact.refresh_from_db()
    assert contact.is_valid


def test_the_doctor_misses_a_verification_that_was_killed_and_starts_it_anew(
    temporal_address: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TEMPORAL_ADDRESS = temporal_address
    monkeypatch.setattr(health, "_SILENT", timedelta())
    contact = factories.create_account(party=factories.create_person(phone="")).party.contacts.get()
    asked = Task.objects.filter(kind="verify_contact", status=Task.Status.OPEN)

    with Running("worker", "relay"):
        parties.mark_contact(contact_id=contact.pk, works=False, ground="550 5.1.1")
        until(asked.exists, seconds_max=240)
    runs.terminate(workflow_ids=runs.open_ids(workflow_types=[WORKFLOW_TYPE]), reason="test")
    case = Case.objects.get()
    assert f"case {case.pk}: open, but its workflow is not running\n" in doctor()

    with Running("worker"):
        said = doctor("--mend")
        relay.carry_all(seconds=10)
        assert f"case {case.pk}: started anew\n" in said
        until(lambda: doctor() == "ok: the database and Temporal agree\n", seconds_max=120)
        runs.terminate(workflow_ids=runs.open_ids(workflow_types=[WORKFLOW_TYPE]), reason="test")
