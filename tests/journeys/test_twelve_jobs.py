"""The twelve jobs of an office, each done by the screens and counted: clicks, keys, and fields typed into.

A job begins on the desk, or where its name says; a file costs two clicks.
"""

from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from documents.catalogue import DocumentKind
from tests import factories
from tests.documents.edited import edited
from tests.journeys.hand import Cost, Hand
from tests.journeys.office import LAWYERS, WARNING, Office
from tests.journeys.person import PICTURE, Person
from tests.payments import bank
from tests.recovery import living
from webapp.contracts.models import Account
from webapp.payments.models import Payment
from webapp.processes.models import Case
from webapp.recovery.models import InstallmentPlan, Scheme
from webapp.staff.models import Role
from webapp.tasks.models import Task

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONES = ("+79518841018", "9518841018", "8 951 884-10-18", "8(951)884-10-18", "7 951 884 10 18")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def hand(page: Page, transactional_db: None) -> Hand:
    cache.clear()
    page.set_viewport_size({"width": 1366, "height": 768})
    return Hand(page)


def sit_down(hand: Hand, url: str, role: Role) -> None:
    """Come in as somebody of a role; from here it is counted."""
    login = factories.create_staff(role=role).username
    Person(hand.page, url, "ru", {}).log_in(login)
    hand.begin()


def go(hand: Hand, name: str) -> None:
    """Follow a line of the menu."""
    hand.click(hand.page.locator("#nav-sidebar-apps").get_by_role("link", name=name).first)


def open_action(hand: Hand, name: str) -> None:
    hand.click(hand.page.locator("details.ik-menu summary").first)
    hand.click(hand.page.locator("details.ik-menu").get_by_role("button", name=name))
    expect(hand.page.locator("dialog#action")).to_be_visible()


def case_page(hand: Hand, url: str, case: Case) -> None:
    hand.page.goto(f"{url}/office/recovery/cases/{case.pk}/")
    hand.begin()


@pytest.fixture
def debtors(transactional_db: None) -> list[Account]:
    Office.open(Role.LAWYER)
    first = factories.create_debtor(
        party=factories.create_person(name="Зверёв Пётр Ильич", phone="+79518841018"),
        today=living.START,
    )
    return [first, *(factories.create_debtor(today=living.START) for _number in range(5))]


def test_a_debtor_is_found_by_name_account_or_any_spelling_of_a_phone_without_a_click(
    live_server: Any, hand: Hand, debtors: list[Account]
) -> None:
    sit_down(hand, live_server.url, Role.CALL_CENTER)

    for text in (debtors[0].number, "Зверёв", *PHONES):
        hand.page.goto(f"{live_server.url}/office/")
        hand.begin()
        hand.press("Control+k")
        expect(hand.page.locator("#search-input-command")).to_be_focused()
        hand.write(text)
        hand.press("Enter")
        hand.page.wait_for_url(f"**/accounts/{debtors[0].pk}/")
        assert hand.cost == Cost(clicks=0, keys=2, fields=1)


def test_recovery_is_started_on_five_debtors(
    live_server: Any, hand: Hand, debtors: list[Account]
) -> None:
    sit_down(hand, live_server.url, Role.LAWYER)

    go(hand, "Должники")
    for number in range(5):
        hand.click(hand.page.locator("tbody input[name=ids]").nth(number))
    hand.click(hand.page.get_by_role("button", name="Начать взыскание"))
    hand.click(hand.page.locator("dialog#deed button.pri"))

    expect(hand.page.locator("body")).to_contain_text("Открыто 5 дел")
    assert hand.cost == Cost(clicks=8)


def test_the_debtors_go_to_a_spreadsheet(
    live_server: Any, hand: Hand, debtors: list[Account]
) -> None:
    sit_down(hand, live_server.url, Role.LAWYER)

    go(hand, "Должники")
    with hand.page.expect_download() as download:
        hand.click(hand.page.get_by_role("link", name="XLSX"))

    assert download.value.suggested_filename.endswith(".xlsx")
    assert hand.cost == Cost(clicks=2)


def test_nine_packages_are_approved_together(live_server: Any, hand: Hand) -> None:
    office = Office.open(Role.LAWYER)
    for _number in range(9):
        office.begin(stage=LAWYERS)
    sit_down(hand, live_server.url, Role.HEAD_OF_LEGAL)

    hand.click(hand.page.get_by_role("link", name="На согласование").first)
    hand.click(hand.page.locator("input[data-select-page]"))
    hand.click(hand.page.get_by_role("button", name="Завершить"))
    expect(hand.page.locator("dialog#deed")).to_contain_text("Служебная записка")
    hand.click(hand.page.locator("dialog#deed").get_by_label("Согласовать"))
    hand.click(hand.page.locator("dialog#deed button.pri"))

    expect(hand.page.locator("table.ik-table tbody tr")).to_have_count(9)
    assert Task.objects.filter(kind="approve", outcome="APPROVED").count() == 9
    assert hand.cost == Cost(clicks=5)


