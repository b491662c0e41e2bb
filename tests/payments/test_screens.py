"""What staff see and may do about payments."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from uuid import uuid4

import pytest
import python_calamine
from django.conf import settings
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.payments import bank
from webapp.lists.views import papers
from webapp.parties.models import Party
from webapp.payments import operations, urls
from webapp.payments.models import Payment, Statement
from webapp.staff.models import Role
from webapp.uploads.models import Upload

KEY = "0b8a7bd2c1d24b2f9c3fa1d2e3f40516"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def supplier():
    return factories.create_supplier(settlement_account=bank.OUR_ACCOUNT)


@pytest.fixture
def accountant():
    return factories.create_staff(role=Role.ACCOUNTANT)


@pytest.fixture
def office(accountant):
    return signed_in(accountant)


def signed_in(user, language="ru"):
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(client, name, *args, query="", **kwargs):
    return client.get(reverse(f"admin:{name}", args=args) + query, **kwargs)


def posted_payment(account, *, amount="1500.00", by=None):
    return operations.post_by_hand(
        account_id=account.pk,
        is_another=True,
        amount=Decimal(amount),
        paid_on=date(2026, 11, 5),
        document_number="77",
        purpose="",
        key=uuid4().hex,
        by=by or factories.create_staff(role=Role.ACCOUNTANT),
        today=factories.TODAY,
    )


def queued_payment(**fields):
    values = {
        "amount": Decimal("1500.00"),
        "paid_on": date(2026, 11, 5),
        "payer_name": "СМИРНОВА АННА ПАВЛОВНА",
        **fields,
    }
    return Payment.objects.create(
        natural_key=uuid4().hex,
        status=Payment.Status.UNIDENTIFIED,
        source=Payment.Source.STATEMENT,
        **values,
    )


class TestList:
    def test_empty_list_says_what_to_do(self, office):
        assert "Таких платежей нет" in page(office, "payments_payment_changelist").content.decode()

    @pytest.mark.parametrize(
        "query",
        [
            "?search=77",
            "?status=POSTED",
            "?amount_min=1000&amount_max=2000",
            "?paid_from=2026-11-05",
        ],
    )
    def test_criteria_that_fit_find_the_payment(self, office, query):
        account = posted_payment(factories.create_debtor()).account

        assert (
            account.number
            in page(office, "payments_payment_changelist", query=query).content.decode()
        )

    @pytest.mark.parametrize(
        "query",
        [
            "?search=xyz",
            "?status=REVERSED",
            "?amount_max=10",
            "?paid_to=2026-11-04",
            "?source=STATEMENT",
        ],
    )
    def test_criteria_that_do_not_fit_find_nothing(self, office, query):
        posted_payment(factories.create_debtor())

        assert (
            "Таких платежей нет"
            in page(office, "payments_payment_changelist", query=query).content.decode()
        )

    def test_htmx_gets_the_table_alone(self, office):
        content = page(
            office, "payments_payment_changelist", headers={"HX-Request": "true"}
        ).content.decode()

        assert content.lstrip().startswith("<div")

    def test_going_back_in_the_browser_brings_the_whole_page(self, office):
        headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}

        assert (
            "</html>"
            in page(office, "payments_payment_changelist", headers=headers).content.decode()
        )

    @pytest.mark.parametrize(
        "name", ["payments_payment_changelist", "payments_unidentified", "payments_statements"]
    )
    @pytest.mark.parametrize(
        "query", ["?page=²", "?page=-1", "?page=99999999999999999999", "?page=x%00"]
    )
    def test_page_number_that_nobody_means_breaks_nothing(self, office, name, query):
        assert page(office, name, query=query).status_code == 200

    @pytest.mark.parametrize(
        "query",
        [
            "?statement=²",
            "?statement=99999999999999999999",
            "?search=%00",
            "?amount_min=1e99",
            "?paid_from=²",
        ],
    )
    def test_criteria_that_nobody_means_break_nothing(self, office, query):
        assert page(office, "payments_payment_changelist", query=query).status_code == 200

    def test_more_rows_than_a_spreadsheet_holds_are_refused_in_words(self, office, monkeypatch):
        monkeypatch.setattr(papers.Export, "most", 1)
        for _number in range(2):
            posted_payment(factories.create_account())

        response = page(
            office, "payments_payment_changelist_export", query="?status=POSTED", follow=True
        )

        assert response.redirect_chain[0][0].endswith("?status=POSTED")
        assert "не больше 1" in response.content.decode()

    def test_text_longer_than_a_cell_is_cut_and_not_lost(self, office):
        queued_payment(purpose="а" * 40_000)

        sheet = b"".join(page(office, "payments_payment_changelist_export").streaming_content)

        rows = (
            python_calamine.CalamineWorkbook.from_filelike(BytesIO(sheet))
            .get_sheet_by_index(0)
            .to_python()
        )
        assert "а" * 32_000 in rows[2][8]

    def test_spreadsheet_holds_what_was_found(self, office):
        account = posted_payment(factories.create_debtor()).account

        sheet = b"".join(page(office, "payments_payment_changelist_export").streaming_content)

        rows = (
            python_calamine.CalamineWorkbook.from_filelike(BytesIO(sheet))
            .get_sheet_by_index(0)
            .to_python()
        )
        assert rows[2][2] == 1500.0
        assert rows[2][4] == account.number

    def test_number_of_queries_does_not_grow_with_the_list(
        self, office, django_assert_max_num_queries
    ):
        for _number in range(5):
            posted_payment(factories.create_account())
            queued_payment(purpose="л/с 700000001")

        for name in ("payments_payment_changelist", "payments_unidentified"):
            with django_assert_max_num_queries(25):
                page(office, name)


class TestSegments:
    def test_foreign_segment_is_not_seen(self):
        persons_lawyer = signed_in(
            factories.create_staff(role=Role.LAWYER, kinds=(Party.Kind.PERSON,))
        )
        payment = posted_payment(factories.create_account(party=factories.create_organization()))

        assert (
            payment.account.number
            not in page(persons_lawyer, "payments_payment_changelist").content.decode()
        )
        assert page(persons_lawyer, "payments_payment", payment.pk).status_code == 404

    def test_payments_of_nobody_need_the_right_to_identify(self):
        payment = queued_payment()
        lawyer = signed_in(factories.create_staff(role=Role.LAWYER))

        assert page(lawyer, "payments_payment", payment.pk).status_code == 404
        assert page(lawyer, "payments_unidentified").status_code == 403

    def test_accounts_of_a_foreign_segment_are_neither_suggested_nor_found_nor_assigned(
        self, accountant
    ):
        organization = factories.create_account(
            party=factories.create_organization(), number="800000001"
        )
        payment = queued_payment(purpose="л/с 800000001")
        accountant.segment_party_kinds = [Party.Kind.PERSON]
        accountant.save()
        office = signed_in(accountant)

        assert (
            reverse("admin:payments_assign", args=[payment.pk, organization.pk])
            not in page(office, "payments_unidentified").content.decode()
        )
        assert (
            organization.number
            not in page(
                office, "payments_accounts", payment.pk, query="?account=800000001"
            ).content.decode()
        )
        assert (
            office.post(
                reverse("admin:payments_assign", args=[payment.pk, organization.pk])
            ).status_code
            == 404
        )

    @pytest.mark.parametrize("pattern", urls.pages(admin.site), ids=lambda pattern: pattern.name)
    def test_every_page_demands_a_permission(self, pattern):
        crew = signed_in(factories.create_staff(role=Role.CREW))
        arguments = dict.fromkeys(pattern.pattern.converters, 1)

        address = reverse(f"admin:{pattern.name}", kwargs=arguments)

        assert 403 in {crew.get(address).status_code, crew.post(address).status_code}
        assert crew.get(address).status_code in {403, 405}


class TestPayment:
    def test_page_shows_what_was_paid_and_what_is_left(self, office):
        payment = posted_payment(factories.create_debtor(months=1), amount="2000.00")

        content = page(office, "payments_payment", payment.pk).content.decode()

        assert "Аванс" in content and "500,00" in content

    def test_wrong_assignment_is_returned_to_the_queue(self, office):
        payment = posted_payment(factories.create_debtor())

        office.post(
            reverse("admin:payments_requeue", args=[payment.pk]), {"reason": "Не тот абонент"}
        )

        payment.refresh_from_db()
        assert payment.status == Payment.Status.UNIDENTIFIED

    def test_reversal_keeps_the_reason(self, office):
        payment = posted_payment(factories.create_debtor())

        office.post(
            reverse("admin:payments_reverse", args=[payment.pk]), {"reason": "Возврат банком"}
        )

        assert "Возврат банком" in page(office, "payments_payment", payment.pk).content.decode()

    def test_reversal_without_a_reason_does_nothing(self, office):
        payment = posted_payment(factories.create_debtor())

        response = office.post(
            reverse("admin:payments_reverse", args=[payment.pk]), {"reason": ""}, follow=True
        )

        payment.refresh_from_db()
        assert payment.status == Payment.Status.POSTED
        assert "Укажите причину" in response.content.decode()

    def test_payment_by_hand_is_posted_once_for_one_form(self, office):
        account = factories.create_debtor()
        form = {
            "key": KEY,
            "account": account.number,
            "amount": "1 500,00",
            "paid_on": "2026-11-05",
            "document_number": "",
            "purpose": "",
            "confirmed": str(account.pk),
        }

        for _click in range(2):
            response = office.post(reverse("admin:payments_by_hand"), form)

        payment = Payment.objects.get()
        assert response.url == reverse("admin:payments_payment", args=[payment.pk])
        assert payment.amount == Decimal("1500.00")

    def test_payment_by_hand_is_asked_about_with_the_holder_and_the_address(self, office):
        account = factories.create_debtor(party=factories.create_person(name="Кузнецов Олег Ильич"))
        other = factories.create_debtor()
        form = {
            "key": KEY,
            "account": account.number,
            "amount": "1 500,00",
            "paid_on": "2026-11-05",
            "document_number": "9",
            "purpose": f"л/с {other.number} за 13 месяц 2026",
        }

        asked = office.post(reverse("admin:payments_by_hand"), form).content.decode()

        assert Payment.objects.count() == 0
        assert "Кузнецов" in asked and account.premises.address in asked
        assert other.number in asked and "не удалось понять" in asked

    def test_payment_typed_twice_is_asked_about_and_posted_when_confirmed(self, office):
        first = posted_payment(factories.create_debtor())
        form = {
            "key": KEY,
            "account": first.account.number,
            "amount": "1500",
            "paid_on": "2026-11-05",
            "document_number": "077",
            "purpose": "",
            "confirmed": str(first.account_id),
        }

        asked = office.post(reverse("admin:payments_by_hand"), form).content.decode()
        assert "Такой платёж уже есть" in asked and Payment.objects.count() == 1
        office.post(reverse("admin:payments_by_hand"), {**form, "is_another": "1"})

        assert Payment.objects.count() == 2

    def test_payment_by_hand_is_given_back_to_be_corrected(self, office):
        form = {"key": KEY, "account": "12", "amount": "10", "paid_on": "2026-11-05"}

        page = office.post(reverse("admin:payments_by_hand"), {**form, "correct": "1"})

        assert 'value="12"' in page.content.decode() and Payment.objects.count() == 0

    def test_payment_by_hand_to_an_unknown_account_is_explained(self, office):
        form = {"key": KEY, "account": "0", "amount": "10", "paid_on": "2026-11-05"}

        assert (
            "Такого лицевого счёта нет"
            in office.post(reverse("admin:payments_by_hand"), form).content.decode()
        )


class TestQueue:
    def test_likely_account_is_offered_and_assigned(self, office):
        account = factories.create_debtor(
            number="700000001", party=factories.create_person(name="Смирнова Анна Павловна")
        )
        payment = queued_payment(purpose="за свет")
        assign = reverse("admin:payments_assign", args=[payment.pk, account.pk])

        assert assign in page(office, "payments_unidentified").content.decode()
        assert "4 500,00" in office.get(assign).content.decode().replace("\xa0", " ").replace(
            "\u202f", " "
        )
        office.post(assign)

        payment.refresh_from_db()
        assert (payment.status, payment.account) == (Payment.Status.POSTED, account)

    def test_account_is_found_by_name_and_address(self, office):
        account = factories.create_account(
            party=factories.create_person(name="Кузнецов Олег Ильич")
        )
        payment = queued_payment()

        assert (
            account.number
            in page(
                office, "payments_accounts", payment.pk, query="?account=кузнецов"
            ).content.decode()
        )
        assert (
            "Ничего не найдено"
            in page(
                office, "payments_accounts", payment.pk, query="?account=Петров"
            ).content.decode()
        )
        assert (
            account.number
            in page(
                office, "payments_accounts", payment.pk, query="?account=кузне%00цов"
            ).content.decode()
        )

    @pytest.mark.parametrize(
        ("name", "extra"),
        [
            ("assign", True),
            ("requeue", False),
            ("reverse", False),
            ("divide", False),
        ],
    )
    def test_payment_that_does_not_exist_is_not_found_whatever_is_done_to_it(
        self, office, name, extra
    ):
        account = factories.create_account()
        args = [999_999, account.pk] if extra else [999_999]

        answer = office.post(reverse(f"admin:payments_{name}", args=args), {"reason": "Ошибка"})

        assert answer.status_code == 404

    def test_second_assignment_says_that_somebody_was_first(self, office, accountant):
        account, payment = factories.create_debtor(), queued_payment()
        operations.assign(payment_id=payment.pk, account_id=account.pk, by=accountant)

        response = office.post(
            reverse("admin:payments_assign", args=[payment.pk, account.pk]), follow=True
        )

        assert "больше не ждёт" in response.content.decode()

    def test_rules_are_tried_again(self, office):
        payment = queued_payment(purpose="л/с 700000009")
        factories.create_account(number="700000009")

        office.post(reverse("admin:payments_identify_again"))

        payment.refresh_from_db()
        assert payment.status == Payment.Status.POSTED


class TestStatements:
    def upload(self, office, *documents, **fields):
        file = SimpleUploadedFile("kl_to_1c.txt", bank.statement(*documents, **fields))
        return office.post(reverse("admin:payments_statements"), {"file": file})

    def test_file_is_previewed_then_loaded(self, office):
        factories.create_debtor(number="700000001")
        preview = self.upload(office, bank.document(purpose="л/с 700000001")).url

        assert "700000001" in office.get(preview).content.decode()
        assert Payment.objects.count() == 0
        response = office.post(preview + "load/", follow=True)

        assert "Разнесён 1 платёж" in response.content.decode()
        assert (Payment.objects.count(), Upload.objects.count()) == (1, 0)
        assert "kl_to_1c.txt" in page(office, "payments_statements").content.decode()

    def test_refused_documents_are_shown_downloaded_and_left_out_on_demand(self, office):
        preview = self.upload(
            office, bank.document(number="1"), bank.document(number="2", amount="сто")
        ).url

        office.post(preview + "load/")
        assert Statement.objects.count() == 0
        sheet = b"".join(office.get(preview + "refused/").streaming_content)
        rows = (
            python_calamine.CalamineWorkbook.from_filelike(BytesIO(sheet))
            .get_sheet_by_index(0)
            .to_python()
        )
        office.post(preview + "load/", {"good_rows": "1"})

        assert "сто" in rows[1][2]
        statement = Statement.objects.get()
        assert (statement.loaded, len(statement.errors)) == (1, 1)
        assert "сто" in page(office, "payments_statement", statement.pk).content.decode()
        assert b"".join(page(office, "payments_statement_errors", statement.pk).streaming_content)
        office.cookies["django_language"] = "en"
        english = page(office, "payments_statement", statement.pk).content.decode()
        assert "The amount is not readable: “сто”." in english

    def test_same_file_again_says_so(self, office):
        for _time in range(2):
            preview = self.upload(office, bank.document()).url
            response = office.post(preview + "load/", follow=True)

        assert "загружен раньше" in response.content.decode()
        assert Payment.objects.count() == 1
        again = office.get(self.upload(office, bank.document()).url).content.decode()
        assert "Этот же файл уже загружали" in again

    def test_file_whose_good_documents_are_all_known_is_said_to_bring_nothing_new(self, office):
        known, refused = bank.document(number="1"), bank.document(number="2", amount="сто")
        office.post(self.upload(office, known).url + "load/")

        preview = office.get(self.upload(office, known, refused).url).content.decode()

        assert "Нового нет: все годные документы уже загружены раньше." in preview
        assert "Загрузить только годные документы" not in preview

    @pytest.mark.parametrize("content", [b"PK\x03\x04", "Лицевой счёт;Сумма".encode()])
    def test_what_is_no_statement_is_refused_beside_the_field(self, office, content):
        response = office.post(
            reverse("admin:payments_statements"), {"file": SimpleUploadedFile("a.txt", content)}
        )

        assert "Это не файл 1CClientBankExchange" in response.content.decode()
        assert Upload.objects.count() == 0

    def test_file_can_be_discarded(self, office):
        preview = self.upload(office, bank.document()).url

        office.post(preview + "discard/")

        assert Upload.objects.count() == Payment.objects.count() == 0

    def test_preview_tells_nothing_about_a_customer_of_another_segment(self, accountant):
        company = factories.create_organization(name="ООО «Чужой сегмент»")
        factories.create_account(party=company, number="800000001")
        factories.create_account(number="700000001")
        accountant.segment_party_kinds = [Party.Kind.PERSON]
        accountant.save()
        office = signed_in(accountant)

        preview = self.upload(
            office,
            bank.document(number="1", purpose="за свет", inn="7728168971"),
            bank.document(number="2", purpose="л/с 700000001"),
        )
        content = office.get(preview.url).content.decode()

        assert "другой сегмент" in content and "700000001" in content
        assert "Чужой сегмент" not in content

    def test_file_of_somebody_else_is_not_seen(self, office):
        preview = self.upload(office, bank.document()).url
        colleague = signed_in(factories.create_staff(role=Role.ACCOUNTANT))

        assert colleague.get(preview).status_code == 404

    def test_state_changes_on_post_only(self, office):
        preview = self.upload(office, bank.document()).url

        assert office.get(preview + "load/").status_code == 405


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_page_opens_in_both_languages(accountant, language):
    office = signed_in(accountant, language)
    payment, waiting = posted_payment(factories.create_debtor()), queued_payment()
    upload = SimpleUploadedFile(
        "kl_to_1c.txt",
        bank.statement(bank.document(), bank.document(number="2", amount="x"), finished=False),
    )
    preview = office.post(reverse("admin:payments_statements"), {"file": upload}).url
    names = [
        "payments_payment_changelist",
        "payments_by_hand",
        "payments_unidentified",
        "payments_statements",
    ]
    addresses = [reverse(f"admin:{name}") for name in names]
    addresses += [
        reverse("admin:payments_payment", args=[one.pk]) for one in (payment, waiting)
    ] + [preview]

    for address in addresses:
        response = office.get(address)
        assert response.status_code == 200
        assert f'lang="{language}' in response.content.decode()
