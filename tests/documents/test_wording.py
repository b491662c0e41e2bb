from datetime import date
from decimal import Decimal

import pytest

from documents import contexts, declension, samples, wording
from documents.contexts import DebtorKind

DAYS = ("день", "дня", "дней")


def debtor(*, name, kind=DebtorKind.PERSON, **facts):
    return contexts.Debtor(name=name, kind=kind, address="г. Исток", **{"account": "100", **facts})


@pytest.mark.parametrize(
    ("number", "form"),
    [
        (0, "дней"),
        (1, "день"),
        (2, "дня"),
        (5, "дней"),
        (11, "дней"),
        (12, "дней"),
        (21, "день"),
        (112, "дней"),
        (104, "дня"),
    ],
)
def test_noun_agrees_with_number(number, form):
    assert wording.plural(number, DAYS) == form


@pytest.mark.parametrize(
    ("amount", "figures", "words"),
    [
        ("0.50", "0,50", "ноль рублей 50 копеек"),
        ("1.01", "1,01", "один рубль 01 копейка"),
        ("22032.02", "22 032,02", "двадцать две тысячи тридцать два рубля 02 копейки"),
        ("1000001.11", "1 000 001,11", "один миллион один рубль 11 копеек"),
        ("12707.95", "12 707,95", "двенадцать тысяч семьсот семь рублей 95 копеек"),
    ],
)
def test_sum_in_figures_and_words(amount, figures, words):
    plain = wording.full_sum(Decimal(amount)).replace(wording.NBSP, " ")

    assert plain == f"{figures} руб. ({words})"


def test_figures_of_a_sum_do_not_break_across_lines():
    assert " " not in wording.rubles(Decimal("1234567.89"))


def test_dates():
    assert wording.day(date(2026, 12, 1)).replace(wording.NBSP, " ") == "1 декабря 2026 г."
    assert wording.short_day(date(2026, 12, 1)) == "01.12.2026"
    assert wording.month(date(2026, 5, 1)).replace(wording.NBSP, " ") == "май 2026"
    assert wording.month_end(date(2028, 2, 1)) == date(2028, 2, 29)
    assert wording.month_end(date(2026, 12, 1)) == date(2026, 12, 31)
    assert wording.next_day(date(2026, 12, 31)) == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (1, "1 (одного) календарного дня"),
        (10, "10 (десяти) календарных дней"),
        (20, "20 (двадцати) календарных дней"),
        (31, "31 (тридцати одного) календарного дня"),
    ],
)
def test_term_in_the_genitive(days, words):
    assert wording.term(days).replace(wording.NBSP, " ") == words


def test_numbers_lose_needless_zeros():
    assert wording.percent(Decimal("9.50")) == f"9,5{wording.NBSP}%"
    assert wording.percent(Decimal("10.00")) == f"10{wording.NBSP}%"
    assert wording.quantity(Decimal("18452.300")) == "18452,3"


def test_lists_of_words():
    assert wording.listed(("вода",)) == "вода"
    assert wording.listed(("вода", "тепло", "ТКО")) == "вода, тепло и ТКО"
    assert wording.services(samples.values.CITIZEN_DEBTS) == "электроэнергия и обращение с ТКО"
    assert wording.lowered("ТКО") == "ТКО"
    water = ("Водоотведение", "Горячее водоснабжение")
    assert wording.listed(wording.each_lowered(water)) == "водоотведение и горячее водоснабжение"


@pytest.mark.parametrize(
    ("name", "genitive", "dative", "instrumental"),
    [
        (
            "Ковальчук Анна Сергеевна",
            "Ковальчук Анны Сергеевны",
            "Ковальчук Анне Сергеевне",
            "Ковальчук Анной Сергеевной",
        ),
        (
            "Ковальчук Лев Львович",
            "Ковальчука Льва Львовича",
            "Ковальчуку Льву Львовичу",
            "Ковальчуком Львом Львовичем",
        ),
        (
            "Черных Павел Ильич",
            "Черных Павла Ильича",
            "Черных Павлу Ильичу",
            "Черных Павлом Ильичом",
        ),
        (
            "Заяц Игорь Петрович",
            "Зайца Игоря Петровича",
            "Зайцу Игорю Петровичу",
            "Зайцем Игорем Петровичем",
        ),
        (
            "Мамедов Рашид Али оглы",
            "Мамедова Рашида Али оглы",
            "Мамедову Рашиду Али оглы",
            "Мамедовым Рашидом Али оглы",
        ),
        ("Ким Чен Ир", "Ким Чен Ир", "Ким Чен Ир", "Ким Чен Ир"),
        (
            "Шевченко Любовь Ильинична",
            "Шевченко Любови Ильиничны",
            "Шевченко Любови Ильиничне",
            "Шевченко Любовью Ильиничной",
        ),
    ],
)
def test_persons_are_declined(name, genitive, dative, instrumental):
    person = debtor(name=name)

    assert (wording.genitive(person), wording.dative(person), wording.instrumental(person)) == (
        genitive,
        dative,
        instrumental,
    )


