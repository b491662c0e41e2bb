"""Files of court portals and bailiffs: what a row is about, what is wrong with it, and what the command says."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests import factories
from tests.billing import registries
from tests.recovery import told
from tests.recovery.living import START, open_case
from webapp.outbox.models import Row
from webapp.processes.models import Case
from webapp.recovery.models import CourtCase, CourtEvent, Writ
from webapp.recovery.queries import court_event_columns, court_events_file
from webapp.recovery.uploads import COURT_EVENTS
from webapp.staff.models import Role
from webapp.tasks.models import Task
from webapp.uploads import operations as uploads
from webapp.uploads.operations import UnableToLoad
from webapp.uploads.tables.sheets import UnableToReadTable


@pytest.fixture
def case(begin):
    return told.case_at_court()


def load(content, *, by=None, name="sud.csv", good_rows_only=False):
    return uploads.load(
        kind=COURT_EVENTS,
        file_name=name,
        content=content,
        by=by,
        today=START,
        good_rows_only=good_rows_only,
    )


@pytest.mark.parametrize("name", ["xlsx", "xls", "csv"])
def test_a_row_finds_its_case_and_completes_its_task(case, name):
    row = told.row("Приказ выдан", court="2-15/2026")
    xls = registries.xls(*registries.xls_table(told.HEADER, row))
    content = {"xlsx": told.xlsx(row), "csv": told.csv(row, encoding="cp1251"), "xls": xls}[name]

    done = load(content, name=f"sud.{name}")

    event = CourtEvent.objects.get()
    assert (done.rows_total, done.rows_loaded, done.rows_unchanged, done.errors) == (1, 1, 0, ())
    assert (event.case, event.number, event.file_name, event.file_row) == (
        case,
        "2-15/2026",
        f"sud.{name}",
        2,
    )
    assert (Task.objects.get().outcome, Task.objects.get().completed_by) == ("ISSUED", None)
    assert CourtCase.objects.get().issued_on == START


@pytest.mark.parametrize(
    "cells",
    [
        {"account": "7000777"},
        {"proceeding": "5/26/1-ИП"},
        {"account": "7000777", "court": "2-15/2026", "proceeding": "9/26/9-ИП"},
    ],
    ids=["account", "proceeding", "one number is new"],
)
def test_a_case_is_known_by_any_of_its_numbers(begin, cells):
    case = told.case_at_court(account=factories.create_debtor(today=START, number="7000777"))
    if cells.get("account") is None:
        Writ.objects.create(
            case=case, number="ФС 1", issued_on=START, amount=900, proceeding_number="5/26/1-ИП"
        )

    load(told.csv(told.row("Взыскано", principal="100,50", **cells)))

    assert CourtEvent.objects.get().case == case


def test_the_same_file_again_changes_nothing(case):
    content = told.csv(
        told.row("Взыскано", account=case.account.number, principal="100"),
        told.row("Приказ выдан", court="2-15/2026"),
    )
    load(content)
    rows, steps = Row.objects.count(), case.steps.count()

    again = load(content)

    assert (again.rows_loaded, again.rows_unchanged) == (0, 2)
    assert (Row.objects.count(), case.steps.count(), CourtEvent.objects.count()) == (rows, steps, 2)


def test_events_of_one_file_reach_a_case_in_their_order(case):
    later = told.row("Приказ вступил в силу", court="2-15/2026")

    done = load(told.csv(later, told.row("Приказ выдан", court="2-15/2026"), later))

    assert (done.rows_loaded, done.rows_unchanged) == (2, 1)
    assert {event.kind: event.outcome for event in CourtEvent.objects.all()} == {
        "ORDER_ISSUED": "ISSUED",
        "ORDER_IN_FORCE": "",
    }


BAD = [
    pytest.param(
        told.row("Приказ потерян", court="2-15/2026"), "Событие неизвестно", id="unknown event"
    ),
    pytest.param(
        told.row("Приказ выдан", court="2-15/2026", day="32.13.2026"), "Это не дата", id="no date"
    ),
    pytest.param(
        told.row("Приказ выдан", court="2-15/2026", day="03.03.2026"),
        "ещё не наступил",
        id="tomorrow",
    ),
    pytest.param(
        told.row("Приказ выдан", court="2-15/2026", day="01.03.2026"),
        "не могло произойти раньше",
        id="before the filing",
    ),
    pytest.param(
        told.row("Приказ выдан", court="2-99/2026"),
        "Такого дела среди ваших нет",
        id="unknown case",
    ),
    pytest.param(told.row("Приказ выдан"), "о каком деле", id="no case"),
    pytest.param(
        told.row("Приказ в силе", court="2-15/2026", number="2-16/2026"),
        "другого дела",
        id="another number",
    ),
    pytest.param(
        told.row("Взыскано", court="2-15/2026", principal="сто"), "Это не сумма", id="no sum"
    ),
    pytest.param(told.row("Взыскано", court="2-15/2026"), "основной долг", id="sum is missing"),
    pytest.param(told.row("", court="2-15/2026"), "заполните", id="empty event"),
    pytest.param(told.row("Заседание", court="2-15/2026"), "ещё ничего не подано", id="no claim"),
    *(
        pytest.param(
            told.row("Взыскано", court="2-15/2026", principal=text), "Это не сумма", id=text
        )
        for text in ("1e9999999", "-1e9999999", "NaN", "Infinity")
    ),
    pytest.param(
        told.row("Приказ выдан", court="2-15/2026\x00"), "невидимые знаки (U+0000)", id="nul"
    ),
    pytest.param(
        told.row("Приказ выдан", court="2-15/2026", note="в\u202eсиле"), "U+202E", id="direction"
    ),
    pytest.param(told.row("Приказ выдан", account="4,08E+16"), "A3: Таблица округлила", id="E+16"),
    pytest.param(
        told.row("Приказ выдан", court="02.дек"), "B3: Вместо значения стоит дата", id="a day"
    ),
    pytest.param(
        told.row("Приказ выдан", court="2-15/2026", day="31.12.9999"),
        "Такого дня здесь быть не может",
        id="never",
    ),
]


@pytest.mark.parametrize(("bad", "words"), BAD)
def test_a_wrong_row_is_named_and_stops_the_whole_file(case, bad, words):
    with pytest.raises(UnableToLoad, match="ничего не загружено") as refused:
        load(told.csv(told.row("Приказ выдан", court="2-15/2026"), bad))

    assert [error.row for error in refused.value.errors] == [3]
    assert words in refused.value.errors[0].message
    assert not CourtEvent.objects.exists()
    assert Task.objects.get().status == "OPEN"


def test_a_zero_width_space_in_a_number_is_dropped(case):
    load(
        told.csv(told.row("Приказ выдан", court="\u200b2-15/2026\u00a0", number="\ufeff2-15/2026"))
    )

    assert CourtEvent.objects.get().number == "2-15/2026"


def test_a_nul_in_a_wrong_row_does_not_keep_the_good_ones_out(case):
    good = told.row("Приказ выдан", court="2-15/2026")

    done = load(told.csv(good, told.row("При\x00каз", court="2-15/2026")), good_rows_only=True)

    assert (done.rows_loaded, [error.row for error in done.errors]) == (1, [3])


def test_the_good_rows_are_entered_when_asked(case):
    done = load(
        told.csv(told.row("Приказ выдан", court="2-15/2026"), BAD[0].values[0]), good_rows_only=True
    )

    assert (done.rows_loaded, [error.row for error in done.errors]) == (1, [3])


def test_a_row_that_only_an_earlier_row_makes_wrong_stops_the_file(case):
    CourtCase.objects.update(number="")
    one = told.row("Приказ выдан", account=case.account.number, number="2-1/2026")
    other = told.row("Приказ отменён", account=case.account.number, number="2-2/2026")

    with pytest.raises(UnableToLoad) as refused:
        load(told.csv(one, other))

    assert [error.row for error in refused.value.errors] == [3]
    assert not CourtEvent.objects.exists()


def test_a_number_of_two_magistrates_needs_the_account(case):
    other = told.case_at_court()

    with pytest.raises(UnableToLoad) as refused:
        load(told.csv(told.row("Приказ выдан", court="2-15/2026")))
    load(told.csv(told.row("Приказ выдан", court="2-15/2026", account=other.account.number)))

    assert (
        case.number in refused.value.errors[0].message
        and other.number in refused.value.errors[0].message
    )
    assert CourtEvent.objects.get().case == other


@pytest.fixture
def beside(begin):
    """Return the case of an account at a court and the one that has just been opened beside it."""
    at_court = told.case_at_court(account=factories.create_debtor(today=START, number="7000777"))
    return at_court, second_case(at_court)


def second_case(case):
    second = Case.objects.get(pk=case.pk)
    second.pk, second.number, second.exclusive = None, "ПИР-000313", None
    second.save(force_insert=True)
    return second


def test_of_two_cases_of_an_account_a_court_acts_in_the_one_that_went_to_it(beside):
    load(told.csv(told.row("Приказ выдан", account="7000777", number="2-15/2026")))
    load(told.csv(told.row("Приказ вступил в силу", account="7000777")))

    assert {event.case for event in CourtEvent.objects.all()} == {beside[0]}


def test_of_two_cases_of_an_account_bailiffs_collect_in_the_one_with_a_writ(beside):
    at_court, other = beside
    file_order(other)
    Writ.objects.create(case=at_court, number="ФС 1", issued_on=START, amount=900)

    load(told.csv(told.row("Взыскано", account="7000777", principal="10")))

    assert CourtEvent.objects.get().case == at_court


def test_of_two_cases_of_an_account_a_number_decides_before_their_stages(beside):
    file_order(beside[1], number="2-16/2026")

    load(told.csv(told.row("Приказ выдан", account="7000777", number="2-16/2026")))

    assert CourtEvent.objects.get().case == beside[1]


def test_two_cases_at_a_court_are_asked_about_by_what_the_row_lacks(beside):
    file_order(beside[1])

    with pytest.raises(UnableToLoad) as refused:
        load(told.csv(told.row("Приказ отменён", account="7000777")))

    message = refused.value.errors[0].message
    assert all(case.number in message for case in beside)
    assert "Номер дела в суде, Наше дело" in message
    assert "Лицевой" not in message


def file_order(case, number=""):
    CourtCase.objects.create(
        case=case,
        track="ORDER",
        court="М",
        number=number,
        filed_on=START,
        claim=900,
        state_duty=200,
    )


def test_numbers_of_different_cases_are_refused(case):
    other = open_case(factories.create_debtor(today=START))

    with pytest.raises(UnableToLoad) as refused:
        load(told.csv(told.row("Приказ выдан", court="2-15/2026", account=other.account.number)))

    assert "разным делам" in refused.value.errors[0].message


def test_a_closed_case_is_named_as_closed(case):
    Case.objects.update(closed_on=START, close_reason="PAID")

    with pytest.raises(UnableToLoad) as refused:
        load(told.csv(told.row("Приказ выдан", court="2-15/2026")))

    assert "Дело закрыто" in refused.value.errors[0].message


def test_a_case_of_another_segment_is_not_found(case):
    stranger = factories.create_staff(role=Role.LAWYER, kinds=("ORGANIZATION",))

    with pytest.raises(UnableToLoad) as refused:
        load(told.csv(told.row("Приказ выдан", court="2-15/2026")), by=stranger)

    assert "Такого дела среди ваших нет" in refused.value.errors[0].message


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "пуст"),
        (b"PK\x03\x04 broken", "не хватает столбцов"),
        (registries.csv(registries.row()), "Событие"),
        (told.csv(), "нет строк"),
        (told.csv(*[told.row("Взыскано")] * (court_events_file.MAX_ROWS + 1)), "больше 5000 строк"),
    ],
    ids=["empty", "broken", "a debts registry", "header only", "too long"],
)
def test_what_is_no_table_of_events_is_refused_as_a_whole(begin, content, words):
    with pytest.raises(UnableToReadTable, match=words):
        load(content)


def test_every_kind_has_words_and_no_word_is_of_two_kinds():
    words = [word for known in court_event_columns.WORDS.values() for word in known]

    assert set(court_event_columns.WORDS) == set(CourtEvent.Kind)
    assert len(words) == len(set(words))


def run(*arguments):
    out, err = StringIO(), StringIO()
    call_command("import", "events", *arguments, stdout=out, stderr=err, no_color=True)
    return out.getvalue(), err.getvalue()


def test_the_command_loads_a_file_and_says_what_it_did(case, tmp_path):
    file = tmp_path / "sud.csv"
    file.write_bytes(
        told.csv(
            told.row("Заседание", court="2-15/2026"),
            told.row("Взыскано", court="2-15/2026", principal="10"),
        )
    )

    with pytest.raises(CommandError, match="ничего не загружено"):
        run(str(file))
    out, err = run(str(file), "--good-rows", "--report", str(tmp_path / "errors.xlsx"))

    assert "Внесено событий: 1" in out
    assert "2: Событие: В суд по этому делу ещё ничего не подано" in err
    assert (tmp_path / "errors.xlsx").exists()
