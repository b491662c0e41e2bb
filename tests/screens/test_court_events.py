"""Events of courts and bailiffs on screen: the action of a case, the list, a file with its preview."""

import io
from collections.abc import Callable

import pytest
import python_calamine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.recovery import living, told
from webapp.processes.models import Case
from webapp.recovery.models import CourtCase, CourtEvent, Writ
from webapp.recovery.queries import court_events_file
from webapp.staff.models import Role, User
from webapp.uploads.models import Upload
from webapp.uploads.tables import reading
from webapp.uploads.tables.sheets import UnableToReadTable

LogIn = Callable[..., Client]
LIST = "admin:recovery_events"
GOOD, BAD = (
    told.row("Приказ выдан", court="2-15/2026"),
    told.row("Приказ потерян", court="2-15/2026"),
)


@pytest.fixture
def at_court(boss: User) -> Case:
    return told.case_at_court()


@pytest.fixture
def lawyer(at_court: Case, log_in: LogIn) -> Client:
    return log_in(Role.LAWYER)


def action(case: Case) -> str:
    return reverse("admin:recovery_case_action", args=[case.pk, "event"])


def upload(client: Client, *rows: tuple[str, ...], name: str = "sud.xlsx"):
    content = told.xlsx(*rows) if rows else b"PK"
    return client.post(
        reverse("admin:recovery_events_new"),
        {"file": SimpleUploadedFile(name, content)},
        follow=True,
    )


def choose(client: Client, choice: str):
    return client.post(
        reverse("admin:recovery_events_upload", args=[Upload.objects.get().pk]),
        {"choice": choice},
        follow=True,
    )


def test_a_lawyer_enters_an_event_on_the_page_of_its_case(at_court: Case, lawyer: Client) -> None:
    page = reverse("admin:recovery_case", args=[at_court.pk])
    offered = lawyer.get(page).content.decode()

    answer = lawyer.post(
        action(at_court),
        {
            "kind": "COLLECTED",
            "happened_on": "2026-03-02",
            "principal": "1 200,50",
            "note": "перечислено",
        },
    )

    shown = lawyer.get(page).content.decode()
    assert (
        "Записать событие" in offered
        and "События судов и приставов" not in offered.split("ik-stack", 1)[1]
    )
    assert (answer.status_code, answer["Location"]) == (302, page)
    assert "Приставами взыскана сумма" in shown and "1\u00a0200,50" in shown.replace(
        " ", "\u00a0"
    ).replace("\u202f", "\u00a0")
    assert "принято к сведению" in shown


def test_a_refusal_is_told_in_the_dialog(at_court: Case, lawyer: Client) -> None:
    answer = lawyer.post(
        action(at_court),
        {"kind": "ORDER_ISSUED", "happened_on": "2026-03-02", "number": "2-99/2026"},
    )

    assert "другого дела" in answer.content.decode()
    assert not CourtEvent.objects.exists()


@pytest.mark.parametrize("role", [Role.CALL_CENTER, Role.ACCOUNTANT, Role.CREW])
def test_only_lawyers_enter_events(at_court: Case, log_in: LogIn, role: Role) -> None:
    client = log_in(role)

    assert client.get(action(at_court)).status_code == 403
    assert client.get(reverse(LIST)).status_code == 403


def test_a_lawyer_of_another_segment_neither_enters_nor_sees(
    at_court: Case, lawyer: Client, log_in: LogIn
) -> None:
    lawyer.post(
        action(at_court), {"kind": "COLLECTED", "happened_on": "2026-03-02", "principal": "5"}
    )
    stranger = log_in(Role.LAWYER, kinds=("ORGANIZATION",))

    preview = upload(stranger, GOOD).content.decode()

    assert (
        stranger.post(
            action(at_court), {"kind": "HEARING", "happened_on": "2026-03-02"}
        ).status_code
        == 404
    )
    assert at_court.number not in stranger.get(reverse(LIST)).content.decode()
    assert "Такого дела среди ваших нет" in preview and at_court.number not in preview


def test_the_preview_shows_what_a_file_would_enter_and_writes_nothing(
    at_court: Case, lawyer: Client
) -> None:
    page = upload(lawyer, GOOD, BAD).content.decode()

    assert (
        at_court.number in page and "Судебный приказ выдан" in page and "Событие неизвестно" in page
    )
    assert not CourtEvent.objects.exists()


