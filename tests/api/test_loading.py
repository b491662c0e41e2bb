"""Debts, payments and statements come in through the same operations as on the screen."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import factories
from tests.api.conftest import Program
from tests.api.test_deeds import ROW, notice
from webapp.billing.models import Charge, DebtLoad
from webapp.contracts.models import Account
from webapp.payments.models import Payment
from webapp.staff.models import Role

Programs = Callable[..., Program]


@pytest.fixture
def caller(program: Programs) -> Program:
    factories.create_supplier()
    return program(Role.ACCOUNTANT)


def faults(answer: Any) -> list[tuple[Any, str]]:
    return [(fault["row"], fault["field"]) for fault in answer.json()["errors"]]


def send_file(caller: Program, address: str, name: str, content: bytes, **fields: Any) -> Any:
    sent = {"file": SimpleUploadedFile(name, content), **fields}
    headers = {**caller.headers(), "Idempotency-Key": name}
    return caller.client.post(address, sent, headers=headers)


class TestDebts:
    """Rows, or a file."""

    def test_rows_make_accounts_and_charges(self, caller: Program) -> None:
        answer = caller.post("/api/v1/debts/", {"rows": [ROW]})

        assert answer.json() == {
            "load": DebtLoad.objects.get().pk,
            "rows": 1,
            "loaded": 1,
            "unchanged": 0,
            "accounts_created": 1,
            "advances_used": 0,
            "errors": [],
        }
        assert Account.objects.get().number == "700012345"
        assert Charge.objects.get().amount == Decimal("1500.50")

    def test_a_wrong_row_is_named_with_its_field_and_nothing_goes_in(self, caller: Program) -> None:
        wrong = {**ROW, "period": "12.2025", "charged": "много"}

        answer = caller.post("/api/v1/debts/", {"rows": [ROW, wrong]})

        assert (answer.status_code, faults(answer)) == (422, [(2, "charged")])
        assert answer.json()["errors"][0]["value"] == "много"
        assert Charge.objects.count() == 0

    @pytest.mark.parametrize("field", ["due", "zzz", "phone_number", "\ud800", "x" * 5000])
    def test_a_field_that_nobody_knows_is_refused_with_those_that_there_are(
        self, caller: Program, field: str
    ) -> None:
        answer = caller.post("/api/v1/debts/", {"rows": [ROW, {**ROW, field: "10.02.2026"}]})

        assert answer.status_code == 400, answer.content.decode()
        (fault,) = answer.json()["errors"]
        assert (fault["row"], fault["field"][:2]) == (2, field[:2].replace("\ud800", "\\u"))
        assert "due_date" in fault["detail"]
        assert Charge.objects.count() == 0

    def test_the_good_rows_go_in_when_that_is_asked_and_the_wrong_ones_are_told(
        self, caller: Program
    ) -> None:
        wrong = {**ROW, "account": "", "period": "12.2025"}

        answer = caller.post("/api/v1/debts/", {"rows": [wrong, ROW], "good_rows_only": True})

        assert (answer.status_code, answer.json()["loaded"]) == (201, 1)
        assert faults(answer) == [(1, "account")]
        assert len(DebtLoad.objects.get().errors) == 1

    def test_what_contradicts_the_database_is_named_by_its_field_too(self, caller: Program) -> None:
        caller.post("/api/v1/debts/", {"rows": [ROW]})

        answer = caller.post("/api/v1/debts/", {"rows": [{**ROW, "charged": "1.00"}]})

        assert faults(answer) == [(1, "charged")]

    def test_a_file_is_read_as_on_the_screen(self, caller: Program) -> None:
        row = {**ROW, "paid": "0"}
        lines = [";".join(row), ";".join(row.values())]

        answer = send_file(caller, "/api/v1/debts/", "debts.csv", "\n".join(lines).encode())

        assert answer.status_code == 201, answer.json()
        assert Charge.objects.count() == 1

    @pytest.mark.parametrize("sent", [{}, [], {"rows": []}, {"rows": [{}]}, {"rows": [[]]}])
    def test_what_is_no_registry_is_refused(self, caller: Program, sent: Any) -> None:
        answer = caller.post("/api/v1/debts/", sent)

        assert (answer.status_code, answer.json()["type"]) == (400, "urn:istok:problem:invalid")

    def test_a_file_that_is_no_registry_is_refused_in_words(self, caller: Program) -> None:
        answer = send_file(caller, "/api/v1/debts/", "debts.pdf", b"%PDF")

        assert answer.status_code == 400
        assert "xlsx" in answer.json()["detail"]


class TestNotices:
    """Payments that an agent tells of."""

    def test_a_notice_is_posted_to_its_account_and_pays_its_debt(self, caller: Program) -> None:
        account = factories.create_account()
        charge = factories.create_charge(account=account, period=date(2026, 1, 1))

        answer = caller.post("/api/v1/payments/", {"payments": [notice(account.number)]})

        payment = Payment.objects.get()
        assert answer.json()["posted"] == [
            {
                "id": payment.pk,
                "account": account.number,
                "amount": "100.00",
                "paid_on": "2026-03-01",
            }
        ]
        assert (payment.source, payment.status) == ("NOTICE", "POSTED")
        assert charge.allocations.get().amount == Decimal("100.00")

    def test_a_notice_of_a_known_reference_changes_nothing(self, caller: Program) -> None:
        sent = {"payments": [notice(factories.create_account().number)]}

        caller.post("/api/v1/payments/", sent)
        again = caller.post("/api/v1/payments/", sent)

        assert (again.json()["posted"], again.json()["repeated"]) == ([], 1)
        assert Payment.objects.count() == 1

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"account": "000"}, "account"),
            ({"amount": "0.00"}, "amount"),
            ({"amount": "-1.00"}, "amount"),
            ({"paid_on": "2999-01-01"}, "paid_on"),
            ({"paid_on": "1900-01-01"}, "paid_on"),
        ],
    )
    def test_a_wrong_notice_is_named_and_none_is_posted_unless_the_good_ones_are_asked_for(
        self, caller: Program, wrong: dict[str, str], field: str
    ) -> None:
        number = factories.create_account().number
        good = notice(number, reference="other")
        sent = {"payments": [good, {**notice(number), **wrong}]}

        refused = caller.post("/api/v1/payments/", sent)
        taken = caller.post("/api/v1/payments/", {**sent, "good_rows_only": True})

        assert (refused.status_code, faults(refused)) == (422, [(2, field)])
        assert (len(taken.json()["posted"]), faults(taken)) == (1, [(2, field)])
        assert Payment.objects.count() == 1

    @pytest.mark.parametrize("amount", ["1_000", "١٢٣", "1e3"])
    def test_a_sum_that_nobody_writes_is_refused(self, caller: Program, amount: str) -> None:
        sent = notice(factories.create_account().number, amount=amount)

        refused = caller.post("/api/v1/payments/", {"payments": [sent]})

        assert (refused.status_code, faults(refused)) == (400, [(1, "amount")])
        assert not Payment.objects.exists()

    @pytest.mark.parametrize("field", ["amount", "paid_on", "account"])
    def test_another_payment_under_a_known_reference_is_refused(
        self, caller: Program, field: str
    ) -> None:
        first = notice(factories.create_account().number)
        others = {
            "amount": "999.00",
            "paid_on": "2026-02-27",
            "account": factories.create_account().number,
        }
        caller.post("/api/v1/payments/", {"payments": [first]})

        answer = caller.post("/api/v1/payments/", {"payments": [{**first, field: others[field]}]})

        assert (answer.status_code, faults(answer)) == (422, [(1, "reference")])

    def test_what_may_be_there_already_is_taken_and_waits_for_a_person(
        self, caller: Program
    ) -> None:
        number = factories.create_account().number
        caller.post("/api/v1/payments/", {"payments": [notice(number)]})
        sent = {"payments": [notice(number, reference="K-2")]}

        answer = caller.post("/api/v1/payments/", sent)
        again = caller.post("/api/v1/payments/", sent)

        (waiting,) = answer.json()["waiting"]
        assert (answer.status_code, answer.json()["posted"]) == (201, [])
        assert (waiting["account"], waiting["amount"]) == (number, "100.00")
        assert "01.03.2026" in waiting["detail"]
        assert (again.json()["repeated"], again.json()["waiting"]) == (1, [])

    def test_an_account_of_another_segment_is_none(self, program: Programs) -> None:
        account = factories.create_account()
        caller = program(Role.ACCOUNTANT, districts=("south",))

        answer = caller.post("/api/v1/payments/", {"payments": [notice(account.number)]})

        assert faults(answer) == [(1, "account")]


class TestStatements:
    """The bank's file."""

    def test_what_is_no_statement_is_refused(self, caller: Program) -> None:
        answer = send_file(caller, "/api/v1/statements/", "kl.txt", b"nothing of a bank")

        assert (answer.status_code, answer.json()["type"]) == (400, "urn:istok:problem:invalid")