@pytest.mark.parametrize(
    ("name", "genitive", "dative", "instrumental"),
    [
        ("Непомнящая", "Непомнящей", "Непомнящей", "Непомнящей"),
        ("Плющая", "Плющей", "Плющей", "Плющей"),
        ("Старшая", "Старшей", "Старшей", "Старшей"),
        ("Младшая", "Младшей", "Младшей", "Младшей"),
        ("Горячая", "Горячей", "Горячей", "Горячей"),
        ("Рыжая", "Рыжей", "Рыжей", "Рыжей"),
        ("Куцая", "Куцей", "Куцей", "Куцей"),
        ("Большая", "Большой", "Большой", "Большой"),
        ("Чужая", "Чужой", "Чужой", "Чужой"),
        ("Донская", "Донской", "Донской", "Донской"),
        ("Крайняя", "Крайней", "Крайней", "Крайней"),
        ("Сухая", "Сухой", "Сухой", "Сухой"),
        ("Непомнящая-Иванова", "Непомнящей-Ивановой", "Непомнящей-Ивановой", "Непомнящей-Ивановой"),
    ],
)
def test_a_womans_surname_that_is_an_adjective_is_declined_as_one(
    name, genitive, dative, instrumental
):
    woman = debtor(name=f"{name} Анна Ивановна")

    assert wording.genitive(woman) == f"{genitive} Анны Ивановны"
    assert wording.dative(woman) == f"{dative} Анне Ивановне"
    assert wording.instrumental(woman) == f"{instrumental} Анной Ивановной"


def test_a_womans_surname_that_is_an_adjective_has_its_accusative_and_prepositional():
    cases = (declension.Case.ACCUSATIVE, declension.Case.PREPOSITIONAL)

    found = [declension.declined("Непомнящая Анна Ивановна", case) for case in cases]

    assert found == ["Непомнящую Анну Ивановну", "Непомнящей Анне Ивановне"]


@pytest.mark.parametrize(
    ("name", "genitive", "dative", "instrumental"),
    [
        ("Непомнящий", "Непомнящего", "Непомнящему", "Непомнящим"),
        ("Старший", "Старшего", "Старшему", "Старшим"),
        ("Большой", "Большого", "Большому", "Большим"),
        ("Чужой", "Чужого", "Чужому", "Чужим"),
        ("Трубецкой", "Трубецкого", "Трубецкому", "Трубецким"),
        ("Долгий", "Долгого", "Долгому", "Долгим"),
        ("Строгий", "Строгого", "Строгому", "Строгим"),
        ("Мягкий", "Мягкого", "Мягкому", "Мягким"),
        ("Толстой", "Толстого", "Толстому", "Толстым"),
        ("Чой", "Чоя", "Чою", "Чоем"),
        ("Цой", "Цоя", "Цою", "Цоем"),
        ("Бонч-Бруевич", "Бонч-Бруевича", "Бонч-Бруевичу", "Бонч-Бруевичем"),
    ],
)
def test_a_mans_surname_that_is_an_adjective_is_declined_as_one(
    name, genitive, dative, instrumental
):
    man = debtor(name=f"{name} Олег Иванович")

    assert wording.genitive(man) == f"{genitive} Олега Ивановича"
    assert wording.dative(man) == f"{dative} Олегу Ивановичу"
    assert wording.instrumental(man) == f"{instrumental} Олегом Ивановичем"


def test_organizations_are_not_declined():
    company = debtor(name="Общество «Вера Ивановна»", kind=DebtorKind.ORGANIZATION)

    assert {wording.genitive(company), wording.dative(company), wording.instrumental(company)} == {
        company.name
    }


def test_sole_trader_is_declined_with_the_status():
    trader = debtor(
        name="Индивидуальный предприниматель Сидоров Пётр Ильич", kind=DebtorKind.SOLE_TRADER
    )

    assert wording.genitive(trader) == "индивидуального предпринимателя Сидорова Петра Ильича"
    assert (
        wording.dative(debtor(name="ИП Сидоров Пётр Ильич", kind=DebtorKind.SOLE_TRADER))
        == "ИП Сидорову Петру Ильичу"
    )
    assert (
        wording.genitive(debtor(name="Глава КФХ Сидоров Пётр Ильич", kind=DebtorKind.SOLE_TRADER))
        == "главы КФХ Сидорова Петра Ильича"
    )


