"""Notes, calls and files about a case or an account: written once, corrected beside, found again."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.recovery import living
from webapp.audit.models import Entry
from webapp.contracts.models import Account
from webapp.outbox.models import Row
from webapp.processes.models import Case, Note, NoteFile
from webapp.processes.operations import notes
from webapp.staff.models import Role, User
from webapp.tasks.models import Task, TaskComment, TaskFile
from workflows.interfaces.clock import MOSCOW

LogIn = Callable[..., Client]
PDF = b"%PDF-1.7 a scan"
AT = datetime(2026, 3, 2, 14, 35, tzinfo=MOSCOW)


@pytest.fixture
def office(log_in: LogIn, boss: User) -> Client:
    return log_in(boss)


def page(case: Case) -> str:
    return reverse("admin:recovery_case", args=[case.pk])


def address(case: Case, what: str = "note") -> str:
    return reverse("admin:recovery_case_note", args=[case.pk, what])


def text_of(client: Client, where: str, **asked: str) -> str:
    return " ".join(client.get(where, asked).content.decode().split())


def send(client: Client, where: str, **given: Any) -> Any:
    given.setdefault("key", str(uuid4()))
    return client.post(where, given, headers={"HX-Request": "true"})


def scan(name: str = "Определение.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def said(text: str, **known: Any) -> notes.Said:
    return notes.Said(key=uuid4(), text=text, **known)


def test_a_note_with_a_scan_stands_on_the_case_and_in_the_register(
    case: Case, office: Client, boss: User
) -> None:
    answer = send(office, address(case), text="Принёс доверенность", attachments=[scan()])
    text = text_of(office, page(case))

    assert answer.headers["HX-Redirect"] == page(case)
    assert "Принёс доверенность" in text and "Определение.pdf" in text and str(boss) in text
    entry = Entry.objects.get(name="recovery.case.note-written")
    assert (entry.actor, entry.details) == (boss, {"files": 1})
    assert "доверенность" not in str(entry.details)
    file = office.get(reverse("admin:notes_file", args=[Note.objects.get().pk, scan_id()]))
    assert b"".join(file.streaming_content) == PDF
    assert "attachment" in file.headers["Content-Disposition"]


def scan_id() -> int:
    return NoteFile.objects.get().pk


def test_a_form_sent_twice_is_one_note(case: Case, office: Client) -> None:
    key = str(uuid4())
    for _time in range(2):
        send(office, address(case), key=key, text="Один раз", attachments=[scan()])

    assert (Note.objects.count(), NoteFile.objects.count()) == (1, 1)
    assert Entry.objects.filter(name="recovery.case.note-written").count() == 1


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({}, "Напишите что-нибудь или приложите файл."),
        ({"attachments": [scan("virus.exe", b"MZ")]}, "не снимок, не PDF"),
        ({"text": "а\u202eб"}, "невидимые знаки"),
    ],
)
def test_what_is_no_note_is_refused_in_words_and_nothing_is_kept(
    case: Case, office: Client, given: dict[str, Any], refusal: str
) -> None:
    text = send(office, address(case), **given).content.decode()

    assert refusal in text
    assert not Note.objects.exists()


def test_a_call_tells_with_whom_it_was_and_what_came_of_it(case: Case, office: Client) -> None:
    begun = office.get(address(case, "call"), headers={"HX-Request": "true"}).content.decode()
    send(
        office,
        address(case, "call"),
        kind="CALL_OUT",
        outcome="NO_ANSWER",
        person="Петров П. П.",
        phone="+79160000003",
    )
    text = text_of(office, page(case))

    assert case.party.name in begun
    assert "Звонок абоненту" in text and "не отвечает" in text and "+79160000003" in text


def test_a_call_without_an_outcome_is_refused(case: Case, office: Client) -> None:
    send(office, address(case, "call"), kind="CALL_IN", text="Звонил")

    assert not Note.objects.exists()


def test_who_heard_a_promise_is_asked_for_its_day_next(case: Case, office: Client) -> None:
    answer = send(office, address(case, "call"), kind="CALL_OUT", outcome="PROMISED")
    again = send(office, address(case, "call"), kind="CALL_OUT", outcome="TALKED")

    promise = reverse("admin:recovery_case_action", args=[case.pk, "promise"])
    assert (answer.status_code, answer.headers["Location"]) == (302, promise)
    assert again.headers["HX-Redirect"] == page(case)


def test_a_mistake_is_corrected_by_a_note_beside_it_and_both_stay(
    case: Case, office: Client, boss: User
) -> None:
    former = notes.write(about=case, said=said("Придёт пятого"), by=boss, now=AT)
    where = reverse("admin:notes_correct", args=[former.pk])

    begun = office.get(where, headers={"HX-Request": "true"}).content.decode()
    send(office, where, text="Придёт шестого")
    text = text_of(office, page(case))

    assert "Придёт пятого" in begun
    assert "<s>Придёт пятого</s>" in text and "Придёт шестого" in text
    assert "вместо записи от 02.03.2026, 14:35" in text
    assert Entry.objects.filter(name="recovery.case.note-corrected").exists()


def test_of_two_who_correct_at_once_the_second_hears_who_was_first(
    case: Case, office: Client, boss: User
) -> None:
    former = notes.write(about=case, said=said("Было"), by=boss, now=AT)
    notes.correct(note_id=former.pk, said=said("Стало"), by=boss, now=AT)

    answer = send(office, reverse("admin:notes_correct", args=[former.pk]), text="Иначе")

    assert f"{boss} уже исправил(а) эту заметку" in answer.content.decode()
    assert Note.objects.count() == 2


def test_a_note_stays_whatever_the_database_is_asked(case: Case, boss: User) -> None:
    note = notes.write(about=case, said=said("Было"), by=boss, now=AT)

    for change in (lambda: Note.objects.update(text="Стало"), note.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_note_corrects_none_about_something_else(case: Case, boss: User) -> None:
    other = living.open_case(factories.create_debtor(today=living.START))
    note = notes.write(about=other, said=said("О другом"), by=boss, now=AT)

    with pytest.raises(DatabaseError), transaction.atomic():
        Note.objects.create(
            key=uuid4(), case=case, text="x", corrects=note, by=boss, on=AT.date(), at=AT
        )


def test_a_closed_case_can_still_be_written_about(case: Case, office: Client) -> None:
    Case.objects.update(closed_on=living.START, close_reason="PAID", side="CLOSED")

    send(office, address(case), text="Позвонили поблагодарить")

    assert Note.objects.get().text == "Позвонили поблагодарить"


def test_comments_on_tasks_stand_in_the_timeline_of_their_case(
    case: Case, office: Client, boss: User
) -> None:
    task = Task.objects.get()
    TaskComment.objects.create(task=task, text="Почта не берёт", by=boss, at=AT)
    TaskFile.objects.create(
        task=task, name="Квитанция.pdf", content_type="application/pdf", content=PDF, size=15,
        by=boss, at=AT,
    )  # fmt: skip

    text = text_of(office, page(case))

    assert "Почта не берёт" in text and "Квитанция.pdf" in text


def test_the_timeline_is_searched_by_words(case: Case, office: Client, boss: User) -> None:
    notes.write(about=case, said=said("Просит рассрочку"), by=boss, now=AT)
    notes.write(about=case, said=said("Сменил номер"), by=boss, now=AT)

    found = office.get(page(case), {"words": "РАССРОЧКУ просит"}).context["timeline"]
    part = office.get(page(case), {"words": "нет такого"}, headers={"HX-Request": "true"})

    assert [row.note.text for row in found] == ["Просит рассрочку"]
    assert "нет записей с этими словами" in part.content.decode()
    assert "?words=" in part.content.decode()


def test_a_past_day_has_only_the_notes_of_then(case: Case, office: Client, boss: User) -> None:
    notes.write(about=case, said=said("В тот день"), by=boss, now=AT)
    notes.write(about=case, said=said("Позже"), by=boss, now=AT + timedelta(days=1))

    text = text_of(office, page(case), on=living.START.isoformat())

    assert "В тот день" in text and "Позже" not in text


def test_the_palette_finds_a_note_and_leads_to_its_case(
    case: Case, office: Client, boss: User, log_in: LogIn
) -> None:
    notes.write(about=case, said=said("Обещал продать гараж"), by=boss, now=AT)
    stranger = log_in(Role.LAWYER, districts=("south",))

    found = office.get(reverse("admin:search"), {"s": "гараж"}).content.decode()
    hidden = stranger.get(reverse("admin:search"), {"s": "гараж"}).content.decode()

    assert "Обещал продать гараж" in found and page(case) in found
    assert "гараж" not in hidden


def test_an_account_has_its_notes_and_those_of_its_cases(
    case: Case, office: Client, boss: User
) -> None:
    account = case.account
    assert isinstance(account, Account)
    card = reverse("admin:workplace_account", args=[account.pk])
    send(office, reverse("admin:notes_account", args=[account.pk, "note"]), text="Собака во дворе")
    notes.write(about=case, said=said("По делу"), by=boss, now=AT)

    assert Entry.objects.get(name="contracts.account.note-written").subject == (
        f"account:{account.pk}"
    )
    text = text_of(office, card)
    assert "Собака во дворе" in text and "По делу" in text
    assert "Собака во дворе" in text_of(office, page(case))


@pytest.mark.parametrize(
    "who", [{"user": Role.CREW}, {"user": Role.LAWYER, "districts": ("south",)}]
)
def test_a_stranger_neither_writes_nor_reads_nor_opens_a_file(
    case: Case, boss: User, log_in: LogIn, who: dict[str, Any]
) -> None:
    note = notes.write(about=case, said=said("Тайна", files=(scan(),)), by=boss, now=AT)
    stranger = log_in(**who)

    for where in (
        address(case),
        reverse("admin:notes_account", args=[case.account_id, "note"]),
        reverse("admin:notes_correct", args=[note.pk]),
        reverse("admin:notes_file", args=[note.pk, scan_id()]),
    ):
        assert stranger.get(where).status_code in {403, 404}, where
        assert stranger.post(where, {"text": "x", "key": str(uuid4())}).status_code in {
            *(403, 404, 405)
        }, where
    assert Note.objects.count() == 1


def test_nothing_of_a_note_is_announced_to_the_process(case: Case, office: Client) -> None:
    before = Row.objects.count()

    send(office, address(case), text="Только для нас")

    assert Row.objects.count() == before


def test_the_page_costs_no_more_with_many_notes(
    case: Case, office: Client, boss: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        notes.write(about=case, said=said(f"№ {number}", files=(scan(),)), by=boss, now=AT)
    office.get(page(case))

    with django_assert_max_num_queries(46):
        office.get(page(case))


def test_a_day_is_told_with_the_hour(case: Case, office: Client, boss: User) -> None:
    notes.write(about=case, said=said("В обед"), by=boss, now=AT)

    assert f"{date(2026, 3, 2):%d.%m.%Y} 14:35" in text_of(office, page(case))