def test_one_package_is_approved_and_another_returned(live_server: Any, hand: Hand) -> None:
    office = Office.open(Role.LAWYER)
    for _number in range(2):
        office.begin(stage=LAWYERS)
    sit_down(hand, live_server.url, Role.HEAD_OF_LEGAL)

    hand.click(hand.page.get_by_role("link", name="На согласование").first)
    hand.click(hand.page.locator("tbody a.ik-link").first)
    hand.page.wait_for_timeout(800)
    hand.press("y")
    expect(hand.page.locator("body")).to_contain_text("Согласовано. Готово.")
    assert hand.cost == Cost(clicks=2, keys=1)

    hand.begin()
    hand.click(hand.page.get_by_label("Вернуть с замечаниями"))
    hand.type(hand.page.locator("[name=remarks]"), "Не та сумма")
    hand.click(hand.page.get_by_role("button", name="Завершить", exact=True))
    expect(hand.page.locator("body")).to_contain_text("Возвращено")
    assert hand.cost == Cost(clicks=2, fields=1)


def test_a_judgment_is_entered_by_its_task_with_what_was_claimed_in_sight(
    live_server: Any, hand: Hand
) -> None:
    office = Office.open(Role.LAWYER)
    office.begin(stage=LAWYERS, until="judgment", court_order_ruling="REFUSED")
    sit_down(hand, live_server.url, Role.LAWYER)

    hand.click(hand.page.locator("tbody a.ik-link").first)
    hand.click(hand.page.get_by_label("Удовлетворено частично"))
    expect(hand.page.locator("form.ik-form[enctype]").first).to_contain_text("заявлено")
    for name in ("claim", "penalty", "duty"):
        hand.click(hand.page.locator(f"[data-into=id_{name}]"))
    hand.type(hand.page.locator("[name=in_force_on]"), office.lives[0].today.strftime("%d.%m.%Y"))
    hand.click(hand.page.get_by_role("button", name="Завершить", exact=True))
    hand.click(hand.page.locator("input[name=sure]"))
    hand.click(hand.page.get_by_role("button", name="Завершить", exact=True))

    expect(hand.page.locator("body")).to_contain_text("Готово.")
    assert hand.cost == Cost(clicks=8, fields=1)


def test_a_crew_reports_that_nobody_was_at_home_with_a_picture(
    live_server: Any, hand: Hand
) -> None:
    Office.open(Role.CREW).begin(stage=WARNING)
    hand.page.set_viewport_size({"width": 390, "height": 844})
    sit_down(hand, live_server.url, Role.CREW)

    hand.click(hand.page.locator("tbody a.ik-link").first)
    hand.click(hand.page.get_by_label("Нет доступа"))
    hand.lay(hand.page.locator("form.ik-form input[type=file]").first, PICTURE)
    hand.type(hand.page.locator("[name=remarks]"), "Никого дома")
    hand.click(hand.page.get_by_role("button", name="Завершить", exact=True))

    hand.page.wait_for_url("**/tasks/")
    task = Task.objects.get(kind="restriction")
    assert (task.outcome, task.photos.count()) == ("NO_ACCESS", 1)
    assert hand.cost == Cost(clicks=5, fields=1)


def test_a_statement_with_an_unknown_payer_and_a_broken_line_is_loaded_and_the_money_placed(
    live_server: Any, hand: Hand, debtors: list[Account]
) -> None:
    known = bank.document(
        number="1", received="01.03.2026", purpose=f"Оплата по л/с {debtors[1].number}"
    )
    unknown = bank.document(number="2", received="01.03.2026", purpose="За свет", payer="БАНК")
    broken = bank.document(number="3", received="01.03.2026", amount="сто")
    file = {
        "name": "kl_to_1c.txt",
        "mimeType": "text/plain",
        "buffer": bank.statement(known, unknown, broken),
    }
    sit_down(hand, live_server.url, Role.ACCOUNTANT)

    go(hand, "Банковские выписки")
    hand.lay(hand.page.locator("form.ik-form input[type=file]"), file)
    hand.click(hand.page.get_by_role("button", name="Посмотреть файл"))
    expect(hand.page.locator("body")).to_contain_text("Не принято документов")
    hand.click(hand.page.get_by_role("button", name="Загрузить только годные документы"))
    assert Payment.objects.count() == 2
    assert hand.cost == Cost(clicks=5)

    hand.begin()
    go(hand, "Невыясненные")
    hand.click(hand.page.get_by_role("link", name="Найти счёт"))
    hand.type(hand.page.locator("#account-search"), "Зверёв")
    hand.click(hand.page.get_by_role("button", name="Выбрать"))
    expect(hand.page.locator("dialog#assign")).to_be_visible()
    hand.press("Enter")
    expect(hand.page.locator("body")).to_contain_text("разнес")
    assert hand.cost == Cost(clicks=3, keys=1, fields=1)


