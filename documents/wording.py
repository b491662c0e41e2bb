"""Words of papers: sums, dates, terms, names and courts, as Russian letters write them."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import num2words

from documents import acts, contexts, declension

NBSP = "\u00a0"
MINUS = "\u2212"
MONTHS = (
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
)
MONTHS_GENITIVE = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)
RUBLES = ("рубль", "рубля", "рублей")
KOPECKS = ("копейка", "копейки", "копеек")
LEVELS = {
    contexts.RestrictionLevel.PARTIAL: "частичное ограничение",
    contexts.RestrictionLevel.FULL: "полное ограничение (приостановление)",
}
HANDED = {
    None: "в отчёте бригады не указано",
    contexts.CopyOfAct.HANDED: "вручён потребителю под подпись",
    contexts.CopyOfAct.REFUSED: "потребитель от получения и подписи отказался",
    contexts.CopyOfAct.LEFT: "оставлен по адресу",
    contexts.CopyOfAct.POST: "направляется заказным письмом",
}
DEEMED = ", считается доставленным (п. 1 ст. 165.1 ГК РФ)"
REACHED = {
    contexts.Reached.DELIVERED: "вручено {day}",
    contexts.Reached.ACCEPTED: "принято сервером {day}",
    contexts.Reached.SENT: "направлено {day}",
    contexts.Reached.RETURNED: "возвращено {day}",
    contexts.Reached.EXPIRED: f"возвращено {{day}} за истечением срока хранения{DEEMED}",
    contexts.Reached.REFUSED: f"возвращено {{day}}: адресат отказался получить{DEEMED}",
    contexts.Reached.MOVED: "возвращено {day}: адресат выбыл",
    contexts.Reached.DEAD: "возвращено {day}: адресат умер",
    contexts.Reached.WRONG_ADDRESS: "возвращено {day}: неверный адрес",
}
POSITIONS = {
    "генеральный директор": "Генеральному директору",
    "директор": "Директору",
    "начальник": "Начальнику",
    "руководитель": "Руководителю",
    "главный юрисконсульт": "Главному юрисконсульту",
    "юрисконсульт": "Юрисконсульту",
}
HARD_TO_SAY = re.compile("([сзшж][бвгджзйклмнпрстфхцчшщ]|щ)", re.IGNORECASE)
JUDGE = re.compile(r"мировой судья\s+(?P<of>.+)", re.IGNORECASE)
SECTION = re.compile(r"судебный участок\s+(?:мирового судьи\s+)?(?P<of>.+)", re.IGNORECASE)


def plural(number: int, forms: tuple[str, str, str]) -> str:
    """Choose the form of a noun that goes with a number: 1 день, 2 дня, 5 дней."""
    tens = abs(number) % 100
    ones = abs(number) % 10
    if ones == 1 and tens != 11:
        return forms[0]
    if ones in {2, 3, 4} and tens not in {12, 13, 14}:
        return forms[1]
    return forms[2]


def money(amount: Decimal) -> str:
    """Write a sum with kopecks: «12 345,67», unbreakable."""
    figures = f"{amount:,.2f}".replace(",", NBSP).replace(".", ",")
    return figures.replace("-", MINUS)


def rubles(amount: Decimal) -> str:
    """Write a sum with its currency."""
    return f"{money(amount)}{NBSP}руб."


def in_words(amount: Decimal) -> str:
    """Write a sum in words: «двенадцать рублей 05 копеек»."""
    whole, kopecks = divmod(int(amount * 100), 100)
    words = num2words.num2words(whole, lang="ru")
    in_rubles = f"{words} {plural(whole, RUBLES)}"
    in_kopecks = f"{kopecks:02d}{NBSP}{plural(kopecks, KOPECKS)}"
    return f"{in_rubles} {in_kopecks}"


def full_sum(amount: Decimal) -> str:
    """Write a sum in figures and words, as claims must."""
    return f"{rubles(amount)} ({in_words(amount)})"


def day(value: date) -> str:
    """Write a date in full: «21 ноября 2026 г.»."""
    month_of = MONTHS_GENITIVE[value.month - 1]
    return f"{value.day}{NBSP}{month_of} {value.year}{NBSP}г."


def short_day(value: date) -> str:
    """Write a date in figures: «21.11.2026»."""
    return f"{value:%d.%m.%Y}"


def month(value: date) -> str:
    """Write the month of a charge: «ноябрь 2026»."""
    return f"{MONTHS[value.month - 1]}{NBSP}{value.year}"


def month_end(value: date) -> date:
    """Find the last day of the month."""
    following = date(
        value.year + value.month // 12,
        value.month % 12 + 1,
        1,
    )
    return date.fromordinal(following.toordinal() - 1)


def next_day(value: date) -> date:
    """Find the day after: the first day of the penalty that is still to come."""
    return date.fromordinal(value.toordinal() + 1)


def term(days: int) -> str:
    """Write a term after «в течение»: «20 (двадцати) календарных дней»."""
    words = num2words.num2words(days, lang="ru", case="g")
    return (
        f"{days}{NBSP}({words}) "
        f"{plural(days, ('календарного дня', 'календарных дней', 'календарных дней'))}"
    )


def days(number: int) -> str:
    """Write days after «через»: «10 дней»."""
    return f"{number}{NBSP}{plural(number, ('день', 'дня', 'дней'))}"


def percent(rate: Decimal) -> str:
    """Write a rate without needless zeros: «9,5 %»."""
    return f"{rate.normalize():f}".replace(".", ",") + f"{NBSP}%"


def quantity(value: Decimal) -> str:
    """Write a meter reading without needless zeros."""
    return f"{value.normalize():f}".replace(".", ",")


def listed(words: tuple[str, ...]) -> str:
    """Join words as a sentence does: «холодная вода, отопление и электроэнергия»."""
    return " и ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def services(rows: tuple[contexts.DebtRow, ...]) -> str:
    """Name the services of a debt, each once, in lower case, in quotes when there are several words
    of a title.
    """
    names = dict.fromkeys(row.service for row in rows)
    return listed(each_lowered(tuple(names)))


def is_waste_alone(rows: tuple[contexts.DebtRow, ...]) -> bool:
    """Tell whether nothing is owed but the handling of waste, which comes through no network."""
    _stems, _act = acts.PENALTY_ACTS[-1]
    return all(_mentions([row.service.lower()], _stems) for row in rows)


def mixes_accounts(rows: tuple[contexts.DebtRow, ...]) -> bool:
    """Tell whether the rows of a calculation must name their account."""
    return len({row.account for row in rows}) > 1


def mixes_services(rows: tuple[contexts.DebtRow, ...]) -> bool:
    """Tell whether the rows of a calculation must name their service."""
    return len({row.service for row in rows}) > 1


def lowered(text: str) -> str:
    """Lower the first letter unless the word is an abbreviation."""
    if text[:2].isupper():
        return text
    return text[:1].lower() + text[1:]


def each_lowered(words: tuple[str, ...]) -> tuple[str, ...]:
    """Lower the first letter of each word of a list that stands in a sentence."""
    return tuple(map(lowered, words))


def short_name(name: str) -> str:
    """Write surname and initials: «Иванов И. И.», unbreakable."""
    person = declension.parsed(name)
    initials = "".join(
        f"{NBSP}{part[0]}." for part in (person.first_name, person.patronymic) if part
    )
    return f"{person.last_name}{initials}"


def genitive(debtor: contexts.Debtor) -> str:
    """Answer «с кого»: a person's name in the genitive; an organization keeps its name."""
    if debtor.kind.is_natural_person:
        return declension.declined(debtor.name, declension.Case.GENITIVE)
    return debtor.name


