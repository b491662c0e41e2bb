"""What a deed will do is told before it is done, by the deed itself, and nothing of the look stays."""

import re
from collections.abc import Callable
from datetime import datetime, time

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.notifications import providers
from tests.recovery import living
from webapp.audit.models import Entry
from webapp.outbox.models import Row
from webapp.processes.models import Case, Limit, Pause, Step
from webapp.recovery.models import InstallmentPlan, Recovery
from webapp.staff import operations
from webapp.staff.models import Role, User
from webapp.tasks.models import Task
from workflows.interfaces.clock import MOSCOW

LogIn = Callable[..., Client]
PARTS = {
    "months": 2,
    "first_due": "02.04.2026",
    "due": ["02.04.2026", "02.05.2026"],
    "amount": ["2500", "2000"],
}


def ask(client: Client, case: Case, action: str, look: str = "", **given: object) -> str:
    address = reverse("admin:recovery_case_action", args=[case.pk, action])
    if not given:
        return client.get(address).content.decode()
    return client.post(address + look, given, headers={"HX-Request": "true"}).content.decode()


def written() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Step, Pause, InstallmentPlan, Entry, Row))


@pytest.fixture
def office(boss: User, log_in: LogIn) -> Client:
    return log_in(boss)


def test_a_hold_says_which_letter_will_not_go(case: Case, office: Client) -> None:
    before = written()

    shown = ask(office, case, "hold")

    assert "Отзывается поручение «Отправить заказным письмом»" in shown
    assert "Потом: Дело приостановлено." in shown
    assert (written(), Task.objects.get().status) == (before, Task.Status.OPEN)


def test_a_plan_says_that_a_crew_brings_a_restricted_supply_back(
    case: Case, office: Client
) -> None:
    Recovery.objects.update(is_restricted=True)

    shown = ask(office, case, "plan")

    assert "Выезжает бригада: «Возобновить потребление»" in shown
    assert not InstallmentPlan.objects.exists()


def test_what_is_typed_is_looked_at_and_refused_before_it_is_sent(
    case: Case, office: Client
) -> None:
    shown = ask(office, case, "plan", "?look", **{**PARTS, "amount": ["1", "2"]})

    assert "Части составляют 3,00 ₽".replace(" ₽", "\xa0₽") in shown.replace(" ₽", "\xa0₽")
    assert not InstallmentPlan.objects.exists()


def test_a_write_off_is_shown_once_more_with_its_effects(case: Case, office: Client) -> None:
    checked = ask(office, case, "write-off", ground="Акт № 7")

    case.refresh_from_db()
    assert case.close_requested == ""
    assert "Проверьте перед выполнением" in checked and "Акт № 7" in checked
    assert "Дело закрывается: списано." in checked
    sure = re.search(r'name="sure" value="(\w+)"', checked)
    assert sure

    ask(office, case, "write-off", ground="Акт № 7", sure=sure[1])

    case.refresh_from_db()
    assert case.close_requested == "WRITTEN_OFF"


def test_what_changed_since_the_check_is_shown_again(case: Case, office: Client) -> None:
    again = ask(office, case, "write-off", ground="Акт № 7", sure="0123456789abcdef")

    case.refresh_from_db()
    assert case.close_requested == ""
    assert "Дело тем временем изменилось" in again


def test_a_plan_tells_until_when_the_debt_can_be_sued_for(case: Case, office: Client) -> None:
    assert "Исковая давность до 15.12.2028" in ask(office, case, "plan").replace("\xa0", " ")


