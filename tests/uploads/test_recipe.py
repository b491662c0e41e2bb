"""The recipe docs/recipes/add-an-upload.md, followed to the letter: its code is declared, and the room takes the table in."""

import io
import re
from collections.abc import Iterator
from datetime import timedelta
from types import ModuleType

import pytest
import python_calamine
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import clear_url_caches, path, reverse
from django.utils import timezone

from tests import factories
from tests.house import source
from webapp.config import urls
from webapp.premises.models import District
from webapp.staff.models import Role, User
from webapp.uploads import registry
from webapp.uploads.models import ColumnMap, Load, Upload
from webapp.workplace.views import menu

pytestmark = pytest.mark.django_db
GOOD = "Код;Район\nnorth-2;Заречный\n"
PAGES = {"new", "empty", "upload", "columns", "errors", "loads", "load", "load_errors"}


@pytest.fixture
def districts(settings) -> Iterator[None]:
    """Declare what the recipe says, with its addresses, and take it out again."""
    text = (source.ROOT / "docs/recipes/add-an-upload.md").read_text()
    [code] = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    exec(code, {"__name__": "recipe"})
    addresses = ModuleType("addresses")
    addresses.urlpatterns = [  # type: ignore[attr-defined]
        path("office/", admin.site.urls),
        *urls.urlpatterns,
    ]
    settings.ROOT_URLCONF = addresses
    _forget_addresses()
    yield
    registry.withdraw(code="districts")
    _forget_addresses()


def _forget_addresses() -> None:
    clear_url_caches()
    menu.menu.cache_clear()


@pytest.fixture
def clerk(districts: None, client: Client) -> Client:
    client.force_login(person("clerk"))
    return client


def person(name: str, **segment: list[str]) -> User:
    user = User.objects.create(username=name, is_staff=True, **segment)
    user.user_permissions.set(permissions())
    return user


def permissions():
    return Permission.objects.filter(codename="add_district")


def bring(client: Client, text: str, name: str = "districts.csv"):
    file = SimpleUploadedFile(name, text.encode())
    return client.post(reverse("admin:uploads_districts_new"), {"file": file}, follow=True)


def load(client: Client, choice: str = "all"):
    address = reverse("admin:uploads_districts_upload", args=[Upload.objects.get().pk])
    return client.post(address, {"choice": choice}, follow=True)


def sheets(content: bytes) -> dict[str, list[list[object]]]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_a_declared_table_has_its_page_and_its_line_in_the_menu(clerk: Client) -> None:
    page = clerk.get(reverse("admin:uploads_districts")).content.decode()

    assert "One row is one district." in page
    assert page.count(f'href="{reverse("admin:uploads_districts")}"') >= 1


def test_a_declared_table_is_previewed_and_loaded(clerk: Client) -> None:
    preview = bring(clerk, GOOD).content.decode()
    assert "Заречный" in preview and not District.objects.filter(code="north-2").exists()

    report = load(clerk).content.decode()

    assert District.objects.get(code="north-2").name == "Заречный"
    assert "Загружено строк: 1; уже было: 0; пропущено: 0." in report
    assert (Load.objects.get().kind, Upload.objects.count()) == ("districts", 0)


def test_the_heading_of_a_past_load_says_what_was_loaded_and_names_no_app(clerk: Client) -> None:
    bring(clerk, GOOD)

    page = load(clerk).content.decode()
    heading = page.split("<h1", 1)[1].split("</h1>", 1)[0]

    assert "districts.csv" in heading
    assert "Uploads" not in heading and "uploads" not in heading


def test_the_same_file_again_is_told_with_who_and_when_before_it_is_loaded(clerk: Client) -> None:
    bring(clerk, GOOD)
    load(clerk)

    preview = bring(clerk, GOOD).content.decode()

    assert "Этот же файл уже загружали" in preview and "clerk" in preview
    assert "Изменений нет" in load(clerk).content.decode()
    assert Load.objects.count() == 1


def test_a_file_whose_good_rows_are_all_known_is_said_to_bring_nothing_new(clerk: Client) -> None:
    bring(clerk, GOOD)
    load(clerk)

    preview = bring(clerk, GOOD + "77;Дальний\n").content.decode()

    assert "Нового нет: все верные строки уже загружены раньше." in preview
    assert "Загрузить только" not in preview


def test_wrong_rows_come_back_under_their_own_headers_with_what_to_do(clerk: Client) -> None:
    bring(clerk, GOOD + "77;Дальний\n")
    kept = clerk.get(reverse("admin:uploads_districts_errors", args=[Upload.objects.get().pk]))
    refused = load(clerk, "all").content.decode()
    load(clerk, "good")
    done = clerk.get(reverse("admin:uploads_districts_load_errors", args=[Load.objects.get().pk]))

    assert "ничего не загружено" in refused
    for book in (sheets(kept.content), sheets(done.content)):
        assert book["К исправлению"] == [
            ["Код", "Район", "Что неверно и что сделать"],
            ["77", "Дальний", "Код: A code is a word: write it in letters."],
        ]
        assert book["Ошибки"][1][:3] == [3.0, "Код", "77"]


def test_the_workbook_of_wrong_rows_is_loaded_when_it_is_corrected(clerk: Client) -> None:
    bring(clerk, "Код;Район;Что неверно и что сделать\nfar;Дальний;Код: …\n")
    load(clerk)

    assert District.objects.filter(code="far").exists()


