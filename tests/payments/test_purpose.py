"""What payers write, and what is read in it."""

import time
from dataclasses import replace

import pytest

from webapp.payments.queries import lumps, purpose


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Оплата за электроэнергию л/с 100200300", "100200300"),
        ("ЛС№100200300", "100200300"),
        ("ЛС100200300; июль", "100200300"),
        ("лицевой счёт № 77-12/3", "77-12/3"),
        ("по лицевому счету: 100200300", "100200300"),
        ("л.с. 555666", "555666"),
        ("л/сч. N 555666", "555666"),
        ("лиц.сч. 12345, НДС не облагается", "12345"),
        ("Л/С No 7777", "7777"),
    ],
)
def test_labelled_account_number_is_found(text, number):
    assert purpose.read(text).accounts == (number,)


@pytest.mark.parametrize(
    "text",
    ["р/с 40702810900000012345", "Полс 123", "за июль 2026", "счет на оплату 55 от 01.02.2026"],
)
def test_what_is_not_labelled_as_an_account_is_not_taken_for_one(text):
    assert purpose.read(text).accounts == ()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("по договору № ТЭ-115 от 01.02.2025", "ТЭ-115"),
        ("дог. №15/2026-Э от 15.07.2026", "15/2026-Э"),
        ("договор энергоснабжения №5512 за сентябрь", "5512"),
        ("Контракт N 88-А", "88-А"),
        ("по договору аренды № 77", "77"),
        ("по договору от 01.02.2025 № 15", "15"),
        ("по договору № 15.1", "15.1"),
        ("по госконтракту № ЭС 05/2026", "ЭС 05/2026"),
    ],
)
def test_contract_number_is_found(text, number):
    assert purpose.read(text).contracts == (number,)


@pytest.mark.parametrize(
    "text", ["л/с 100200, 100201 за июль", "л/с № 100200 и № 100201", "л/с 100200; л/с 100201"]
)
def test_list_of_account_numbers_is_read_whole(text):
    assert purpose.read(text).accounts == ("100200", "100201")


@pytest.mark.parametrize(
    "text",
    [
        "л/с 100200, кв. 12",
        "л/с 100200, 12",
        "л/с 12345, 15000,00 руб.",
        "л/с 1234, 15000,00",
        "л/с 100200, август",
    ],
)
def test_what_follows_an_account_number_is_not_another_one(text):
    assert len(purpose.read(text).accounts) == 1


@pytest.mark.parametrize(
    "text",
    [
        "по договорам № 15, 16",
        "по договору №№ 15, 16",
        "по договору № 15, № 16",
        "договор № 15 от 1 марта 2026 г. и № 16",
        "договор № 15, договор № 16",
    ],
)
def test_list_of_contract_numbers_is_read_whole(text):
    assert purpose.read(text).contracts == ("15", "16")


@pytest.mark.parametrize(
    "text",
    [
        "Оплата по счету № 100200 от 05.11.2026",
        "по счетам № 100200 от 01.02.2026, 100201 от 02.03.2026",
        "сч. 100200",
        "№ счета-фактуры 100200",
        "с/ф 100200 от 1 марта 2026",
        "счет на оплату 100200",
        "счёт за июль 2026 № 100200",
        "УПД № 100200",
        "сумма 15000.00, НДС 10000,50, итого 25000 руб.",
    ],
)
def test_numbers_of_papers_and_sums_are_no_account_numbers(text):
    read = purpose.read(text)

    assert replace(read, bills=()) == purpose.Purpose()


def test_bare_numbers_are_whole_words_of_five_signs_and_more():
    bare = purpose.read("Кв. 12, 100200300, сумма 1500-00, дом 10, от 05.11.2026").bare

    assert [number.text for number in bare] == ["100200300", "1500-00"]


def test_long_nonsense_is_read_in_no_time():
    started = time.process_time()

    for text in (
        "1" * 20_000 + ",00",
        "договор " + "а" * 20_000,
        "л/с " + "а1" * 10_000 + ",00",
        "счёт " * 4_000,
        "л/с " + "12 " * 10_000,
        "показания " * 4_000,
        "показания" + " ." * 10_000,
        "договор 1" + ", 2" * 10_000,
        "л/с 1" + "-" * 20_000,
        "паспорт " + "1 " * 10_000 + ".",
        "Аа" * 10_000,
    ):
        purpose.read(text)
        lumps.is_lump(purpose=text, payer_account="")

    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("text", "writs", "court_cases"),
    [
        ("Перечисление по ИП № 12345/26/69040-ИП от 01.10.2026", ("12345/26/69040-ИП",), ()),
        ("ИП 012345/26/69040", ("12345/26/69040-ИП",), ()),
        ("взыскано по 12345/26/69040-СД", ("12345/26/69040-СД",), ()),
        ("Удержано по исп. листу ФС № 012345678 из зарплаты", ("ФС 012345678",), ()),
        ("исп.лист серии вс 012345678 от 2 марта 2026 г.", ("ВС 012345678",), ()),
        ("судебный приказ №2-1234/2026 от 02.03.2026", (), ("2-1234/2026",)),
        ("дело № 02-1234/5/26", (), ("2-1234/5/2026",)),
        ("Дело 2а-1234/2026-5", (), ("2А-1234/2026-5",)),
        ("по делу A66-1234/2026", (), ("А66-1234/2026",)),  # the letter is Latin
        ("ИД 2-1234/2026 ИП 12345/26/69040-ИП", ("12345/26/69040-ИП",), ("2-1234/2026",)),
        ("по договору № 2-1234/2026", (), ()),
        ("Оплата счёта № 2-1234/2026 от 05.11.2026", (), ()),
        ("за 05.11.2026, л/с 12345/26/69040", (), ()),
        ("по листу ФС 0123456789", (), ()),
    ],
)
def test_numbers_of_bailiffs_and_courts_are_read_in_one_spelling(text, writs, court_cases):
    named = purpose.read(text)

    assert (named.writs, named.court_cases) == (writs, court_cases)
