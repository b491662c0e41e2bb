"""The journal of a case is a chain: what is changed behind the program's back is found."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import Settings

from tests import factories
from tests.recovery.living import START, open_case, prepare
from webapp.processes.models import Case, Step
from webapp.processes.operations import beside, journal
from webapp.processes.queries import chain

pytestmark = pytest.mark.django_db
_LAST = 4


@pytest.fixture
def case() -> Case:
    """A case with four rows in its journal, and another one beside it."""
    boss = prepare()
    other, case = (
        open_case(factories.create_debtor(today=START, party=factories.create_person()))
        for _time in range(2)
    )
    for number in range(_LAST):
        for one in (case, other):
            journal.write_decision(
                case_id=one.pk, fact=f"fact-{number}", by=boss, today=START, details={"n": number}
            )
    return case


@contextmanager
def behind_the_back() -> Iterator[None]:
    """Be the owner of the database, whom its triggers do not hold."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE processes_step DISABLE TRIGGER USER")
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE processes_step ENABLE TRIGGER USER")


def changed(step: Step, **fields: object) -> None:
    with behind_the_back():
        Step.objects.filter(pk=step.pk).update(**fields)


def row(case: Case, place: int) -> Step:
    return Step.objects.get(case=case, number=place)


def test_rows_are_numbered_in_their_case_and_linked(case: Case) -> None:
    rows = list(Step.objects.filter(case=case).order_by("id"))

    assert [one.number for one in rows] == list(range(1, len(rows) + 1))
    assert len({one.digest for one in rows}) == len(rows)
    assert chain.end(case_id=case.pk) == chain.End(len(rows), rows[-1].digest)
    assert chain.first_broken() is None


@pytest.mark.parametrize(
    "fields", [{"on": "2026-01-01"}, {"debt": "1.00"}, {"details": {"n": 9}}, {"ground": "иначе"}]
)
def test_a_changed_row_is_named(case: Case, fields: dict[str, object]) -> None:
    step = row(case, 2)
    changed(step, **fields)

    assert chain.first_broken() == chain.Broken(case.pk, 2, step.pk)


def test_a_row_taken_out_leaves_a_gap(case: Case) -> None:
    with behind_the_back():
        row(case, 2).delete()

    broken = chain.first_broken()
    assert broken
    assert (broken.case_id, broken.number) == (case.pk, 3)


def test_what_is_cut_off_at_the_end_contradicts_the_sheet_of_terms(case: Case) -> None:
    sheet = beside.draw_up(case=case, kind="proof_sheet", today=START)
    assert list(chain.contradicted()) == []

    printed = sheet.context["rows"]
    with behind_the_back():
        Step.objects.filter(case=case, number__gte=printed).delete()

    assert chain.first_broken() is None
    assert list(chain.contradicted()) == [chain.Contradicted(case.pk, printed, sheet.number)]


def test_the_doctor_names_the_first_broken_row(case: Case, settings: Settings) -> None:
    settings.TEMPORAL_ADDRESS = "127.0.0.1:1"
    changed(row(case, 3), outcome="иначе")
    said = StringIO()

    with pytest.raises(CommandError):
        call_command("doctor", stdout=said)

    assert f"case {case.pk}: row 3 of its journal" in said.getvalue()