def test_the_cells_of_rejected_rows_are_forgotten_after_a_month(clerk: Client) -> None:
    bring(clerk, GOOD + "77;Дальний\n")
    load(clerk, "good")
    Load.objects.update(loaded_at=timezone.now() - timedelta(days=31))

    bring(clerk, "Код;Район\nnew;Новый\n")
    load(clerk)

    assert Load.objects.order_by("id")[0].rejected == {}


class TestUnknownHeaders:
    TABLE = "Шифр;Название\nold;Старый\n"

    def say(self, client: Client, **columns: str):
        address = reverse("admin:uploads_districts_columns", args=[Upload.objects.get().pk])
        return client.post(address, {"whose": "ТеплоСеть", **columns}, follow=True)

    def test_a_person_says_once_which_column_is_which(self, clerk: Client) -> None:
        asked = bring(clerk, self.TABLE).content.decode()
        preview = self.say(clerk, column0="code", column1="name").content.decode()
        load(clerk)
        again = bring(clerk, "Шифр;Название\nnext;Следующий\n").content.decode()

        assert "не хватает столбцов: Код" in asked and "Шифр" in asked and "old" in asked
        assert "Старый" in preview
        assert "ТеплоСеть" in again and "Следующий" in again
        assert ColumnMap.objects.get().keys == ["code", "name"]

    def test_what_was_said_can_be_said_otherwise(self, clerk: Client) -> None:
        bring(clerk, self.TABLE)
        self.say(clerk, column0="code", column1="name")
        self.say(clerk, column0="name", column1="code")

        assert ColumnMap.objects.get().keys == ["name", "code"]

    @pytest.mark.parametrize(
        ("said", "told"),
        [
            ({"column1": "name"}, "Укажите, какие столбцы: Код"),
            ({"column0": "name", "column1": "name"}, "в двух столбцах"),
        ],
    )
    def test_a_map_that_leaves_out_or_doubles_a_column_is_refused(
        self, clerk: Client, said: dict[str, str], told: str
    ) -> None:
        bring(clerk, self.TABLE)

        assert told in self.say(clerk, **said).content.decode()
        assert not ColumnMap.objects.exists()

    def test_a_table_without_rows_is_refused_in_words_once_its_columns_are_known(
        self, clerk: Client
    ) -> None:
        bring(clerk, "Шифр;Название\n")

        page = self.say(clerk, column0="code", column1="name").content.decode()

        assert "под заголовком нет строк" in page

    def test_a_file_without_one_known_header_is_refused(self, clerk: Client) -> None:
        page = bring(clerk, "a;b\n1;2\n").content.decode()

        assert "не хватает столбцов" in page and not Upload.objects.exists()


class TestWhoMay:
    @pytest.mark.parametrize("page", sorted(PAGES))
    def test_every_page_of_the_kind_refuses_a_stranger_and_whoever_has_no_permission(
        self, districts: None, client: Client, page: str
    ) -> None:
        one = [] if page in {"new", "empty", "loads"} else [1]
        address = reverse(f"admin:uploads_districts_{page}", args=one)
        stranger = [client.get(address), client.post(address)]
        client.force_login(factories.create_staff(role=Role.CREW))
        unable = [client.get(address), client.post(address)]

        assert all("/login/" in answer.headers["Location"] for answer in stranger)
        assert {answer.status_code for answer in unable} == {403}

    def test_a_file_waits_a_day_for_whoever_brought_it(self, clerk: Client) -> None:
        bring(clerk, GOOD)
        address = reverse("admin:uploads_districts_upload", args=[Upload.objects.get().pk])
        assert clerk.get(address).status_code == 200

        Upload.objects.update(uploaded_at=timezone.now() - timedelta(hours=25))
        assert clerk.get(address).status_code == 404
        Upload.objects.update(uploaded_at=timezone.now())
        clerk.force_login(person("colleague"))
        assert clerk.get(address).status_code == 404
        assert clerk.post(address, {"choice": "all"}).status_code == 404

    def test_cells_of_wrong_rows_are_read_by_who_brought_them_or_sees_everybody(
        self, clerk: Client
    ) -> None:
        bring(clerk, GOOD + "77;Дальний\n")
        load(clerk, "good")
        page = reverse("admin:uploads_districts_load", args=[Load.objects.get().pk])
        book = reverse("admin:uploads_districts_load_errors", args=[Load.objects.get().pk])

        clerk.force_login(person("whole"))
        assert "77" in clerk.get(page).content.decode().split("ik-stack", 1)[1]
        clerk.force_login(person("part", segment_districts=["south"]))
        shown = clerk.get(page).content.decode().split("ik-stack", 1)[1]

        assert "A code is a word" not in shown
        assert clerk.get(book).status_code == 404


def test_a_file_that_is_loaded_twice_at_once_is_loaded_once(clerk: Client) -> None:
    bring(clerk, GOOD)
    address = reverse("admin:uploads_districts_upload", args=[Upload.objects.get().pk])
    clerk.post(address, {"choice": "all"})

    again = clerk.post(address, {"choice": "all"}, follow=True).content.decode()

    assert "уже загружен" in again
    assert Load.objects.count() == 1


def test_a_kind_is_declared_once(districts: None) -> None:
    with pytest.raises(registry.UnableToDeclare):
        registry.declare(registry.kind_of(code="districts"))
