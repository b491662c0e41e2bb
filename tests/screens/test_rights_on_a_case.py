"""Promises are the call center's, pauses the lawyers', the choice of an executor the head's."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.notifications import providers
from tests.recovery import living
from webapp.audit.models import Entry
from webapp.processes.models import Case, Pause
from webapp.processes.operations import pausing
from webapp.recovery.operations import pauses
from webapp.staff.models import Role, User

LogIn = Callable[..., Client]
PAUSED = date(2026, 3, 2)
MEANT = {
    Role.CALL_CENTER: {"promise", "plan", "draw-up"},
    Role.LAWYER: {"promise", "plan", "draw-up", "acknowledge", "hold", "dispute", "event"},
    Role.HEAD_OF_LEGAL: {
        *("promise", "plan", "acknowledge", "hold", "dispute", "event", "executor"),
        *("draw-up", "scheme", "withdraw", "bankruptcy", "write-off"),
    },
    Role.ACCOUNTANT: set(),
}


def page(case: Case) -> str:
    return reverse("admin:recovery_case", args=[case.pk])


def action(case: Case, code: str) -> str:
    return reverse("admin:recovery_case_action", args=[case.pk, code])


def offered(client: Client, case: Case) -> set[str]:
    return {code for code, _action in client.get(page(case)).context["actions"]}


@pytest.mark.parametrize("role", MEANT)
def test_each_role_is_offered_what_it_may_do_and_refused_the_rest(
    case: Case, log_in: LogIn, role: Role
) -> None:
    Case.objects.update(executor=None)
    client = log_in(role)

    assert offered(client, case) == MEANT[role]
    for code in set.union(*MEANT.values()):
        status = client.get(action(case, code)).status_code
        assert status == (200 if code in MEANT[role] else 403), code


@pytest.mark.parametrize(
    ("side", "ending", "may"),
    [
        ("HOLD", "end-hold", {Role.LAWYER, Role.HEAD_OF_LEGAL}),
        ("DISPUTE", "settle-dispute", {Role.LAWYER, Role.HEAD_OF_LEGAL}),
        ("PROMISE", "end-promise", {Role.CALL_CENTER, Role.LAWYER, Role.HEAD_OF_LEGAL}),
        ("PLAN", "end-plan", {Role.CALL_CENTER, Role.LAWYER, Role.HEAD_OF_LEGAL}),
    ],
)
def test_what_a_role_may_not_begin_it_may_not_end(
    case: Case, log_in: LogIn, side: str, ending: str, may: set[Role]
) -> None:
    Case.objects.update(side=side, executor=None)

    seen = {role for role in MEANT if ending in offered(log_in(role), case)}

    assert seen == may
    for role in MEANT:
        assert log_in(role).get(action(case, ending)).status_code == (200 if role in may else 403)


def test_the_call_center_cannot_hold_a_case_for_years(case: Case, log_in: LogIn) -> None:
    given = {"reason": "Просили подождать", "until": "2029-02-01"}

    answer = log_in(Role.CALL_CENTER).post(action(case, "hold"), given)

    assert answer.status_code == 403
    assert not Pause.objects.exists()


def test_whoever_leads_a_case_gives_it_away_and_nobody_elses(case: Case, log_in: LogIn) -> None:
    leader, colleague = factories.create_staff(), factories.create_staff()
    Case.objects.update(executor=leader)

    refused = log_in(colleague).post(action(case, "executor"), {"executor": colleague.pk})
    log_in(leader).post(action(case, "executor"), {"executor": colleague.pk})

    case.refresh_from_db()
    assert refused.status_code == 403
    assert case.executor == colleague
    assert "executor" not in offered(log_in(leader), case)


def test_a_promise_ended_in_another_window_is_not_a_dispute_ended(
    case: Case, boss: User, log_in: LogIn
) -> None:
    pauses.dispute(case_id=case.pk, reason="Не согласен", by=boss, today=PAUSED)

    answer = log_in(Role.CALL_CENTER).post(action(case, "end-promise"))

    case.refresh_from_db()
    assert "обновите страницу" in answer.content.decode() or "не приостановлено" in (
        answer.content.decode()
    )
    assert case.side == "DISPUTE"


def test_a_dispute_ends_with_what_was_found_and_the_journal_keeps_it(
    case: Case, boss: User, log_in: LogIn
) -> None:
    client = log_in(Role.LAWYER)
    pauses.dispute(case_id=case.pk, reason="Не согласен", by=boss, today=PAUSED)

    silent = client.post(action(case, "settle-dispute"), {"ground": "Акт № 4"})
    client.post(action(case, "settle-dispute"), {"outcome": "UNJUSTIFIED", "ground": "Акт № 4"})

    case.refresh_from_db()
    entry = Entry.objects.get(name="recovery.case.dispute-settled")
    text = client.get(page(case)).content.decode()
    assert "Обязательное поле" in silent.content.decode()
    assert case.side == "ACTIVE"
    assert (entry.ground, entry.details) == ("Акт № 4", {"settled": "UNJUSTIFIED"})
    assert "Спор завершён" in text and "необоснованно" in text


def test_a_dispute_is_not_ended_without_saying_how_it_was_settled(case: Case, boss: User) -> None:
    pauses.dispute(case_id=case.pk, reason="Не согласен", by=boss, today=PAUSED)

    with pytest.raises(pausing.UnableToEnd):
        pausing.end(kind="DISPUTE", case_id=case.pk, by=boss, today=PAUSED)


def test_a_justified_dispute_does_not_go_on_with_the_same_debt(
    case: Case, boss: User, log_in: LogIn
) -> None:
    pauses.dispute(case_id=case.pk, reason="Не согласен", by=boss, today=PAUSED)
    given = {"outcome": "JUSTIFIED", "ground": "Акт № 4"}

    answer = log_in(Role.LAWYER).post(action(case, "settle-dispute"), given)

    case.refresh_from_db()
    assert "Долг тот же, что и в начале спора" in answer.content.decode()
    assert case.side == "DISPUTE"


def test_a_justified_dispute_goes_on_when_the_debt_has_changed(
    case: Case, boss: User, log_in: LogIn
) -> None:
    pauses.dispute(case_id=case.pk, reason="Не согласен", by=boss, today=PAUSED)
    living.Life(case=case, by=boss, gateways=providers.gateways()).pay(Decimal("100.00"))
    given = {"outcome": "JUSTIFIED", "ground": "Акт № 4"}

    log_in(Role.LAWYER).post(action(case, "settle-dispute"), given)

    case.refresh_from_db()
    assert case.side == "ACTIVE"


@pytest.mark.parametrize(
    ("role", "side", "closing"),
    [(Role.LAWYER, "DISPUTE", ""), (Role.HEAD_OF_LEGAL, "ACTIVE", "WITHDRAWN")],
)
def test_a_dispute_is_settled_by_closing_the_case_by_the_head_alone(
    case: Case, boss: User, log_in: LogIn, role: Role, side: str, closing: str
) -> None:
    pauses.dispute(case_id=case.pk, reason="Не согласен", by=boss, today=PAUSED)
    given = {"outcome": "CLOSED", "ground": "Акт № 4"}

    log_in(role).post(action(case, "settle-dispute"), given)

    case.refresh_from_db()
    assert (case.side, case.close_requested) == (side, closing)
