"""Loading a registry on screen."""

import io
import zipfile

import pytest
import python_calamine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.billing import registries
from webapp.billing.models import Charge, DebtLoad
from webapp.staff.models import Role
from webapp.uploads.models import Upload

pytestmark = pytest.mark.django_db
BAD = registries.row(service="Кабельное ТВ", period="09.2026")


@pytest.fixture
def accountant(client: Client) -> Client:
    factories.create_supplier()
    client.force_login(factories.create_staff(role=Role.ACCOUNTANT))
    return client


def upload(client: Client, content: bytes, file_name: str = "dolg.csv"):
    return client.post(
        reverse("admin:billing_debts_new"),
        {"file": SimpleUploadedFile(file_name, content)},
        follow=True,
    )


def choose(client: Client, choice: str):
    address = reverse("admin:billing_debts_upload", kwargs={"pk": Upload.objects.get().pk})
    return client.post(address, {"choice": choice}, follow=True)


def test_the_preview_writes_nothing_and_shows_the_rows(accountant: Client) -> None:
    page = upload(accountant, registries.csv(registries.row()))

    assert page.status_code == 200
    assert "Смирнова Анна Павловна" in page.content.decode()
    assert "Северный" in page.content.decode()
    assert not Charge.objects.exists()


def test_a_good_file_is_loaded_whole(accountant: Client) -> None:
    upload(
        accountant,
        registries.xlsx(registries.row(), registries.row(of=registries.ROMASHKA)),
        "dolg.xlsx",
    )

    page = choose(accountant, "all")

    load = DebtLoad.objects.get()
    assert page.redirect_chain[-1][0] == reverse("admin:billing_debts_load", kwargs={"pk": load.pk})
    assert (load.rows_loaded, load.loaded_by is not None, Upload.objects.count()) == (
        2,
        True,
        0,
    )


def test_the_same_file_again_says_that_nothing_changed(accountant: Client) -> None:
    for _time in range(2):
        upload(accountant, registries.csv(registries.row()))
        page = choose(accountant, "all")

    assert "Изменений нет" in page.content.decode()
    assert DebtLoad.objects.count() == 1


def test_wrong_rows_stop_the_whole_file_and_can_be_downloaded(accountant: Client) -> None:
    page = upload(accountant, registries.csv(registries.row(), BAD))
    refused = choose(accountant, "all")
    book = accountant.get(
        reverse("admin:billing_debts_errors", kwargs={"pk": Upload.objects.get().pk})
    )

    assert "Услуга неизвестна" in page.content.decode()
    assert "ничего не загружено" in refused.content.decode()
    rows = (
        python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(book.content))
        .get_sheet_by_name("Ошибки")
        .to_python()
    )
    assert rows[0] == ["Строка", "Столбец", "Значение", "Что сделать"]
    assert rows[1][:3] == [3.0, "Услуга", "Кабельное ТВ"]
    assert not Charge.objects.exists()


def test_good_rows_are_loaded_by_choice_and_the_errors_are_kept(accountant: Client) -> None:
    upload(accountant, registries.csv(registries.row(), BAD))

    page = choose(accountant, "good")
    book = accountant.get(
        reverse("admin:billing_debts_load_errors", kwargs={"pk": DebtLoad.objects.get().pk})
    )

    assert "Кабельное ТВ" in page.content.decode()
    assert Charge.objects.count() == 1
    assert book.status_code == 200


@pytest.mark.parametrize(
    ("content", "file_name", "words"),
    [
        (b"PK\x03\x04 broken", "dolg.xlsx", "повреждён"),
        (b"a;b;c\n1;2;3", "dolg.csv", "не хватает столбцов"),
        (registries.csv(registries.row(), encoding="cp866"), "dolg.csv", "кодировка"),
        (b"MZ", "dolg.exe", "xlsx, xls и csv"),
    ],
    ids=["broken workbook", "wrong header", "wrong encoding", "another format"],
)
def test_a_bad_file_is_refused_at_the_field(
    accountant: Client, content: bytes, file_name: str, words: str
) -> None:
    page = upload(accountant, content, file_name)

    assert page.status_code == 200
    assert words in page.content.decode()
    assert not Upload.objects.exists()


def test_the_address_of_a_refused_file_leads_back_to_the_list(accountant: Client) -> None:
    page = accountant.get(reverse("admin:billing_debts_new"))

    assert (page.status_code, page["Location"]) == (302, reverse("admin:billing_debts"))


def test_a_choice_is_needed(accountant: Client) -> None:
    upload(accountant, registries.csv(registries.row()))

    assert "Выберите" in choose(accountant, "").content.decode()
    assert not Charge.objects.exists()


