"""The office: debtors' moves and people's answers go through the operations of the screens."""

import json
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from webapp.demo import casting, manners, personas, sights, town
from webapp.demo import office as office_module
from webapp.demo.office import Office
from webapp.demo.outside import Outside
from webapp.demo.personas import End, Habit, Persona, When
from webapp.payments.models import Payment, Statement
from webapp.processes import registry
from webapp.processes.models import Case, Pause
from webapp.recovery.models import InstallmentPlan
from webapp.staff.models import Role
from webapp.tasks import operations as tasks
from webapp.tasks.models import Task
from workflows.interfaces import debt_recovery as words
from workflows.interfaces.places import Place

TODAY = town.START
LATER = TODAY + timedelta(days=7)
NEVER = Persona("never", End.ENFORCEMENT, Habit.NEVER_PAYS)


def scope_of_person(office: Office) -> str:
    return next(scope for scope, lines in office.lines.items() if not lines[0].contract)


def case_of(scope: str) -> Case:
    return Case.objects.get(account__number=scope)


def give(case: Case, kind: str, step: str, role: Role, *, attempt: int = 1) -> Task:
    subject = words.case_subject(case_id=case.pk)
    return tasks.ask(
        kind=kind,
        subject=subject,
        role=role,
        created_on=TODAY,
        due_on=TODAY,
        workflow_id=words.workflow_id(case_id=case.pk),
        step=step,
        place=Place(case.pk, 3, attempt, kind),
        account_id=case.account_id,
    )


def test_every_debtor_has_a_case(office: Office) -> None:
    assert {seen.scope for seen in office.lookout.look(today=TODAY)} == set(office.lines)


def test_whoever_pays_owes_nothing_afterwards(office: Office) -> None:
    office.fates = dict.fromkeys(office.lines, Persona("payer", End.PAID, when=When.ENTERED))

    office.work(today=TODAY)

    assert Statement.objects.count() == 1
    assert (
        Payment.objects.filter(status=Payment.Status.POSTED).count()
        == Payment.objects.count()
        == len(office.lines)
    )
    assert {seen.sight.debt for seen in office.lookout.look(today=TODAY)} == {Decimal(0)}


def test_a_file_whose_loading_was_interrupted_is_loaded_again_and_counts_once(
    office: Office,
) -> None:
    office.fates = dict.fromkeys(office.lines, Persona("payer", End.PAID))
    office.work(today=TODAY)
    path = next((office.bank.folder).iterdir())
    office.bank._waiting.append((path, TODAY))

    office.work(today=TODAY)

    assert Payment.objects.count() == len(office.lines)


def test_a_plan_a_promise_and_a_dispute_are_written_down(office: Office) -> None:
    habits = (Habit.KEEPS_LONG_PLAN, Habit.KEEPS_PROMISE, Habit.DISPUTES)
    persons = [scope for scope, lines in office.lines.items() if not lines[0].contract][:3]
    office.fates = {
        scope: Persona("", End.PAID, habit) for scope, habit in zip(persons, habits, strict=True)
    }

    office.work(today=TODAY)

    assert InstallmentPlan.objects.count() == 1
    assert set(Pause.objects.values_list("kind", flat=True)) == {"PROMISE", "DISPUTE"}


def test_papers_are_returned_at_the_first_attempt_and_approved_at_the_second(
    office: Office,
) -> None:
    scope = scope_of_person(office)
    office.fates = {
        scope: Persona("", End.ENFORCEMENT, Habit.NEVER_PAYS, first_answers={"approve": "RETURNED"})
    }
    give(case_of(scope), "approve", "3.1:ask:approve", Role.LAWYER)
    give(case_of(scope), "approve", "3.2:ask:approve", Role.LAWYER, attempt=2)

    office.work(today=LATER)
    assert list(Task.objects.order_by("id").values_list("outcome", flat=True)) == ["RETURNED", ""]
    office.work(today=LATER)

    assert list(Task.objects.order_by("id").values_list("outcome", flat=True)) == [
        "RETURNED",
        "APPROVED",
    ]


def test_nothing_but_resumption_is_done_for_a_case_that_has_paid(office: Office) -> None:
    scope = scope_of_person(office)
    office.fates = {scope: Persona("payer", End.PAID)}
    office.work(today=TODAY)
    give(case_of(scope), "approve", "3.1:ask:approve", Role.LAWYER)
    give(case_of(scope), "resumption", "2.1:resume:resumption", Role.CREW)

    office.work(today=LATER)

    assert dict(Task.objects.values_list("kind", "status")) == {
        "approve": "OPEN",
        "resumption": "DONE",
    }


def test_a_plan_part_is_what_payments_have_not_covered() -> None:
    parts = [(TODAY, Decimal(100)), (TODAY, Decimal(100)), (TODAY, Decimal(100))]

    assert sights._next_part(parts, Decimal(300)) == ((TODAY, Decimal(100)), 3)
    assert sights._next_part(parts, Decimal(150)) == ((TODAY, Decimal(50)), 2)
    assert sights._next_part(parts, Decimal(0)) == (None, 0)


def test_every_task_the_process_can_ask_for_has_an_answer() -> None:
    outcomes = {kind.code: kind.outcomes for _process, kind in registry.kinds()}
    answers = {kind: personas.answer(persona=NEVER, task=kind, attempt=1) for kind in outcomes}

    assert {kind for kind, outcome in answers.items() if not outcome} == {
        "enforcement_result",
        "settle_unknown",
    }
    assert all(outcome in outcomes[kind] for kind, outcome in answers.items() if outcome)


def test_the_outside_world_counts_what_it_took(tmp_path: Path) -> None:
    outside = Outside(mail=tmp_path / "mail.jsonl", telephone=tmp_path / "twilio.jsonl")
    outside.mail.write_text(
        json.dumps({"message_id": "<a@x>"})
        + "\n"
        + json.dumps({"message_id": "<a@x>"})
        + "\n"
        + '{"torn'
    )
    form = {"To": "+7", "Body": "b", "StatusCallback": "http://h/hooks/twilio/ref-1/"}
    lines = [
        {"event": "accepted", "kind": "messages", "sid": "SM1", "form": form},
        {"event": "status", "sid": "SM1", "status": "sent"},
    ]
    outside.telephone.write_text("".join(json.dumps(line) + "\n" for line in lines))

    assert outside.letters()["<a@x>"] == 2
    assert (outside.sids(), sum(outside.calls().values())) == ({"SM1"}, 1)
    assert outside.has("ref-1")
    assert not outside.has("ref-2")


@pytest.mark.parametrize(
    "kind", sorted(kind for kind, manner in manners.MANNERS.items() if manner.outcome)
)
def test_the_forms_of_the_screens_take_what_the_office_types(db: None, kind: str) -> None:
    sight = personas.Sight(stages=("notice",), stage=0, debt=Decimal(9000), today=TODAY)
    case = sights.Seen(17, "401000017", "PERSON", "ACTIVE", sight, (), rests=False)
    outcomes = [
        manners.of(kind).outcome,
        *(
            persona.answers[kind]
            for persona in (*(dealt for dealt, _share in casting.PERSONS), *casting.LEFT)
            if (persona.answers or {}).get(kind)
        ),
    ]

    asked_by = {declared.code: process for process, declared in registry.kinds()}
    for outcome in outcomes:
        task = sights.OpenTask(1, kind, "", "LAWYER", TODAY, process=asked_by[kind])
        form = office_module._form(task, office_module._typed(case, task, outcome, TODAY), TODAY)
        assert form.is_valid(), form.errors
