"""Lists cost the same queries for one row and for many."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tests.recovery import living
from webapp.processes.models import Case, Step
from webapp.processes.queries import labels
from webapp.recovery.models import Scheme
from webapp.recovery.operations import opening
from webapp.recovery.queries import schemes
from webapp.staff.models import User
from webapp.tasks.models import Task

LogIn = Callable[..., Client]
CLOCK = 1
"""The business clock is looked at once a second, so one page in a while reads it."""


def queries_of(client: Client, address: str) -> int:
    """Count the queries of a page that has been opened before.

    Nothing is remembered of the schemes. What is known for a moment may have to be read again just
    then, so the page is opened twice.
    """
    client.get(address)
    return min(_spent(client, address) for _time in range(2))


def _spent(client: Client, address: str) -> int:
    cache.clear()
    schemes.scheme_of_version.cache_clear()
    with CaptureQueriesContext(connection) as spent:
        client.get(address)
    return len(spent)


def eleven_more_cases(case: Case) -> None:
    task = Task.objects.get()
    accounts = [factories.create_debtor(today=living.START) for _number in range(11)]
    opening.open_cases(
        account_ids=[account.pk for account in accounts], by=None, today=living.START
    )
    for other in Case.objects.exclude(pk=case.pk):
        task.pk, task.subject, task.workflow_id = (
            None,
            f"recovery_case:{other.pk}",
            f"debt_recovery:{other.pk}",
        )
        task.account = other.account
        task.save()


@pytest.mark.parametrize(("address", "most"), [("recovery_cases", 20), ("tasks_list", 34)])
def test_the_lists_of_cases_and_tasks(
    case: Case, boss: User, log_in: LogIn, address: str, most: int
) -> None:
    client = log_in(boss)
    page = reverse(f"admin:{address}") + "?tab=all"
    of_one = queries_of(client, page)

    eleven_more_cases(case)

    assert client.get(page).context["page"].paginator.count == 12
    assert queries_of(client, page) <= min(most, of_one + CLOCK)


def test_the_workbench_where_the_newest_thing_about_each_debtor_is_a_task(
    case: Case, boss: User, log_in: LogIn
) -> None:
    client, page = log_in(boss), reverse("admin:recovery_debtors")
    of_one = queries_of(client, page)

    eleven_more_cases(case)
    for other in Case.objects.exclude(pk=case.pk):
        Step.objects.create(
            case=other, key="1:1:ask", stage=1, deed="ask", name="approve", on=living.START, debt=1
        )

    title = labels.kind_title(process=case.process, code="approve")
    assert client.get(page).content.decode().count(title) >= 11
    assert queries_of(client, page) <= min(28, of_one + CLOCK)


def test_the_list_of_schemes(boss: User, log_in: LogIn) -> None:
    client, page = log_in(boss), reverse("admin:recovery_schemes")
    of_three = queries_of(client, page)

    for number in range(9):
        scheme = Scheme.objects.create(
            code=f"scheme-{number}", name=f"Схема {number}", party_kinds=["PERSON"], is_active=False
        )
        scheme.versions.create(
            number=1, definition=Scheme.objects.get(code="persons").versions.get().definition
        )

    assert len(client.get(page).context["rows"]) == 12
    assert queries_of(client, page) <= min(16, of_three + CLOCK)