def test_a_file_waits_for_the_person_who_brought_it(accountant: Client) -> None:
    upload(accountant, registries.csv(registries.row()))
    accountant.force_login(factories.create_staff(role=Role.ACCOUNTANT))

    assert (
        accountant.get(
            reverse("admin:billing_debts_upload", kwargs={"pk": Upload.objects.get().pk})
        ).status_code
        == 404
    )


def test_who_may_not_load_sees_no_page(client: Client) -> None:
    client.force_login(factories.create_staff(role=Role.LAWYER))

    for name in ("billing_debts", "billing_debts_empty"):
        assert client.get(reverse(f"admin:{name}")).status_code == 403
    assert client.post(reverse("admin:billing_debts_new")).status_code == 403


def test_the_empty_registry_has_no_line_that_could_be_loaded(accountant: Client) -> None:
    book = accountant.get(reverse("admin:billing_debts_empty")).content

    page = upload(accountant, book, "registry.xlsx")

    sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0)
    (heading,) = sheet.to_python()
    assert {"Лицевой счёт", "ФИО / наименование", "ИНН"} <= set(heading)
    assert "строк" in page.content.decode() and not Upload.objects.exists()
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        assert "700012345" in archive.read("xl/comments1.xml").decode()


def test_the_headings_of_the_empty_registry_are_understood_with_a_row_under_them(
    accountant: Client,
) -> None:
    book = accountant.get(reverse("admin:billing_debts_empty")).content
    sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0)
    (heading,) = sheet.to_python()
    known = dict(zip(registries.HEADER, registries.row(), strict=True))
    row = tuple(known.get(name, "") for name in heading)

    page = upload(accountant, registries.xlsx(row, header=tuple(heading)), "registry.xlsx")

    assert page.context["reading"].rows_total == 1


def test_the_preview_shows_only_rows_that_will_be_loaded(accountant: Client) -> None:
    stranger = (registries.ANNA[0], "Иванов Иван Иванович", *registries.ANNA[2:])
    rows = (registries.row(), registries.row(of=registries.ROMASHKA), registries.row(of=stranger))

    page = upload(accountant, registries.csv(*rows))

    assert [row.number for row in page.context["rows"]] == [
        planned.row.number for planned in page.context["plan"].new
    ]
    assert "Иванов" not in str([row.name for row in page.context["rows"]])


def test_a_file_without_a_good_row_offers_no_loading(accountant: Client) -> None:
    text = upload(accountant, registries.csv(BAD)).content.decode()

    assert "Загрузить только верные строки" not in text
    assert "Ни одну строку" in text


def test_the_preview_and_the_result_count_rows_and_errors_in_the_same_words(
    accountant: Client,
) -> None:
    twice_wrong = (*BAD[:-1], "много")
    told = "строк: 1, ошибок в них: 2"

    preview = upload(accountant, registries.csv(registries.row(), twice_wrong)).content.decode()
    result = choose(accountant, "good").content.decode()

    assert told in preview
    assert told in result


def test_the_preview_tells_which_streets_and_houses_will_be_made(accountant: Client) -> None:
    page = upload(accountant, registries.csv(registries.row()))
    text = page.content.decode()

    (street,) = page.context["streets"]
    (house,) = page.context["houses"]
    assert house.startswith(street)
    assert f"Будет добавлена 1 улица: {street}" in text
    assert f"Будет добавлен 1 дом: {house}" in text


def test_places_that_are_known_are_not_told_as_new(accountant: Client) -> None:
    upload(accountant, registries.csv(registries.row()))
    choose(accountant, "all")
    neighbor = ("70009", "Кузьмина Вера Ильинична", *registries.ANNA[2:])

    page = upload(accountant, registries.csv(registries.row(of=neighbor)))

    assert (page.context["streets"], page.context["houses"]) == ((), ())
    assert not page.context["plan"].new_districts


def test_the_list_of_loads_is_shown(accountant: Client) -> None:
    upload(accountant, registries.csv(registries.row()))
    choose(accountant, "all")

    assert "dolg.csv" in accountant.get(reverse("admin:billing_debts")).content.decode()


def test_a_past_load_is_told_in_the_language_of_whoever_reads_it(accountant: Client) -> None:
    upload(accountant, registries.csv(registries.row(), BAD, registries.row(period="13.2026")))
    choose(accountant, "good")
    load = DebtLoad.objects.get()
    address = reverse("admin:billing_debts_load", kwargs={"pk": load.pk})

    russian = accountant.get(address).content.decode()
    accountant.cookies["django_language"] = "en"
    english = accountant.get(address).content.decode()

    assert "Услуга неизвестна" in russian and "Нет такого месяца" in russian
    assert "The service is unknown. Known services:" in english
    assert "There is no such month: write it as 10.2026." in english
    assert "неизвестна" not in english and "Нет такого месяца" not in english