def test_a_file_is_loaded_whole_or_its_good_rows(at_court: Case, lawyer: Client) -> None:
    upload(lawyer, GOOD, BAD)

    refused = choose(lawyer, "all").content.decode()
    loaded = choose(lawyer, "good").content.decode()

    assert "ничего не загружено" in refused
    assert "Внесено событий: 1; уже было: 0; пропущено: 1." in loaded and "sud.xlsx" in loaded
    assert (CourtEvent.objects.get().outcome, Upload.objects.count()) == ("ISSUED", 0)


def test_the_same_file_again_has_nothing_to_enter(at_court: Case, lawyer: Client) -> None:
    upload(lawyer, GOOD)
    choose(lawyer, "all")

    assert "Ни одна строка этого файла не внесёт нового." in upload(lawyer, GOOD).content.decode()


def test_the_errors_are_downloaded(at_court: Case, lawyer: Client) -> None:
    upload(lawyer, GOOD, BAD)

    book = lawyer.get(reverse("admin:recovery_events_errors", args=[Upload.objects.get().pk]))

    rows = (
        python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(book.content))
        .get_sheet_by_name("Ошибки")
        .to_python()
    )
    assert [row[0] for row in rows[1:]] == [3]


def test_an_upload_is_seen_by_whoever_brought_it(
    at_court: Case, lawyer: Client, log_in: LogIn
) -> None:
    upload(lawyer, GOOD)

    assert (
        log_in(Role.HEAD_OF_LEGAL)
        .get(reverse("admin:recovery_events_upload", args=[Upload.objects.get().pk]))
        .status_code
        == 404
    )


def test_a_file_that_is_no_table_is_refused_with_the_reason(lawyer: Client) -> None:
    page = upload(lawyer, name="sud.xlsx").content.decode()

    assert "не книга Excel" in page
    assert lawyer.get(reverse("admin:recovery_events_new"))["Location"] == reverse(LIST)


def test_the_empty_table_has_known_headings_and_no_row(lawyer: Client) -> None:
    book = lawyer.get(reverse("admin:recovery_events_empty")).content

    # its headings are known, and it holds no example that somebody would load one day
    with pytest.raises(UnableToReadTable, match="под заголовком нет строк"):
        reading.read(
            court_events_file.READER, file_name="events.xlsx", content=book, today=living.START
        )


def test_the_list_opens_in_both_languages_with_a_fixed_number_of_queries(
    at_court: Case, lawyer: Client, django_assert_max_num_queries
) -> None:
    for day in range(2, 10):
        CourtEvent.objects.create(
            case=at_court,
            kind="HEARING",
            happened_on=living.START.replace(day=day),
            entered_on=living.START,
        )

    assert (
        "Заседание"
        not in lawyer.get(reverse(LIST), headers={"accept-language": "en"}).content.decode()
    )
    with django_assert_max_num_queries(20):
        assert "Судебное заседание" in lawyer.get(reverse(LIST)).content.decode()


def test_an_event_entered_again_is_not_called_done(at_court: Case, lawyer: Client) -> None:
    address = reverse("admin:recovery_case_action", args=[at_court.pk, "event"])
    day = living.START.strftime("%d.%m.%Y")
    given = {"kind": "HEARING", "happened_on": day, "note": "отложено"}
    filed = CourtEvent.objects.create(
        case=at_court,
        kind="HEARING",
        happened_on=living.START,
        note="отложено",
        entered_on=living.START,
    )

    page = lawyer.post(address, given).content.decode()

    assert "Это событие уже внесено: ничего не изменилось." in page
    assert CourtEvent.objects.get(kind="HEARING") == filed


def test_a_lawyer_withdraws_an_event_from_the_page_of_its_case(
    at_court: Case, lawyer: Client
) -> None:
    event = CourtEvent.objects.create(
        case=at_court,
        kind="JUDGMENT_IN_FORCE",
        happened_on=living.START,
        entered_on=living.START,
    )
    address = reverse("admin:recovery_event_withdraw", args=[event.pk])
    page = lawyer.get(reverse("admin:recovery_case", args=[at_court.pk])).content.decode()

    silent = lawyer.post(address, {"ground": ""}).content.decode()
    told = lawyer.post(address, {"ground": "опечатка"}, follow=True).content.decode()

    assert f'href="{address}"' in page
    assert "Обязательное поле" in silent
    assert "Событие отозвано. Внесите верное." in told
    assert "Отозвано событие суда или приставов" in told
    assert not CourtEvent.objects.filter(pk=event.pk).exists()


