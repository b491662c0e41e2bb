"""A crew reads the order it was given, and nothing else that a stage has made."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.notifications import providers
from tests.recovery import living
from webapp.correspondence.models import Document
from webapp.staff.models import Role, User
from webapp.tasks.models import Task

LogIn = Callable[..., Client]


@pytest.fixture
def life(boss: User) -> living.Life:
    """A case that goes to court; its crew hurries nowhere when the supply must come back."""
    party = factories.create_person(email="", phone="")
    account = factories.create_debtor(party=party, today=living.START)
    return living.Life(
        case=living.open_case(account),
        by=boss,
        gateways=providers.gateways(),
        lazy=frozenset({"restriction", "approve", "resumption"}),
    )


def statuses(client: Client) -> dict[str, int]:
    """Return what a person gets for the papers of the case, by kind."""
    return {
        paper.kind: client.get(reverse("admin:recovery_paper", args=[paper.pk, "docx"])).status_code
        for paper in Document.objects.order_by("id")
    }


def shown(client: Client, kind: str) -> list[str]:
    """Return the kinds of the papers that the page of a task shows."""
    task = Task.objects.get(kind=kind)
    page = client.get(reverse("admin:tasks_task", args=[task.pk]))
    return [paper.kind for paper in page.context["documents"]]


def test_who_cuts_the_supply_reads_the_order_to_cut_it(life: living.Life, log_in: LogIn) -> None:
    life.go(until="ask:restriction")
    crew = log_in(Role.CREW)

    read = statuses(crew)

    assert shown(crew, "restriction") == ["restriction_order"]
    assert [kind for kind, status in read.items() if status == 200] == ["restriction_order"]
    assert len(read) > 1


def test_who_brings_the_supply_back_reads_no_paper_of_the_lawyers(
    life: living.Life, log_in: LogIn
) -> None:
    life.lazy = frozenset({"approve", "resumption"})
    life.go(until="ask:approve")
    life.pay(Decimal("4500.00"))
    life.go(until="ask:resumption")
    crew = log_in(Role.CREW)
    memo = Document.objects.get(kind="service_memo")
    order = Document.objects.get(kind="resumption_order")

    read = statuses(crew)

    assert (memo.stage, memo.attempt) == (order.stage, order.attempt)
    assert shown(crew, "resumption") == ["resumption_order"]
    assert [kind for kind, status in read.items() if status == 200] == ["resumption_order"]


def test_a_crew_reads_no_order_when_its_task_is_over(life: living.Life, log_in: LogIn) -> None:
    life.go(until="ask:restriction")
    Task.objects.filter(kind="restriction").update(status=Task.Status.RECALLED)

    read = statuses(log_in(Role.CREW))

    assert set(read.values()) == {404}


def test_a_lawyer_reads_every_paper_of_the_case(life: living.Life, log_in: LogIn) -> None:
    life.lazy = frozenset({"approve"})
    life.go(until="ask:approve")

    read = statuses(log_in(Role.LAWYER))

    assert set(read.values()) == {200}