def test_every_exception_has_every_case():
    table = declension.exceptions()
    words = [
        *table["prefix"].values(),
        *(
            word
            for part in ("last_name", "first_name")
            for gender in table[part].values()
            for word in gender.values()
        ),
        *(
            {key: value for key, value in ending.items() if key not in {"gender", "of", "cut"}}
            for ending in table["ending"]
        ),
    ]

    assert all(set(word) == set(declension.Case) for word in words)


def test_names_are_shortened():
    assert (
        wording.short_name("Петрова Ольга Ильинична") == f"Петрова{wording.NBSP}О.{wording.NBSP}И."
    )
    assert wording.short_name("ИП Ким Чен") == f"Ким{wording.NBSP}Ч."


@pytest.mark.parametrize(
    ("position", "dative"),
    [
        ("Начальник юридического отдела", "Начальнику юридического отдела"),
        ("Генеральный директор", "Генеральному директору"),
        ("Ведущий специалист", "Ведущий специалист"),
    ],
)
def test_officials_are_addressed_in_the_dative(position, dative):
    assert wording.dative_position(position) == dative
    assert (
        wording.dative_name("Петрова Ольга Ильинична")
        == f"Петровой{wording.NBSP}О.{wording.NBSP}И."
    )


def test_letters_open_with_a_greeting():
    assert wording.greeting(debtor(name="Ковальчук Анна Сергеевна")) == "Уважаемая Анна Сергеевна!"
    assert wording.greeting(debtor(name="Черных Павел Ильич")) == "Уважаемый Павел Ильич!"
    assert wording.greeting(debtor(name="Ким Чен Ир")) == "Уважаемый потребитель!"
    assert wording.greeting(samples.values.COMPANY) == "Уважаемый потребитель!"


@pytest.mark.parametrize(
    ("name", "addressed", "threatened"),
    [
        (
            "Судебный участок № 3 г. Истока",
            "Мировому судье судебного участка № 3 г. Истока",
            "к мировому судье судебного участка № 3 г. Истока",
        ),
        (
            "Мировой судья судебного участка № 2 Верхнедонского района",
            "Мировому судье судебного участка № 2 Верхнедонского района",
            "к мировому судье судебного участка № 2 Верхнедонского района",
        ),
        (
            "Арбитражный суд Верхневолжской области",
            "В Арбитражный суд Верхневолжской области",
            "в Арбитражный суд Верхневолжской области",
        ),
    ],
)
def test_courts_are_addressed(name, addressed, threatened):
    assert wording.to_court(name) == addressed
    assert wording.into_court(name) == threatened


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "по лицевому счёту № 100"),
        ({"contract_number": "15"}, "по договору № 15 (лицевой счёт № 100)"),
        (
            {"contract_number": "15", "contract_date": date(2024, 3, 1)},
            "по договору № 15 от 1 марта 2024 г. (лицевой счёт № 100)",
        ),
        ({"contract_number": "15", "account": ""}, "по договору № 15"),
    ],
)
def test_relations_rest_on_contract_or_account(facts, words):
    assert (
        wording.basis(debtor(name="ООО «Тест»", kind=DebtorKind.ORGANIZATION, **facts)).replace(
            wording.NBSP, " "
        )
        == words
    )


def test_levels_of_restriction_are_named():
    assert wording.level(contexts.RestrictionLevel.PARTIAL) == "частичное ограничение"
    assert wording.level(contexts.RestrictionLevel.FULL) == "полное ограничение (приостановление)"


@pytest.mark.parametrize(
    ("kind", "service", "law"),
    [
        (DebtorKind.PERSON, "Электроэнергия", "частью 14 статьи 155 Жилищного кодекса"),
        (DebtorKind.ORGANIZATION, "Электроэнергия", "пунктом 2 статьи 37"),
        (DebtorKind.ORGANIZATION, "Отопление", "частью 9.1 статьи 15"),
        (DebtorKind.MANAGING_COMPANY, "Тепловая энергия", "частью 9.3 статьи 15"),
        (DebtorKind.SOLE_TRADER, "Холодное водоснабжение", "частью 6.2 статьи 13"),
        (DebtorKind.MANAGING_COMPANY, "Водоотведение", "частью 6.4 статьи 14"),
        (DebtorKind.HOA, "Тепловая энергия", "частью 9.2 статьи 15"),
        (DebtorKind.HOA, "Холодное водоснабжение", "частью 6.3 статьи 13"),
        (DebtorKind.ORGANIZATION, "Обращение с ТКО", "условиями типового договора"),
    ],
)
def test_penalty_cites_its_law(kind, service, law):
    row = samples.values.debt_row(
        period=date(2026, 9, 1), due=date(2026, 10, 15), charged="1", service=service
    )
    penalty = contexts.Penalty(as_of=date(2026, 11, 21), rows=(), total=Decimal(0))

    assert wording.penalty_ground(penalty, debtor(name="Тест", kind=kind), (row,)).startswith(law)
