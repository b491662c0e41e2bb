"""What people see of verifications: the list, a case, its task; and what nobody of another segment sees."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.contact_verification.conftest import START, Verifying
from webapp.parties.models import Contact
from webapp.processes.queries import segments
from webapp.staff import operations as staff
from webapp.staff.models import Role
from workflows.contact_verification import CORRECTED, WORKFLOW_TYPE

type Begin = Callable[..., Verifying]
LIST = "/office/contact_verification/cases/"


def logged_in(role: Role, **segment: tuple[str, ...]) -> Client:
    client = Client(headers={"accept-language": "ru"})
    client.force_login(factories.create_staff(role=role, **segment))
    return client


def beside_menu(shown: str) -> str:
    return shown[shown.index('class="ik-stack"') :]


@pytest.fixture
def life(begin: Begin) -> Verifying:
    found = begin()
    staff.set_clock(business_at=found.now(), rate=1.0)
    found.fail(Contact.Kind.EMAIL)
    found.to_desk()
    staff.set_clock(business_at=found.now(), rate=1.0)
    return found


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_the_list_and_the_case_name_the_contact_and_what_happened(life: Verifying) -> None:
    desk = logged_in(Role.CALL_CENTER)

    assert "anna@example.com" in page(desk, LIST)
    case = page(desk, f"{LIST}{life.case.pk}/")
    for word in ("anna@example.com", "550 5.1.1", "Вопрос абоненту", "Выяснить, как связаться"):
        assert word in case, word


def test_the_dates_ahead_of_a_new_case_end_with_its_closing(begin: Begin) -> None:
    life = begin()
    staff.set_clock(business_at=life.now(), rate=1.0)
    life.fail(Contact.Kind.EMAIL)

    ahead = page(logged_in(Role.CALL_CENTER), f"{LIST}{life.case.pk}/")

    assert "Даты впереди" in ahead
    assert "что выяснят о контакте" in ahead


def test_the_page_of_a_case_says_nothing_of_debt_and_no_code(begin: Begin) -> None:
    life = begin()
    staff.set_clock(business_at=life.now(), rate=1.0)
    life.fail(Contact.Kind.EMAIL)

    shown = beside_menu(page(logged_in(Role.CALL_CENTER), f"{LIST}{life.case.pk}/"))

    for word in ("уплат", "оплат", "corrected", "Рабочий стол"):
        assert word not in shown, word
    for word in ("закрытие: исправлен", "если тем временем ничего не изменится"):
        assert word in shown, word


def test_case_and_task_lead_to_the_customer_and_his_contacts(life: Verifying) -> None:
    desk, task, party = logged_in(Role.CALL_CENTER), life.to_desk(), life.party.pk

    for address in (f"{LIST}{life.case.pk}/", f"/office/tasks/{task.pk}/"):
        shown = beside_menu(page(desk, address))
        assert reverse("admin:workplace_party", args=[party]) in shown
        assert f"/office/parties/{party}/contacts/" in shown
    assert f"{LIST}{life.case.pk}/" in shown
    for word in ("Должник", "пломба", "Прибор учёта"):
        assert word not in shown, word


def test_a_phone_given_instead_of_a_dead_mailbox_is_taken(life: Verifying) -> None:
    desk, task = logged_in(Role.CALL_CENTER), life.to_desk()
    told = {"outcome": CORRECTED, "date": life.today.isoformat(), "remarks": ""}

    taken = desk.post(
        f"/office/tasks/{task.pk}/", {**told, "kind": "PHONE", "value": "+7 916 123-00-99"}
    )

    assert taken.status_code == 302
    contacts = dict(life.party.contacts.values_list("value", "is_valid"))
    assert contacts["+79161230099"] and not contacts["anna@example.com"]


def test_whoever_reports_a_contact_of_another_is_told_whose_it_is(life: Verifying) -> None:
    other = factories.create_person(name="Седых Пётр Фомич", email="other@example.org", phone="")
    factories.create_account(party=other)
    desk, task = logged_in(Role.CALL_CENTER), life.to_desk()
    told = {"outcome": CORRECTED, "date": life.today.isoformat(), "remarks": ""}

    refused = desk.post(f"/office/tasks/{task.pk}/", {**told, "value": "other@example.org"})

    assert "контакт другого потребителя: Седых Пётр Фомич" in refused.content.decode()


def test_the_report_is_sent_from_the_page_of_the_task(life: Verifying) -> None:
    desk, task = logged_in(Role.CALL_CENTER), life.to_desk()
    address = f"/office/tasks/{task.pk}/"
    assert "anna@example.com" in page(desk, address)
    told = {"outcome": CORRECTED, "date": life.today.isoformat(), "remarks": ""}

    refused = desk.post(address, {**told, "value": "none"})
    assert refused.status_code == 200
    taken = desk.post(address, {**told, "value": "anna.s@example.org"})

    assert taken.status_code == 302
    assert life.party.contacts.filter(value="anna.s@example.org").exists()


@pytest.mark.parametrize("segment", [{"kinds": ("ORGANIZATION",)}, {"districts": ("south",)}])
def test_nobody_of_another_segment_sees_anything(
    life: Verifying, segment: dict[str, tuple[str, ...]]
) -> None:
    stranger, task = logged_in(Role.CALL_CENTER, **segment), life.to_desk()

    assert "anna@example.com" not in page(stranger, LIST)
    assert life.case.number not in page(stranger, "/office/tasks/")
    for address in (f"{LIST}{life.case.pk}/", f"/office/tasks/{task.pk}/"):
        assert stranger.get(address).status_code == 404


def test_a_person_of_the_own_district_sees_the_case_of_a_customer_there(life: Verifying) -> None:
    mine = factories.create_staff(role=Role.CALL_CENTER, districts=("north",))

    assert life.case in segments.cases(user=mine, process=WORKFLOW_TYPE)


@pytest.mark.parametrize("role", [Role.ACCOUNTANT, Role.CREW])
def test_who_has_nothing_to_do_with_contacts_does_not_come_in(life: Verifying, role: Role) -> None:
    assert logged_in(role).get(LIST).status_code == 403
    assert START <= life.today