def test_a_case_is_held_until_a_day_and_gets_a_plan(live_server: Any, hand: Hand) -> None:
    office = Office.open(Role.CALL_CENTER)
    held, planned = (office.begin(stage=WARNING) for _number in range(2))
    sit_down(hand, live_server.url, Role.LAWYER)
    dialog = hand.page.locator("dialog#action")

    case_page(hand, live_server.url, held)
    open_action(hand, "Приостановить")
    hand.type(dialog.locator("textarea"), "Сверка")
    hand.type(dialog.locator("[name=until]"), "20.03.2026")
    hand.click(dialog.locator("button.pri"))
    expect(hand.page.locator("#live")).to_contain_text("Дело приостановлено.")
    assert hand.cost == Cost(clicks=3, fields=2)

    case_page(hand, live_server.url, planned)
    open_action(hand, "рассрочку")
    hand.click(dialog.locator("button.pri"))
    expect(hand.page.locator("#live")).to_contain_text("ассрочк")
    assert InstallmentPlan.objects.count() == 1
    assert hand.cost == Cost(clicks=3)


def test_a_term_of_a_scheme_is_changed(live_server: Any, hand: Hand) -> None:
    Office.open(Role.LAWYER)
    sit_down(hand, live_server.url, Role.HEAD_OF_LEGAL)

    go(hand, "Схемы")
    hand.click(hand.page.get_by_role("link", name="Граждане").first)
    hand.click(hand.page.get_by_role("link", name="Изменить"))
    hand.type(hand.page.locator("[name$='-term_days']").nth(WARNING), "30")
    hand.click(hand.page.get_by_role("button", name="Посмотреть изменения"))
    hand.type(hand.page.locator("[name=note]"), "Новая договорённость")
    hand.click(hand.page.get_by_role("button", name="Сохранить новой версией"))

    expect(hand.page.locator("body")).to_contain_text("Новая договорённость")
    assert Scheme.objects.get(code="persons").versions.count() == 2
    assert hand.cost == Cost(clicks=5, fields=2)


def test_a_template_of_a_paper_is_checked_looked_at_and_switched_on(
    live_server: Any, hand: Hand
) -> None:
    Office.open(Role.LAWYER)
    content = edited(kind=DocumentKind.NOTICE, old="УВЕДОМЛЕНИЕ", new="НАПОМИНАНИЕ")
    sit_down(hand, live_server.url, Role.HEAD_OF_LEGAL)

    go(hand, "Шаблоны документов")
    hand.click(hand.page.get_by_role("link", name="Уведомление").first)
    hand.lay(
        hand.page.locator("input[type=file]"),
        {"name": "бланк.docx", "mimeType": WORD, "buffer": content},
    )
    hand.type(hand.page.locator("[name=note]"), "новый бланк")
    hand.click(hand.page.get_by_role("button", name="Проверить"))
    hand.click(hand.page.locator("[name=is_seen]"))
    hand.click(hand.page.get_by_role("button", name="Включить"))

    expect(hand.page.locator("body")).to_contain_text("Используется")
    assert hand.cost == Cost(clicks=7, fields=1)


def test_why_a_case_waits_whom_for_until_when_and_what_comes_then_is_on_its_page(
    live_server: Any, hand: Hand
) -> None:
    office = Office.open(Role.LAWYER)
    office.begin(stage=LAWYERS)
    sit_down(hand, live_server.url, Role.LAWYER)

    go(hand, "Дела")
    hand.begin()
    hand.click(hand.page.locator("tbody a.ik-link").first)

    told = hand.page.locator("#live [role=status]").first
    for words in ("до 07.03.2026", "Согласовать документ", "Потом:", "Что сдвинет дело"):
        expect(told).to_contain_text(words)
    expect(told.get_by_role("link").first).to_be_visible()
    assert hand.cost == Cost(clicks=1)