def test_an_event_withdrawn_a_second_time_is_said_to_be_withdrawn_already(
    at_court: Case, lawyer: Client
) -> None:
    event = CourtEvent.objects.create(
        case=at_court, kind="HEARING", happened_on=living.START, entered_on=living.START
    )
    address = reverse("admin:recovery_event_withdraw", args=[event.pk])
    lawyer.post(address, {"ground": "опечатка"})

    again = lawyer.post(address, {"ground": "опечатка"}, follow=True).content.decode()
    opened = lawyer.get(address, follow=True).content.decode()

    assert "Событие уже отозвано." in again and "Событие уже отозвано." in opened


def test_an_event_of_another_segment_is_not_said_to_be_withdrawn(
    at_court: Case, lawyer: Client, log_in: LogIn
) -> None:
    event = CourtEvent.objects.create(
        case=at_court, kind="HEARING", happened_on=living.START, entered_on=living.START
    )
    address = reverse("admin:recovery_event_withdraw", args=[event.pk])
    lawyer.post(address, {"ground": "опечатка"})
    User.objects.filter(groups__name=Role.LAWYER).update(segment_party_kinds=["ORGANIZATION"])

    assert lawyer.get(address).status_code == 404


@pytest.fixture
def in_force(at_court: Case) -> Case:
    CourtCase.objects.update(
        ruling="IN_FORCE", issued_on=living.START, ruled_on=living.START, in_force_on=living.START
    )
    Writ.objects.create(
        case=at_court, number="ФС 7", issued_on=living.START, amount=900, presented_on=living.START
    )
    return at_court


CANCELED = {"kind": "ORDER_CANCELLED", "happened_on": "2026-03-02"}


def test_an_order_in_force_is_cancelled_only_when_its_effects_were_read_and_a_ground_given(
    in_force: Case, lawyer: Client
) -> None:
    asked = lawyer.post(action(in_force), CANCELED).content.decode()
    silent = lawyer.post(action(in_force), CANCELED | {"effects_read": "on"}).content.decode()

    assert "Что последует из этого события" in asked and "Прочитайте, что последует" in asked
    assert "№ ФС 7 прекращается" in asked and "составляется исковое заявление" in asked
    assert "Назовите определение" in silent
    assert (CourtEvent.objects.count(), CourtCase.objects.get().ruling) == (0, "IN_FORCE")


def test_the_preview_says_what_follows_from_each_row(in_force: Case, lawyer: Client) -> None:
    row = told.row("Приказ отменён", court="2-15/2026", note="возражения")

    page = upload(lawyer, row).content.decode()

    assert "№ ФС 7 прекращается" in page and "составляется исковое заявление" in page


def test_an_order_that_is_not_in_force_is_cancelled_without_more_questions(
    at_court: Case, lawyer: Client
) -> None:
    CourtCase.objects.update(ruling="ISSUED", issued_on=living.START, ruled_on=living.START)

    answer = lawyer.post(action(at_court), CANCELED)

    assert (answer.status_code, CourtEvent.objects.get().kind) == (302, "ORDER_CANCELLED")


def test_an_award_is_corrected_by_the_head_and_by_nobody_else(
    at_court: Case, lawyer: Client, log_in: LogIn
) -> None:
    court = CourtCase.objects.create(
        case=at_court,
        track="LAWSUIT",
        court="Районный суд",
        filed_on=living.START,
        claim=4500,
        penalty=100,
        state_duty=4000,
        ruling="PARTIAL",
        ruled_on=living.START,
        in_force_on=living.START,
        awarded_claim=600,
        awarded_penalty=0,
        awarded_duty=0,
    )
    address = reverse("admin:recovery_award", args=[court.pk])
    head = log_in(Role.HEAD_OF_LEGAL)
    sums = {"principal": "4000", "penalty": "0", "duty": "0", "ground": "решение от 02.03.2026"}

    assert lawyer.get(address).status_code == 403
    assert "600" in head.get(address).content.decode()
    told = head.post(address, sums, follow=True).content.decode()

    assert "Присуждённое исправлено." in told
    court.refresh_from_db()
    assert court.awarded_claim == 4000
