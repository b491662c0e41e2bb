"""Every deed is done once, however often it is asked: repeats, other bodies, two at once, a death in between."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from tests import factories
from tests.api.conftest import Program, secret_of
from webapp.api.models import KeptAnswer
from webapp.api.operations import kept_answers
from webapp.audit.models import Entry
from webapp.billing.models import Charge
from webapp.payments.models import Payment
from webapp.staff.models import Role

Programs = Callable[..., Program]
ROW = {
    "account": "700012345",
    "name": "Смирнова Анна Павловна",
    "kind": "физлицо",
    "district": "Северный",
    "address": "г. Тверь, ул. Мира, д. 1, кв. 2",
    "service": "электроснабжение",
    "period": "01.2026",
    "charged": "1500.50",
}


@pytest.fixture
def caller(program: Programs) -> Program:
    factories.create_supplier()
    return program(Role.ACCOUNTANT)


def notice(account: str, **fields: Any) -> dict[str, Any]:
    paid = {"amount": "100.00", "paid_on": "2026-03-01", "reference": "K-1"}
    return {"account": account, **paid, **fields}


def test_the_same_call_again_is_answered_the_same_and_does_nothing(caller: Program) -> None:
    first = caller.post("/api/v1/debts/", {"rows": [ROW]}, key="once")
    again = caller.post("/api/v1/debts/", {"rows": [ROW]}, key="once")

    assert (first.status_code, again.status_code) == (201, 201), first.content.decode()
    assert first.json() == again.json()
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    assert Charge.objects.count() == 1


def test_the_same_key_with_another_body_is_refused(caller: Program) -> None:
    caller.post("/api/v1/debts/", {"rows": [ROW]}, key="once")

    other = caller.post("/api/v1/debts/", {"rows": [{**ROW, "period": "12.2025"}]}, key="once")

    assert (other.status_code, other.json()["type"]) == (422, "urn:istok:problem:key-reused")
    assert Charge.objects.count() == 1


def test_a_deed_without_a_key_is_refused(caller: Program) -> None:
    for key in ("", "я", "x" * 101, "two words"):
        headers = {**caller.headers(), "Idempotency-Key": key.encode().decode("latin-1")}
        answer = caller.client.post(
            "/api/v1/debts/", "{}", content_type="application/json", headers=headers
        )
        assert answer.json()["type"] == "urn:istok:problem:key-missing"


def test_what_was_refused_did_nothing_and_its_key_is_free(caller: Program) -> None:
    wrong = caller.post("/api/v1/debts/", {"rows": [{**ROW, "charged": "x"}]}, key="once")
    right = caller.post("/api/v1/debts/", {"rows": [ROW]}, key="once")

    assert (wrong.status_code, right.status_code) == (422, 201)


def test_a_key_belongs_to_the_owner_of_the_token(program: Programs) -> None:
    factories.create_supplier()
    one, other = program(Role.ACCOUNTANT), program(Role.ACCOUNTANT)

    one.post("/api/v1/debts/", {"rows": [ROW]}, key="once")
    answer = other.post("/api/v1/debts/", {"rows": [{**ROW, "period": "12.2025"}]}, key="once")

    assert answer.status_code == 201


def test_a_death_after_the_deed_leaves_neither_the_deed_nor_an_answer(
    caller: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(**_kwargs: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(kept_answers, "finish", dies)
        with pytest.raises(SystemExit):
            caller.post("/api/v1/debts/", {"rows": [ROW]}, key="once")
    assert (Charge.objects.count(), KeptAnswer.objects.count()) == (0, 0)

    assert caller.post("/api/v1/debts/", {"rows": [ROW]}, key="once").status_code == 201
    assert Charge.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("keys", [("once", "once"), ("one", "other")])
def test_two_at_once_do_it_once(keys: tuple[str, str]) -> None:
    account = factories.create_account()
    secret = secret_of(factories.create_staff(role=Role.ACCOUNTANT))
    barrier, answers = threading.Barrier(2), []

    def call(key: str) -> None:
        program = Program(secret)
        barrier.wait()
        sent = {"payments": [notice(account.number)]}
        answers.append(program.post("/api/v1/payments/", sent, key=key))
        connection.close()

    threads = [threading.Thread(target=call, args=(key,)) for key in keys]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [answer.status_code for answer in answers] == [201, 201]
    assert Payment.objects.count() == 1


def test_the_journal_says_through_which_token_a_deed_was_done(caller: Program) -> None:
    caller.post("/api/v1/debts/", {"rows": [ROW]})

    entry = Entry.objects.get(name="billing.debts.loaded")
    assert entry.actor is not None
    assert entry.details["through"] == f"api_token:{entry.actor.api_tokens.get().pk}"
