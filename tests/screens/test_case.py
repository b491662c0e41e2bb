"""The page of a case, what may be done from it, tasks with their forms, schemes, calculators."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pgtrigger
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import BoundField
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests import factories
from tests.notifications import providers
from tests.recovery import living
from webapp.audit.models import Entry
from webapp.correspondence.models import Document, File
from webapp.processes.models import Case, Pause
from webapp.recovery.models import CaseCharge, CourtCase, InstallmentPlan, Scheme
from webapp.recovery.operations import awards
from webapp.staff.models import Role, User
from webapp.tasks.models import Task

PICTURE = b"\x89PNG\r\n\x1a\n"

LogIn = Callable[..., Client]


@pytest.fixture
def office(log_in: LogIn, boss: User) -> Client:
    return log_in(boss)


def page(case: Case) -> str:
    return reverse("admin:recovery_case", args=[case.pk])


def do(client: Client, case: Case, action: str, **given: object) -> str:
    address = reverse("admin:recovery_case_action", args=[case.pk, action])
    answer = client.post(address, given, headers={"HX-Request": "true"})
    if sure := re.search(r'name="sure" value="(\w+)"', answer.content.decode()):
        given["sure"] = sure[1]  # what is grave is shown once more
        answer = client.post(address, given, headers={"HX-Request": "true"})
    return answer.headers.get("HX-Redirect") or answer.content.decode()


def test_the_page_says_where_the_case_stands_and_why_it_waits(case: Case, office: Client) -> None:
    text = office.get(page(case)).content.decode()

    told = " ".join(text.split())
    task = Task.objects.get()
    address = reverse("admin:tasks_task", args=[task.pk])
    assert f'Контакт-центр до 12.03.2026: <a class="ik-link" href="{address}">' in told
    assert "Потом: подтверждение доставки" in told and "Что сдвинет дело: полная оплата." in told
    assert "вручение заказным письмом; полная" not in told
    assert text.count('class="node current') == 2  # the wide diagram and the one for phones
    assert "4\u00a0500,00\u00a0₽" in text.replace(" ₽", "\u00a0₽")
    assert "Уведомление о задолженности" in text and "Нет контакта" in text


def test_who_has_the_task_is_named_and_how_late_it_is(
    case: Case, office: Client, boss: User
) -> None:
    Task.objects.update(assignee=boss, due_on=date(2026, 2, 27))

    told = " ".join(office.get(page(case)).content.decode().split())

    assert f"<b> {boss} до 27.02.2026:" in told and "опоздание 3 дня" in told


def test_what_is_done_now_is_not_told_again_as_what_comes(case: Case, office: Client) -> None:
    waiting = office.get(page(case)).context["waiting"]
    steps = office.get(page(case)).context["next_steps"]

    assert waiting.step == "deliver_by_post"
    assert [step.code for step in steps] == ["deliver", "term", "restriction_warning"]
    assert all(step.latest for step in steps)


def test_the_page_costs_a_fixed_number_of_queries(
    case: Case, office: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    office.get(page(case))

    with django_assert_max_num_queries(41):
        office.get(page(case))


def test_a_claim_older_than_the_known_law_shows_a_dash_and_the_reason(
    case: Case, office: Client
) -> None:
    charge = factories.create_charge(account=case.account, period=date(2014, 1, 1))
    CaseCharge.objects.create(case=case, charge=charge, debt_at_opening=charge.amount)

    answer = office.get(page(case))

    assert answer.context["money"].penalty is None
    assert "6\u00a0000,00" in answer.content.decode()
    assert "неизвестно, что действует на эту дату" in answer.content.decode()


def test_what_a_court_awarded_stands_apart_from_the_debt(
    case: Case, office: Client, boss: User
) -> None:
    court = CourtCase.objects.create(
        case=case,
        track="ORDER",
        court="М",
        filed_on=living.START,
        claim=4500,
        penalty=300,
        state_duty=2000,
        in_force_on=living.START,
    )
    awards.enter(court=court, by=boss, today=living.START)
    assert case.account is not None
    living.Life(case=case, by=boss, gateways=providers.gateways()).pay(Decimal("1250.00"))

    text = office.get(page(case)).content.decode().replace("\u00a0", " ")

    assert "Присуждено судом" in text and "Присуждённые пени" in text
    for shown in (
        "4 500,00 ₽",
        "+ 1 050,00 ₽ начислено расходов и пеней",
        "2 000,00",
        "1 250,00",
        "750,00",
        "сверх уже начисленных 300,00 ₽",
    ):
        assert shown in text
    for address in (reverse("admin:recovery_cases"), reverse("admin:index")):
        assert "1 050,00" in office.get(address).content.decode().replace("\u00a0", " ")
    periods = (
        office.get(reverse("admin:recovery_debtors_periods", args=[case.account.pk]))
        .content.decode()
        .replace("\u00a0", " ")
    )
    assert (
        "Кроме того, присуждено судом" in periods
        and "4 500,00" in periods
        and "1 050,00" in periods
    )


def test_the_living_part_comes_alone_for_htmx(case: Case, office: Client) -> None:
    text = office.get(page(case), headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in text
    assert 'id="live"' in text


def test_a_day_before_the_case_is_refused(case: Case, office: Client) -> None:
    answer = office.get(page(case), {"on": "2026-03-01"}, follow=True)

    assert "дела ещё не было" in answer.content.decode()


def test_a_hold_needs_a_reason_and_a_day_and_is_written_once(case: Case, office: Client) -> None:
    assert "Обязательное поле" in do(office, case, "hold", until="2026-03-20")
    assert do(office, case, "hold", reason="Сверка", until="2026-03-20") == page(case)
    assert "Дело закрыто, уже приостановлено" in do(
        office, case, "hold", reason="Сверка", until="2026-03-25"
    )

    hold = Pause.objects.get()
    assert (hold.until, hold.reason) == (date(2026, 3, 20), "Сверка")
    assert "Дело приостановлено." in office.get(page(case)).content.decode()


def test_a_paused_case_is_resumed(case: Case, office: Client) -> None:
    do(office, case, "hold", reason="Сверка", until="2026-03-20")

    assert do(office, case, "end-hold") == page(case)
    assert Case.objects.get(pk=case.pk).side == "ACTIVE"


def test_the_journal_tells_what_people_decided_who_and_on_what_ground(
    case: Case, office: Client, log_in: LogIn
) -> None:
    parts = {
        "months": 2,
        "first_due": "2026-04-02",
        "due": ["2026-04-02", "2026-05-02"],
        "amount": ["2500", "2000"],
    }
    decided = {
        "hold": {"reason": "Сверка с домом", "until": "2026-03-20"},
        "promise": {"reason": "Обещал сын", "until": "2026-03-25"},
        "dispute": {"reason": "Не согласен с показаниями"},
    }
    ends = {
        "hold": ("end-hold", {}),
        "promise": ("end-promise", {}),
        "dispute": ("settle-dispute", {"outcome": "UNJUSTIFIED", "ground": "Акт сверки № 4"}),
    }
    for action, given in decided.items():
        end, told = ends[action]
        assert do(office, case, action, **given) == page(case)
        assert do(office, case, end, **told) == page(case)
    do(office, case, "plan", **parts)
    do(office, case, "withdraw", ground="Акт № 7 от 01.03.2026")

    journal = log_in(Role.LAWYER).get(page(case))

    text = journal.content.decode()
    told = [step for step in journal.context["steps"] if step.by]
    assert [step.name for step in told[::-1]] == [
        *(
            "hold-set",
            "pause-ended",
            "promise-set",
            "pause-ended",
            "dispute-set",
            "dispute-settled",
            "installment_agreement",
            "plan-agreed",
            "closing-requested",
        )
    ]
    assert "Сверка с домом" in text and "по 20.03.2026 включительно" in text
    assert "Обещал сын" in text and "Не согласен с показаниями" in text
    assert "2 части" in text and "по 02.05.2026 включительно" in text
    assert "Акт № 7 от 01.03.2026" in text and "WITHDRAWN" not in text and "Отозвано" in text
    closing = Entry.objects.get(name="recovery.case.closing-requested")
    assert (closing.ground, closing.details) == ("Акт № 7 от 01.03.2026", {"reason": "WITHDRAWN"})
    assert text.count('class="node current') + text.count('class="node paused') == 2


def test_the_journal_tells_who_leads_the_case_now(case: Case, office: Client) -> None:
    colleague = factories.create_staff(role=Role.LAWYER)

    assert do(office, case, "executor", executor=colleague.pk) == page(case)

    told = office.get(page(case)).context["steps"][0]
    assert (told.name, told.ground) == ("executor-changed", colleague.get_full_name())


def test_an_installment_plan_is_proposed_in_parts_that_make_the_debt(
    case: Case, office: Client
) -> None:
    shown = office.get(
        reverse("admin:recovery_case_action", args=[case.pk, "plan"]),
        {"months": 3, "first_due": "2026-04-02"},
    )
    assert shown.content.decode().count("1\u00a0500,00") == 3

    parts = {"months": 2, "first_due": "2026-04-02", "due": ["2026-04-02", "2026-05-02"]}
    assert "Части составляют" in do(office, case, "plan", **parts, amount=["1 000,00", "2 000,00"])
    assert do(office, case, "plan", **parts, amount=["2\u00a0500,00", "2000"]) == page(case)
    assert [
        part.amount for part in InstallmentPlan.objects.get().installments.order_by("due_on")
    ] == [Decimal(2500), Decimal(2000)]


def test_a_refused_plan_keeps_what_was_entered(case: Case, office: Client) -> None:
    parts = {
        "months": 2,
        "first_due": "2026-04-02",
        "due": ["2026-04-09", "2026-05-11"],
        "amount": ["1 000,00", "тысяча"],
    }

    text = do(office, case, "plan", **parts)

    assert 'value="2026-04-09"' in text and 'value="2026-05-11"' in text
    assert 'value="1 000,00"' in text and 'value="тысяча"' in text


def test_a_paper_that_cannot_be_printed_says_so_on_the_page_of_its_case(
    case: Case, office: Client
) -> None:
    paper = Document.objects.get()
    with pgtrigger.ignore("correspondence.File:append_only"):
        File.objects.filter(pk=paper.docx_id).update(content=b"no document at all")

    answer = office.get(reverse("admin:recovery_paper", args=[paper.pk, "pdf"]), follow=True)

    assert answer.redirect_chain[-1][0] == page(case)
    assert "PDF" in " ".join(map(str, answer.context["messages"]))


def test_a_task_is_completed_with_its_report(case: Case, office: Client) -> None:
    task = Task.objects.get()
    address = reverse("admin:tasks_task", args=[task.pk])

    assert (
        "Этот день ещё не наступил"
        in office.post(address, {"outcome": "RETURNED", "date": "2026-03-03"}).content.decode()
    )
    assert (
        "Нужно для такого исхода"
        in office.post(address, {"outcome": "DELIVERED", "date": "2026-03-02"}).content.decode()
    )
    office.post(address, {"outcome": "DELIVERED", "date": "2026-03-02", "number": "80110012345672"})

    task.refresh_from_db()
    assert (task.status, task.outcome) == ("DONE", "DELIVERED")
    assert task.result == {"date": "2026-03-02", "number": "80110012345672"}
    done = office.get(address).content.decode()
    assert "80110012345672" in done and "02.03.2026" in done


def test_a_crews_report_keeps_the_photos_it_brings(case: Case, office: Client) -> None:
    task = Task.objects.get()
    Task.objects.update(kind="restriction")
    address = reverse("admin:tasks_task", args=[task.pk])
    report = {"outcome": "NO_ACCESS", "date": "2026-03-02", "remarks": "Никого нет дома"}
    picture = SimpleUploadedFile("door.png", PICTURE, content_type="image/png")

    refused = office.post(
        address,
        report | {"photos": SimpleUploadedFile("evil.html", b"<script>", content_type="text/html")},
    )
    office.post(address, report | {"photos": picture})

    assert "не изображение" in refused.content.decode()
    photo = task.photos.get()
    answer = office.get(reverse("admin:tasks_photo", args=[task.pk, photo.pk]))
    assert (answer.content, answer.headers["Content-Type"]) == (PICTURE, "image/png")
    assert "Никого нет дома" in office.get(address).content.decode()


def test_a_crew_gives_several_photos_at_once_with_the_field_of_the_theme(
    case: Case, office: Client
) -> None:
    task = Task.objects.get()
    Task.objects.update(kind="restriction")
    address = reverse("admin:tasks_task", args=[task.pk])
    pictures = [
        SimpleUploadedFile(name, PICTURE, content_type="image/png")
        for name in ("door.png", "meter.png")
    ]

    text = office.get(address).content.decode()
    office.post(
        address,
        {
            "outcome": "NO_ACCESS",
            "date": "2026-03-02",
            "remarks": "Никого нет дома",
            "photos": pictures,
        },
    )

    assert "Выберите файл" in text and " multiple" in text
    assert sorted(task.photos.values_list("name", flat=True)) == ["door.png", "meter.png"]


def test_to_a_finished_task_nobody_adds_evidence(case: Case, office: Client) -> None:
    task = Task.objects.get()
    Task.objects.update(kind="restriction", status="DONE", outcome="DONE")

    office.post(
        reverse("admin:tasks_task", args=[task.pk]),
        {"outcome": "", "photos": SimpleUploadedFile("late.png", PICTURE, "image/png")},
    )

    assert not task.photos.exists()


def test_a_task_holds_no_more_pictures_than_a_report_needs(case: Case, office: Client) -> None:
    task = Task.objects.get()
    Task.objects.update(kind="restriction")
    address = reverse("admin:tasks_task", args=[task.pk])

    for dozen in range(3):
        pictures = [
            SimpleUploadedFile(f"{dozen}-{number}.png", PICTURE, "image/png")
            for number in range(12)
        ]
        office.post(address, {"outcome": "", "photos": pictures})

    assert task.photos.count() == 24
    kept = Entry.objects.filter(name="tasks.task.photos-kept")
    assert [entry.details["photos"] for entry in kept.order_by("id")] == [12, 12]


@pytest.mark.parametrize("kind", ["court_order_ruling", "court_order_effect"])
def test_an_objection_to_the_order_is_entered_from_the_page_while_the_court_is_waited_for(
    case: Case, office: Client, kind: str
) -> None:
    offered = "Возражения на приказ / определение суда"

    assert offered not in office.get(page(case)).content.decode()
    Task.objects.update(kind=kind)
    text = office.get(page(case)).content.decode()

    assert offered in text
    assert (
        f'class="ik-btn" href="{reverse("admin:tasks_task", args=[Task.objects.get().pk])}"' in text
    )


def test_a_task_says_what_a_paper_lacks(case: Case, log_in: LogIn) -> None:
    Task.objects.update(
        kind="complete_data",
        role=Role.HEAD_OF_LEGAL,
        remarks="Внесите «Мировой судья» района Северный",
    )
    head, address = (
        log_in(Role.HEAD_OF_LEGAL),
        reverse("admin:tasks_task", args=[Task.objects.get().pk]),
    )

    assert "Внесите «Мировой судья» района Северный" in head.get(address).content.decode()
    head.post(address, {"outcome": "COMPLETED", "date": "2026-03-02"})

    assert Task.objects.get().status == "DONE"


def test_a_closed_task_is_not_completed_again(case: Case, office: Client) -> None:
    task = Task.objects.get()
    report = {"outcome": "RETURNED", "date": "2026-03-02", "fate": "EXPIRED"}
    office.post(reverse("admin:tasks_task", args=[task.pk]), report)

    office.post(
        reverse("admin:tasks_task", args=[task.pk]),
        report | {"outcome": "DELIVERED", "number": "1"},
    )

    task.refresh_from_db()
    assert task.outcome == "RETURNED"


def test_a_task_goes_to_a_colleague_and_can_be_followed(
    case: Case, office: Client, log_in: LogIn
) -> None:
    task = Task.objects.get()
    colleague = User.objects.create_user(
        username="colleague", first_name="Ольга", last_name="Лапина", is_staff=True
    )
    colleague.groups.add(
        *User.objects.get(username=_somebody(log_in, Role.CALL_CENTER)).groups.all()
    )

    office.post(reverse("admin:tasks_forward", args=[task.pk]), {"to": colleague.pk})

    assert (
        "Ольга Лапина"
        in office.get(reverse("admin:tasks_list"), {"tab": "forwarded"}).content.decode()
    )
    assert case.number in log_in(colleague).get(reverse("admin:tasks_list")).content.decode()


def _somebody(log_in: LogIn, role: Role) -> str:
    client = log_in(role)
    return str(User.objects.get(pk=client.session["_auth_user_id"]).username)


def test_an_edit_of_a_scheme_is_previewed_and_saved_as_a_version_for_new_cases(
    case: Case, office: Client
) -> None:
    scheme = Scheme.objects.get(code="persons")
    address = reverse("admin:recovery_scheme", args=[scheme.pk])
    forms = office.get(address, {"edit": "1"}).context
    given = _filled(forms) | {"form-0-term_days": "12"}

    preview = office.post(address, given | {"preview": "1"}).content.decode()
    assert "<del>10</del>" in preview and "<ins>12</ins>" in preview
    assert scheme.versions.count() == 1
    assert (
        "Напишите, что и почему изменено"
        in office.post(address, given | {"save": "1"}).content.decode()
    )

    office.post(address, given | {"save": "1", "note": "Срок по новому регламенту"})

    newest = scheme.versions.order_by("-number")[0]
    assert (newest.number, newest.definition["stages"][0]["term_days"]) == (2, 12)
    assert [stage["kind"] for stage in newest.definition["stages"]] == [
        s["kind"] for s in case.recovery.scheme_version.definition["stages"]
    ]
    assert Case.objects.get(pk=case.pk).recovery.scheme_version.number == 1


def test_a_stage_that_is_taken_out_renames_no_other_and_what_is_unlawful_is_told_at_once(
    case: Case, office: Client
) -> None:
    scheme = Scheme.objects.get(code="persons")
    address = reverse("admin:recovery_scheme", args=[scheme.pk])
    given = _filled(office.get(address, {"edit": "1"}).context)

    preview = office.post(address, given | {"preview": "1", "form-2-DELETE": "on"})
    unlawful = office.post(address, given | {"preview": "1", "form-1-term_days": "5"})

    rows = [(change.where, change.after) for change in preview.context["changes"]]
    assert rows == [("3. Ограничение", "удалён")]
    assert unlawful.context["faults"] and unlawful.context["faults"][0] in (
        unlawful.content.decode().replace("&quot;", '"')
    )
    assert scheme.versions.count() == 1


def test_other_criteria_say_how_many_debts_they_would_let_in(case: Case, office: Client) -> None:
    factories.create_debtor(months=3, today=living.START)
    scheme = Scheme.objects.get(code="persons")
    address = reverse("admin:recovery_scheme", args=[scheme.pk])
    given = _filled(office.get(address, {"edit": "1"}).context) | {"preview": "1"}

    same = office.post(address, given | {"close_below": "7"})
    stricter = office.post(address, given | {"min_periods": "4"})

    assert same.context["ripe"] is None
    assert (stricter.context["ripe"].now, stricter.context["ripe"].then) == (1, 0)
    assert "по действующим условиям — 1, по новым — 0" in stricter.content.decode()


def _filled(context: dict) -> dict[str, str]:
    """What a browser would send back untouched: a list without a choice sends its first line."""
    fields = [
        *context["criteria"],
        *context["stages"].management_form,
        *(field for form in context["stages"] for field in form),
    ]
    values = {field.html_name: _sent(field) for field in fields}
    return {
        name: "on" if value is True else str(value)
        for name, value in values.items()
        if value is not None and value is not False
    }


def _sent(field: BoundField) -> object:
    if field.value() is None and hasattr(field.field, "choices"):
        return field.field.choices[0][0]
    return field.value()


def test_a_scheme_is_stopped_only_with_a_reason(case: Case, office: Client) -> None:
    address = reverse("admin:recovery_scheme", args=[case.recovery.scheme_version.scheme_id])

    asked = office.get(address).content.decode()
    office.post(address, {"stop": "1", "reason": " "})
    assert "поручения о них отзываются" in asked
    assert Scheme.objects.get(pk=case.recovery.scheme_version.scheme_id).stopped_reason == ""
    office.post(address, {"stop": "1", "reason": "Проверка текстов"})

    assert (
        Scheme.objects.get(pk=case.recovery.scheme_version.scheme_id).stopped_reason
        == "Проверка текстов"
    )


def test_a_scheme_is_switched_off_and_on_only_with_a_reason_and_its_cases_go_on(
    case: Case, office: Client
) -> None:
    scheme = case.recovery.scheme_version.scheme
    address = reverse("admin:recovery_scheme", args=[scheme.pk])

    office.post(address, {"active": "0", "reason": " "})
    assert Scheme.objects.get(pk=scheme.pk).is_active
    for _time in range(2):
        office.post(address, {"active": "0", "reason": "Новые тарифы"})

    debtor = factories.create_debtor(today=living.START)
    office.post(reverse("admin:recovery_debtors_start"), {"ids": [debtor.pk]})
    assert [
        entry.ground for entry in Entry.objects.filter(name="recovery.scheme.switched-off")
    ] == ["Новые тарифы"]
    assert "новые долги в работу не берутся" in office.get(address).content.decode()
    assert Case.objects.get() == case
    office.post(address, {"active": "1", "reason": "Тарифы внесены"})
    assert Scheme.objects.get(pk=scheme.pk).is_active


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (
            {
                "rule": "state_duty",
                "court": "general",
                "track": "claim",
                "amount": "50 000,00",
                "on": "2026-03-02",
            },
            "4\u00a0000,00 ₽",
        ),
        (
            {"rule": "deadline", "start": "2026-11-21", "days": "10", "kind": "calendar"},
            "01.12.2026",
        ),
        (
            {
                "rule": "penalty",
                "debtor": "citizen",
                "service": "electricity",
                "amount": "1000",
                "due": "2026-04-15",
                "as_of": "2026-04-20",
            },
            "0,00 ₽",
        ),
    ],
)
def test_the_calculators_answer_with_their_lines(
    office: Client, question: dict[str, str], answer: str
) -> None:
    text = office.get(
        reverse("admin:workplace_calculators"), question | {"go": "1"}
    ).content.decode()

    assert answer in text


def test_a_calculator_outside_the_law_says_so(office: Client) -> None:
    question = {
        "rule": "state_duty",
        "court": "general",
        "track": "claim",
        "amount": "50000",
        "on": "1990-01-01",
        "go": "1",
    }

    assert (
        'role="alert"'
        in office.get(reverse("admin:workplace_calculators"), question).content.decode()
    )


def test_who_brings_the_supply_back_gives_photos_too(case: Case, office: Client) -> None:
    task = Task.objects.get()
    Task.objects.update(kind="resumption")
    address = reverse("admin:tasks_task", args=[task.pk])
    picture = SimpleUploadedFile("meter.png", PICTURE, content_type="image/png")

    text = office.get(address).content.decode()
    office.post(address, {"outcome": "DONE", "date": "2026-03-02", "photos": picture})

    assert 'name="photos"' in text
    assert task.photos.get().name == "meter.png"