def from_whom(debtor: contexts.Debtor) -> str:
    """Answer «с кого» with the preposition: «с Иванова», «со Смирновой»."""
    return _with(genitive(debtor), is_person=debtor.kind.is_natural_person)


def together_with(names: tuple[str, ...]) -> str:
    """Name who owes jointly, in the instrumental, with the preposition of the first."""
    return _with(listed(declension.instrumentals(names)), is_person=True)


def _with(words: str, *, is_person: bool) -> str:
    """Put «с» before words: «со» where a name begins with a hissing sound and another consonant."""
    if is_person and HARD_TO_SAY.match(words):
        return f"со {words}"
    return f"с {words}"


def dative(debtor: contexts.Debtor) -> str:
    """Answer «кому»."""
    if debtor.kind.is_natural_person:
        return declension.declined(debtor.name, declension.Case.DATIVE)
    return debtor.name


def instrumental(debtor: contexts.Debtor) -> str:
    """Answer «кем»."""
    if debtor.kind.is_natural_person:
        return declension.declined(debtor.name, declension.Case.INSTRUMENTAL)
    return debtor.name


def dative_name(name: str) -> str:
    """Put the name of an official into the dative, with initials: «Петрову П. П.»."""
    return short_name(declension.declined(name, declension.Case.DATIVE))


