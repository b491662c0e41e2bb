"""A process that declares its pauses may be paused: several times at once, in part, for a cause."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.notifications import providers
from tests.processes.conftest import ALONE, COURT, START, WAITING, Request
from webapp.correspondence.models import Message
from webapp.correspondence.operations import documents
from webapp.outbox.models import Row, Subscription
from webapp.processes import registry
from webapp.processes.declarations import PausePage
from webapp.processes.forms.pausing import EndPauseForm, PauseForm
from webapp.processes.models import Case, Pause, Step
from webapp.processes.operations import closing, deeds, journal, pausing, sending
from webapp.processes.queries import known, labels, pauses
from webapp.processes.queries.explain import waiting
from webapp.staff.models import User
from webapp.tasks.models import Task
from workflows.interfaces.clock import MOSCOW
from workflows.interfaces.process import Deed, DeedKind
from workflows.process.course import Course
from workflows.process.decisions import Act, Over, Wait

type Begin = Callable[..., Request]
DAY = timedelta(days=1)
NOON = 12


def rest(life: Request, kind: str, until: date | None = None, **more: Any) -> Pause:
    return pausing.pause(
        case_id=life.case.pk,
        kind=kind,
        reason="проверка",
        until=until,
        by=None,
        today=life.today,
        **more,
    )


def side(life: Request) -> str:
    life.case.refresh_from_db()
    return life.case.side


def decided(life: Request) -> Any:
    return known.decide(case=Case.objects.get(pk=life.case.pk), today=life.today)


def with_paper(life: Request) -> None:
    """Lay a paper to the stage, so that there is something to send."""
    made = Deed(DeedKind.MAKE, "notice", life.case.stage, life.case.attempt)
    paper = documents.store_document(
        kind="notice",
        series="УВ",
        dated=life.today,
        subject=f"errand:{life.case.pk}",
        workflow_id=f"errand:{life.case.pk}",
        step=made.step,
        account_id=life.case.account_id,
        render=lambda _number: (b"docx", {}),
        place=journal.place(case=life.case, deed=made),
    )
    journal.write_step(case=life.case, deed=made, today=life.today, document=paper)


def test_two_pauses_end_each_on_its_day_and_the_case_goes_on_after_the_last(errand: Begin) -> None:
    life = errand()
    rest(life, "WAITING", START + 2 * DAY)
    rest(life, "COURT")

    assert life.live() == Wait("pause:WAITING,COURT", START + 3 * DAY)
    assert side(life) == "COURT"
    life.today = START + 3 * DAY
    assert life.live() == Wait("pause:COURT")
    pausing.end(case_id=life.case.pk, kind="COURT", by=None, today=life.today)

    assert side(life) == "ACTIVE"
    assert isinstance(decided(life), Act)
    assert list(Pause.objects.order_by("id").values_list("ended_on", flat=True)) == [life.today] * 2
    names = list(Step.objects.order_by("id").values_list("deed", "name", "outcome"))
    assert [name[:2] for name in names] == [
        ("decided", "pause-set"),
        ("decided", "pause-set"),
        ("end_pause", f"pause-{Pause.objects.earliest('id').pk}"),
        ("decided", "pause-ended"),
    ]
    assert Row.objects.filter(subject=f"errand:{life.case.pk}", fact="case.pause-ended").exists()


def test_both_pauses_are_told_in_words_and_the_journal_says_which(errand: Begin) -> None:
    life = errand()
    rest(life, "WAITING", START + 2 * DAY)
    rest(life, "COURT")
    found = known.read(
        process=registry.process_of(code="errand"), case_id=life.case.pk, today=START
    )

    course = Course((), found.state, found.facts, START, lambda *_known: found.decision)
    said = waiting(case=life.case, course=course)

    assert said.until == START + 2 * DAY
    assert [labels.outcome(step) for step in Step.objects.order_by("id")] == ["Ждём", "Суд"]


def test_a_pause_of_one_stage_lets_the_others_go_on(errand: Begin) -> None:
    life = errand()
    stages = pausing.Part(Pause.Scope.STAGES, ("looked_at",))
    rest(life, "WAITING", part=stages)

    assert isinstance(decided(life), Act)
    assert side(life) == "ACTIVE"
    Case.objects.filter(pk=life.case.pk).update(stage=1, stage_kind="looked_at")
    assert decided(life) == Wait("pause:WAITING")


def test_a_pause_of_some_charges_or_of_a_sum_is_told_to_the_decider_and_stops_no_stage(
    errand: Begin,
) -> None:
    life = errand()
    rest(life, "WAITING", part=pausing.Part(Pause.Scope.CHARGES, ("12", "13")))
    rest(life, "COURT", part=pausing.Part(Pause.Scope.SUM, amount=Decimal(500)))

    found = known.read(
        process=registry.process_of(code="errand"), case_id=life.case.pk, today=START
    )

    assert [pause.scope for pause in found.facts.pauses] == [
        ("charges:12", "charges:13"),
        ("sum:500.00",),
    ]
    assert isinstance(found.decision, Act)


def test_the_clock_of_a_statute_runs_on_and_that_of_the_house_stands_still(errand: Begin) -> None:
    statute, ours = errand(1), errand(2)
    for life in (statute, ours):
        assert isinstance(life.live(), Wait)
        life.today = START + 2 * DAY
        rest(life, "WAITING", START + 9 * DAY)
        life.today = START + 9 * DAY
        life.live()

    assert isinstance(statute.live(), Over)
    statute.case.refresh_from_db()
    assert statute.case.close_reason == "DEEMED"
    assert ours.live() == Wait("pause:WAITING", START + 10 * DAY)
    ours.today = START + 10 * DAY
    assert ours.live() == Wait("task:ours", START + 15 * DAY)
    assert Task.objects.get(name="ours").due_on == START + 14 * DAY
    ours.today = START + 15 * DAY
    assert isinstance(ours.live(), Over)


def test_a_pause_by_law_stops_the_clock_of_a_statute_too(errand: Begin) -> None:
    life = errand(1)
    life.live()
    rest(life, "BY_LAW")
    life.today = START + 30 * DAY

    assert isinstance(life.live(), Wait)
    assert life.case.closed_on is None
    pausing.end(case_id=life.case.pk, kind="BY_LAW", by=None, today=life.today)
    waits = life.live()
    assert isinstance(waits, Wait) and waits.until
    assert Task.objects.get(name="statute").due_on == waits.until - DAY
    life.today += 8 * DAY
    assert isinstance(life.live(), Over)


def test_nothing_goes_out_that_was_planned_before_a_pause(errand: Begin) -> None:
    life = errand()
    with_paper(life)
    decision = decided(life)
    assert decision.deed.kind == DeedKind.SEND
    sending.plan(case_id=life.case.pk, deed=decision.deed, today=life.today)
    rest(life, "WAITING")

    sending.send(
        case_id=life.case.pk,
        deed=decision.deed,
        gateways=providers.gateways(),
        callback_base="https://istok.example",
        today=life.today,
        now=lambda: datetime.combine(life.today, time(NOON), MOSCOW),
    )

    assert Message.objects.get().status == Message.Status.PLANNED
    assert Step.objects.latest("id").ground == "проверка"
    deeds.perform(case_id=life.case.pk, deed=decision.deed, today=life.today)
    assert Message.objects.count() == 1


def test_a_pause_because_of_another_case_ends_when_that_one_is_closed(
    errand: Begin, boss: User
) -> None:
    life, other = errand(), errand()
    rest(life, "COURT", cause=other.case)
    assert life.live() == Wait("pause:COURT")
    listens = Subscription.objects.filter(workflow_id=f"errand:{life.case.pk}")
    assert listens.filter(subject=f"errand:{other.case.pk}").exists()

    closing.request(
        case_id=other.case.pk, reason="DENIED", ground="отказ", by=boss, today=other.today
    )
    other.live()

    assert Row.objects.filter(subject=f"errand:{other.case.pk}", fact="case.closed").exists()
    assert decided(life).deed.kind == DeedKind.END_PAUSE


def test_what_stands_alone_is_refused_beside_others_and_refuses_them(errand: Begin) -> None:
    life = errand()
    rest(life, "ALONE", START + DAY)

    for kind in ("WAITING", "ALONE"):
        with pytest.raises(pausing.UnableToPause):
            rest(life, kind, START + DAY)
    pausing.end(case_id=life.case.pk, kind="ALONE", by=None, today=life.today)
    rest(life, "WAITING", START + DAY)
    with pytest.raises(pausing.UnableToPause):
        rest(life, "ALONE", START + DAY)
    with pytest.raises(pausing.UnableToPause, match="уже действует"):
        rest(life, "WAITING")


def test_the_database_takes_no_two_pauses_that_stand_alone(errand: Begin) -> None:
    life = errand()
    rest(life, "ALONE", START + DAY)

    with pytest.raises(IntegrityError), transaction.atomic():
        Pause.objects.create(
            case=life.case, kind="ALONE", reason="x", since=START, until=START, is_alone=True
        )


@pytest.mark.parametrize(
    ("kind", "until"),
    [
        ("ALONE", None),
        ("WAITING", START - DAY),
        ("WAITING", date(2099, 1, 1)),
        ("COURT", START + DAY),
        ("UNKNOWN", None),
    ],
)
def test_a_day_that_a_pause_cannot_end_on_is_refused(
    errand: Begin, kind: str, until: date | None
) -> None:
    life = errand()

    with pytest.raises(pausing.UnableToPause):
        rest(life, kind, until)

    assert not Pause.objects.exists()


def test_a_closed_case_has_no_pause_and_takes_none(errand: Begin, boss: User) -> None:
    life = errand()
    rest(life, "WAITING")
    closing.request(case_id=life.case.pk, reason="DENIED", ground="x", by=boss, today=START)
    life.live()

    assert side(life) == "CLOSED"
    assert Pause.objects.get().ended_on == START
    with pytest.raises(pausing.UnableToPause):
        rest(life, "COURT")


def test_a_past_day_knows_its_own_pauses(errand: Begin) -> None:
    life = errand()
    rest(life, "WAITING")
    life.today = START + 5 * DAY
    pausing.end(case_id=life.case.pk, kind="WAITING", by=None, today=life.today)

    days = [START - DAY, START, START + 4 * DAY, START + 5 * DAY]
    found = [pauses.side_on(case=life.case, on=day) for day in days]

    assert found == ["ACTIVE", "WAITING", "WAITING", "ACTIVE"]
    assert pauses.standing_on(case=life.case, on=START).count() == 1


def test_the_form_of_a_pause_asks_for_what_its_kind_needs(errand: Begin, boss: User) -> None:
    life = errand()
    page = PausePage(
        "Подождать",
        "",
        "recovery.hold_case",
        scope="CHARGES",
        parts=lambda _case: [("12", "Январь"), ("13", "Февраль")],
    )

    asked = {
        kind.code: set(PauseForm(case=life.case, pause=(kind, page)).fields)
        for kind in (WAITING, COURT, ALONE)
    }
    form = PauseForm({"reason": "спор", "parts": ["12"]}, case=life.case, pause=(WAITING, page))
    assert form.is_valid()
    form.run(case_id=life.case.pk, by=boss, today=START)

    assert asked["COURT"] == {"reason", "parts"}
    assert asked["ALONE"] == asked["WAITING"] == {"reason", "until", "parts"}
    made = Pause.objects.get()
    assert (made.scope, made.parts, made.by) == ("CHARGES", ["12"], boss)


def test_of_several_pauses_of_a_kind_the_one_that_was_meant_is_ended(
    errand: Begin, boss: User
) -> None:
    life = errand()
    page = PausePage("Подождать", "", "recovery.hold_case", end="Хватит")
    first = rest(life, "WAITING", part=pausing.Part(Pause.Scope.CHARGES, ("12",)))
    rest(life, "WAITING", part=pausing.Part(Pause.Scope.CHARGES, ("13",)))

    form = EndPauseForm({"which": first.pk}, case=life.case, pause=(WAITING, page))
    assert form.is_valid()
    form.run(case_id=life.case.pk, by=boss, today=START)

    assert Pause.objects.get(ended_on=START).parts == ["12"]
    assert Pause.objects.get(ended_on=START).ended_by == boss
    assert not Task.objects.exists()