class TestLimits:
    @pytest.fixture(autouse=True)
    def limits(self, case: Case) -> None:
        Limit.objects.all().delete()
        Limit.objects.create(
            process="debt_recovery", deed="PLAN", role=Role.CALL_CENTER, days_max=40
        )

    def test_beyond_the_limit_the_head_is_asked_and_does_it(
        self, case: Case, office: Client, log_in: LogIn
    ) -> None:
        call_center = log_in(Role.CALL_CENTER)
        assert "до 40 дней" in ask(call_center, case, "plan", "?look", **PARTS)

        ask(call_center, case, "plan", **PARTS)

        assert not InstallmentPlan.objects.exists()
        leave = Task.objects.get(kind="leave")
        assert (leave.role, leave.status) == (Role.HEAD_OF_LEGAL, Task.Status.OPEN)
        assert "рассрочку на 2 платежа, последний до 02.05.2026" in leave.remarks

        report(office, leave, "APPROVED")

        assert [
            part.due_on.month for part in InstallmentPlan.objects.get().installments.order_by("id")
        ] == [4, 5]

    def test_whoever_is_refused_is_told(self, case: Case, office: Client, log_in: LogIn) -> None:
        ask(log_in(Role.CALL_CENTER), case, "plan", **PARTS)
        leave = Task.objects.get(kind="leave")

        report(office, leave, "REFUSED", remarks="Сначала взнос")

        told = Task.objects.get(kind="free")
        assert "Сначала взнос" in told.text and told.assignee.roles == (Role.CALL_CENTER,)
        assert not InstallmentPlan.objects.exists()

    def test_the_same_is_asked_for_once(self, case: Case, log_in: LogIn) -> None:
        call_center = log_in(Role.CALL_CENTER)
        ask(call_center, case, "plan", **PARTS)

        assert "уже спросили" in ask(call_center, case, "plan", **PARTS)
        assert Task.objects.filter(kind="leave").count() == 1

    def test_within_the_limit_nobody_is_asked(self, case: Case, log_in: LogIn) -> None:
        Limit.objects.update(days_max=186)

        ask(log_in(Role.CALL_CENTER), case, "plan", **PARTS)

        assert InstallmentPlan.objects.count() == 1


def report(client: Client, task: Task, outcome: str, **given: str) -> None:
    told = {"outcome": outcome, "date": "02.03.2026", **given}
    client.post(reverse("admin:tasks_task", args=[task.pk]), told)


@pytest.fixture
def judgment(boss: User) -> Task:
    """A claim of 4 500 roubles, its penalty and its duty lies before the court."""
    party = factories.create_person(email="", phone="")
    life = living.Life(
        case=living.open_case(factories.create_debtor(party=party, today=living.START)),
        by=boss,
        gateways=providers.gateways(),
        outcomes={"court_order_ruling": "REFUSED"},
        lazy=frozenset({"judgment"}),
    )
    life.go(until="ask:judgment")
    operations.set_clock(business_at=datetime.combine(life.today, time(10), MOSCOW), rate=1.0)
    return Task.objects.get(kind="judgment", status=Task.Status.OPEN)


def test_a_judgment_shows_what_is_claimed_beside_what_is_awarded(
    judgment: Task, office: Client
) -> None:
    page = reverse("admin:tasks_task", args=[judgment.pk])

    shown = office.get(page).content.decode().replace("\xa0", " ")

    assert shown.count("заявлено") == 3 and "4 500,00 ₽" in shown
    assert 'data-answers="PARTIAL SETTLED"' in shown and 'data-fill="4 500,00"' in shown


def test_a_sum_above_the_claim_is_refused_by_its_field(judgment: Task, office: Client) -> None:
    told = {"outcome": "PARTIAL", "date": f"{judgment.created_on:%d.%m.%Y}", "claim": "5000"}

    page = reverse("admin:tasks_task", args=[judgment.pk])
    shown = office.post(page, told).content.decode().replace("\xa0", " ")

    assert 'href="#id_claim"' in shown and "не больше заявленного: 4 500,00 ₽" in shown
    assert 'href="#id_penalty"' in shown and "Ещё ничего не сделано" in shown
    judgment.refresh_from_db()
    assert judgment.status == Task.Status.OPEN


def test_what_belongs_to_another_outcome_is_not_kept(judgment: Task, office: Client) -> None:
    day = f"{judgment.created_on:%d.%m.%Y}"
    told = {"outcome": "DENIED", "date": day, "claim": "вздор", "remarks": "пропущен срок"}

    page = reverse("admin:tasks_task", args=[judgment.pk])
    checked = office.post(page, told).content.decode()

    assert (
        "Проверьте перед выполнением" in checked and "вздор" not in checked.split("<dl", 1)[1][:900]
    )
    office.post(page, {**told, "sure": "DENIED"})
    judgment.refresh_from_db()
    assert (judgment.outcome, "claim" in judgment.result) == ("DENIED", False)
