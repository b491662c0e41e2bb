"""The journal on screen."""

import io

import pytest
import python_calamine
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests import factories
from webapp.audit import operations, queries
from webapp.staff.models import Role

pytestmark = pytest.mark.django_db
JOURNAL = "admin:audit_entry_changelist"


def test_the_head_of_legal_reads_it_and_the_crew_does_not(client: Client) -> None:
    operations.record(name="billing.debts.loaded", subject="debt_load:1", ground="Реестр за август")

    for role, status in ((Role.HEAD_OF_LEGAL, 200), (Role.CREW, 403)):
        client.force_login(factories.create_staff(role=role))
        assert client.get(reverse(JOURNAL)).status_code == status


def test_a_deed_is_shown_in_words_and_found_by_its_subject(client: Client) -> None:
    operations.record(name="billing.debts.loaded", subject="debt_load:1", ground="Реестр за август")
    operations.record(name="tasks.task.completed", subject="debt_load:12", ground="Другое")
    client.force_login(factories.create_staff(role=Role.HEAD_OF_LEGAL))

    page = client.get(reverse("admin:audit_journal"), {"q": "debt_load:1"}).content.decode()

    assert "Загружен реестр долгов" in page
    assert "Другое" not in page


def test_the_chosen_rows_go_to_a_workbook(client: Client) -> None:
    entry = operations.record(name="billing.debts.loaded", subject="debt_load:1", ground="=1+1", details={"rows": 5})
    client.force_login(factories.create_staff(role=Role.HEAD_OF_LEGAL))

    answer = client.post(reverse(JOURNAL), {"action": "export", "_selected_action": [entry.pk]})

    rows = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[1][2:] == ["Загружен реестр долгов", "debt_load:1", "=1+1", '{"rows": 5}']


def test_nobody_writes_the_journal_by_hand(client: Client) -> None:
    entry = operations.record(name="billing.debts.loaded", subject="debt_load:1")
    client.force_login(factories.create_staff(role=Role.ADMINISTRATOR))

    assert client.get(reverse("admin:audit_entry_add")).status_code == 403
    assert client.post(reverse("admin:audit_entry_change", args=[entry.pk]), {"ground": "x"}).status_code == 403


def test_an_unknown_deed_is_shown_without_its_dots() -> None:
    with translation.override("ru"):
        assert queries.deed_in_words("recovery.case.put-on-hold") == "recovery: case put on hold"


def test_a_subject_has_its_own_journal() -> None:
    operations.record(name="a.b.c", subject="account:1")
    operations.record(name="a.b.d", subject="account:2")

    assert [entry.name for entry in queries.journal(subject="account:1")] == ["a.b.c"]