def dative_position(position: str) -> str:
    """Put a position into the dative by its first words; an unknown one stays as it is written."""
    known = next((words for words in POSITIONS if position.lower().startswith(words)), "")
    if known:
        return f"{POSITIONS[known]}{position[len(known) :]}"
    return position


def basis(debtor: contexts.Debtor, debts: tuple[contexts.DebtRow, ...] = ()) -> str:
    """Say what the relations rest on.

    «по договору № 15 от 1 марта 2024 г. (лицевой счёт № 100)» or «по лицевому счёту № 100»; of a
    claim about several accounts all of them are named.
    """
    several = mixes_accounts(debts)
    numbers = dict.fromkeys(row.account for row in debts) if several else (debtor.account,)
    account = ", ".join(f"№{NBSP}{one}" for one in numbers)
    if not debtor.contract_number:
        return f"по лицевым счетам {account}" if several else f"по лицевому счёту {account}"
    contract = f"по договору №{NBSP}{debtor.contract_number}"
    if debtor.contract_date:
        contract = f"{contract} от {day(debtor.contract_date)}"
    if several:
        return f"{contract} (лицевые счета {account})"
    if debtor.account:
        return f"{contract} (лицевой счёт {account})"
    return contract


def greeting(debtor: contexts.Debtor) -> str:
    """Open a letter."""
    person = declension.parsed(debtor.name)
    if not debtor.kind.is_natural_person or person.gender is None:
        return "Уважаемый потребитель!"
    if person.gender is declension.Gender.FEMALE:
        address = "Уважаемая"
    else:
        address = "Уважаемый"
    return f"{address} {person.first_name} {person.patronymic}!"


def to_court(name: str) -> str:
    """Address a filing: «Мировому судье судебного участка № 3 …» or «В Арбитражный суд …»."""
    whose = _magistrate_of(name)
    if whose:
        return f"Мировому судье {whose}"
    return f"В {name}"


def into_court(name: str) -> str:
    """Say where we shall apply: «к мировому судье …» or «в Арбитражный суд …»."""
    whose = _magistrate_of(name)
    if whose:
        return f"к мировому судье {whose}"
    return f"в {name}"


def _magistrate_of(name: str) -> str:
    """Return what a magistrate is the judge of, in the genitive, however the office writes its
    name; nothing for other courts.
    """
    if judge := JUDGE.match(name):
        return judge["of"]
    section = SECTION.match(name)
    if section:
        return f"судебного участка {section['of']}"
    return ""


def level(value: contexts.RestrictionLevel) -> str:
    """Name the level of a restriction."""
    return LEVELS[value]


def handed(copy: contexts.CopyOfAct | None) -> str:
    """Say what became of the customer's copy of an act."""
    return HANDED[copy]


def reached(proof: contexts.Proof) -> str:
    """Say how a paper reached the debtor.

    One that came back counts as delivered, and is not called handed over.
    """
    return REACHED[proof.how].format(day=short_day(proof.on))


def penalty_ground(
    _penalty: contexts.Penalty, debtor: contexts.Debtor, debts: tuple[contexts.DebtRow, ...]
) -> str:
    """Cite the law of the penalty, as after «в соответствии с»."""
    if debtor.pays_for_home:
        return "частью 14 статьи 155 Жилищного кодекса Российской Федерации"
    part = _PENALTY_PARTS.get(debtor.kind, 1)
    names = [row.service.lower() for row in debts]
    cited = tuple(
        act.format(
            heat=f"9.{part}",
            water=f"6.{part + 1}",
        )
        for stems, act in acts.PENALTY_ACTS
        if _mentions(names, stems)
    )
    return listed(cited or (acts.PENALTY_BY_CONTRACT,))


# parts of the articles on penalty that follow the one for any other consumer
_PENALTY_PARTS = {contexts.DebtorKind.HOA: 2, contexts.DebtorKind.MANAGING_COMPANY: 3}


def _mentions(names: list[str], stems: tuple[str, ...]) -> bool:
    return any(stem in name for name in names for stem in stems)


FILTERS: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        money, rubles, in_words, full_sum, day, short_day, month, month_end, term, days, percent,
        quantity, listed, services, mixes_services, mixes_accounts, is_waste_alone, lowered,
        each_lowered, short_name, genitive, from_whom, dative, instrumental, dative_name,
        dative_position, greeting, to_court, into_court, penalty_ground, basis, next_day,
        level, reached, handed,
        together_with,
    )
}  # fmt: skip
