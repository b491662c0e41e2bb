"""Several people start the same debtors at one moment: a case each, and no number lost."""

import threading

import pytest
from django.db import connection

from tests import factories
from tests.recovery.living import START, prepare
from webapp.processes.models import Case
from webapp.recovery.operations import opening

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE, DEBTORS = 6, 60


def test_six_people_who_start_sixty_debtors_make_sixty_cases_numbered_without_a_gap() -> None:
    prepare()
    accounts = [factories.create_debtor(months=2, today=START).pk for _debtor in range(DEBTORS)]
    opened: list[int] = []
    ready = threading.Barrier(PEOPLE)

    def start() -> None:
        ready.wait(timeout=30)
        found = opening.open_cases(account_ids=accounts, by=None, today=START)
        opened.append(found.count)
        connection.close()

    people = [threading.Thread(target=start) for _person in range(PEOPLE)]
    for person in people:
        person.start()
    for person in people:
        person.join(timeout=120)

    assert (len(opened), sum(opened)) == (PEOPLE, DEBTORS)
    numbers = sorted(Case.objects.values_list("number", flat=True))
    assert numbers == [f"ПИР-{number:06d}/2026" for number in range(1, DEBTORS + 1)]
