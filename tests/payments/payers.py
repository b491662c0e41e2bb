"""A town whose people pay as people and banks write, with the numbers of their neighbors all around.

Every document knows whom its payer meant. Numbers that are no accounts (postcodes, passports, readings, receipts, orders) are
taken from the accounts of others half the time: whoever believes them puts money on a stranger.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from tests import factories
from tests.payments import bank
from webapp.contracts.models import Account, Contract
from webapp.payments.operations import references

LAST_NAMES = "Кузнецов Лебедев Зайцев Рогов Гусев Орлов Смирнов Волков Соколов Козлов".split()
FIRST_NAMES = "Сергей Олег Антон Иван Пётр Павел Роман Глеб Денис Юрий".split()
PATRONYMICS = "Ильич Иванович Петрович Павлович Сергеевич Олегович".split()
STREETS = "Мира Садовая Лесная Южная Школьная Советская".split()
MONTHS = "январь февраль март апрель май июнь июль август сентябрь октябрь".split()
DEBTORS = 20
LAST_DAY = date(2026, 11, 5)


@dataclass(frozen=True)
class Document:
    """A bank document, whom its payer meant, and whether a careful person wrote it."""

    lines: list[str]
    number: str
    meant: Account | Contract | None
    is_well_written: bool
    purpose: str
    way: str


@dataclass
class Town:
    """Accounts and contracts whose numbers look like everything else."""

    random: random.Random
    citizens: list[Account] = field(default_factory=list)
    companies: list[Account] = field(default_factory=list)

    def stranger_number(self, *, not_of: Account | None = None) -> str:
        """Return a number that is no account here, or is somebody else's account."""
        if self.random.random() < 0.5:
            return str(self.random.randint(10_000, 999_999_999))
        others = [account for account in self.citizens if account != not_of]
        return self.random.choice(others).number

    def postcode(self, *, not_of: Account | None = None) -> str:
        """Return a postcode; half the time it is also the number of somebody's account."""
        alike = [one for one in self.citizens if len(one.number) == 6 and one != not_of]
        if self.random.random() < 0.5:
            return str(self.random.randint(170_000, 170_999))
        return self.random.choice(alike).number


def build(seed: int, *, citizens: int = 300, companies: int = 40) -> Town:
    """Return the town, saved."""
    town = Town(random.Random(seed))
    numbers = list(dict.fromkeys(_number(town.random, index) for index in range(citizens * 2)))
    for number in numbers[:citizens]:
        town.citizens.append(_citizen(town.random, number))
    for index in range(companies):
        town.companies.append(_company(town.random, index))
    for index, debtor in enumerate(town.citizens[:DEBTORS]):
        for case in (f"2-{index + 1}/2026", f"{index + 1}/26/36061-ИП"):
            references.remember(number=case, account_id=debtor.pk)
    return town


def documents(town: Town, count: int) -> Iterator[Document]:
    """Yield documents in the manner of the ways below, each with a number of its own."""
    ways = [way for way, weight in WAYS.items() for _copy in range(weight)]
    for index in range(count):
        yield town.random.choice(ways)(town, str(index + 1))


def _number(chance: random.Random, index: int) -> str:
    shapes: tuple[Callable[[], str], ...] = (
        lambda: str(chance.randint(100_000_000, 999_999_999)),
        lambda: f"00{chance.randint(10_000_000, 99_999_999)}",
        lambda: str(chance.randint(394_000, 394_099)),
        lambda: str(chance.randint(10_000, 99_999)),
        lambda: str(chance.randint(1_000_000, 9_999_999)),
        lambda: str(chance.randint(100, 999)),
        lambda: f"36-{chance.randint(100, 999)}-{chance.randint(100, 999)}",
        lambda: f"0{chance.randint(1, 9)}{chance.randint(10, 12)}20{chance.randint(20, 26)}",
    )
    return shapes[index % len(shapes)]()


def _citizen(chance: random.Random, number: str) -> Account:
    name = " ".join(map(chance.choice, (LAST_NAMES, FIRST_NAMES, PATRONYMICS)))
    premises = factories.create_premises(
        street=f"ул. {chance.choice(STREETS)}", house=str(chance.randint(1, 40))
    )
    account = factories.create_account(
        party=factories.create_person(name=name, email="", phone=""),
        number=number,
        premises=premises,
    )
    for month in range(1, 11):
        amount = Decimal(chance.randint(50_000, 400_000)) / 100
        factories.create_charge(account=account, period=date(2026, month, 1), amount=amount)
    return account


def _company(chance: random.Random, index: int) -> Account:
    party = factories.create_organization(
        name=f"ООО «Завод {index}»", inn=str(7_700_000_000 + index), kpp="", ogrn="", email=""
    )
    numbers = (f"{index + 15}", f"{1000 + index}", f"{40 + index}/26", f"ЭС-{index:02}/2026")
    contract = factories.create_contract(party=party, number=numbers[index % len(numbers)])
    return factories.create_account(party=party, contract=contract, number=str(360_045_000 + index))


def _sum(chance: random.Random) -> str:
    return f"{chance.randint(100, 9_000)}.{chance.randint(0, 99):02}"


def _day(chance: random.Random) -> str:
    return f"{LAST_DAY - timedelta(days=chance.randint(0, 300)):%d.%m.%Y}"


def _month(chance: random.Random) -> str:
    number = chance.randint(1, 10)
    return chance.choice(
        (
            f"за {MONTHS[number - 1]} 2026",
            f"за {number:02}.2026",
            f"за {MONTHS[number - 1]} 2026г.",
            f"за {number:02}/2026",
            "",
        )
    )


def _noise(town: Town, payer: Account | None) -> str:
    """Return words that have numbers but name no account."""
    chance = town.random
    number = town.stranger_number(not_of=payer)
    fragments = (
        f"{town.postcode(not_of=payer)} г Тверь ул {chance.choice(STREETS)} {chance.randint(1, 40)}-{chance.randint(1, 99)}",
        f"показания {number}",
        f"паспорт {number}",
        f"паспорт 2003 {chance.randint(100_000, 999_999)} выдан 12.05.2009",
        f"квитанция № {number}",
        f"чек {number}",
        f"заявка {number}",
        f"счет № {number} от {_day(chance)}",
        f"тел. 8916{chance.randint(1_000_000, 9_999_999)}",
        f"прибор учета № {number}",
        f"заказ № {number}",
        f"УИН {chance.randint(10**19, 10**20 - 1)}",
        f"НДС 22% - {_sum(chance)}",
        f"сумма {_sum(chance)} руб",
        f"ИНН {chance.randint(10**9, 10**10 - 1)}",
        f"от {_day(chance)}",
        "без НДС",
        "",
        "",
    )
    return chance.choice(fragments)


def _around(town: Town, core: str, payer: Account | None) -> str:
    """Return the core with a month and noise in some order."""
    chance = town.random
    service = chance.choice(("Оплата за электроэнергию", "за свет", "ЖКУ", "Оплата услуг", ""))
    words = [core, _month(chance), _noise(town, payer), _noise(town, payer)]
    if chance.random() < 0.5:
        words = [words[0], *chance.sample(words[1:], 3)]
    elif chance.random() < 0.5:
        chance.shuffle(words)
    separator = chance.choice((" ", ", ", "; "))
    return separator.join(word for word in (service, *words) if word)


def _paid_by(town: Town, account: Account) -> dict[str, str]:
    """Return the payer as banks name people: the customer, mostly; a relative, now and then."""
    chance = town.random
    name = account.party.name
    if chance.random() < 0.2:
        name = " ".join(map(chance.choice, (LAST_NAMES, FIRST_NAMES, PATRONYMICS)))
    tail = chance.choice(("", f"//Г ТВЕРЬ, {account.premises.address.upper()}//"))
    return {"payer": chance.choice((name, name.upper())) + tail, "inn": chance.choice(("", "0"))}


def _document(
    town: Town,
    number: str,
    purpose: str,
    meant: Account | Contract | None,
    way: str,
    *,
    is_well_written: bool = False,
    **fields: str,
) -> Document:
    lines = bank.document(
        number=number,
        purpose=purpose,
        **{"amount": _sum(town.random), **fields},
    )
    return Document(lines, number, meant, is_well_written, purpose, way)


def labelled(town: Town, number: str) -> Document:
    """A citizen names the account as bills ask: a label and the whole number."""
    chance = town.random
    account = chance.choice(town.citizens)
    label = chance.choice(
        (
            "ЛС ",
            "л/с ",
            "л/с № ",
            "лиц. счет ",
            "Лицевой счёт: ",
            "лицевой счет №",
            "Л/СЧ ",
            "ЛС№",
            "ЛС",
        )
    )
    purpose = _around(town, label + account.number, account)
    return _document(
        town, number, purpose, account, "labelled", is_well_written=True, **_paid_by(town, account)
    )


def contract(town: Town, number: str) -> Document:
    """A company names its contract and pays from its own account."""
    chance = town.random
    account = chance.choice(town.companies)
    label = chance.choice(
        ("по договору № ", "договор №", "дог. № ", "по дог.№", "по контракту № ", "по договору ")
    )
    core = f"{label}{account.contract.number} от {_day(chance)}"
    return _document(
        town,
        number,
        _around(town, core, account),
        account.contract,
        "contract",
        is_well_written=True,
        payer=account.party.name,
        inn=account.party.inn,
        payer_account="40702810500000012345",
    )


def in_groups(town: Town, number: str) -> Document:
    """The number is written in groups, with a label."""
    chance = town.random
    account = chance.choice([one for one in town.citizens if len(one.number) == 9])
    parts = (account.number[:3], account.number[3:6], account.number[6:])
    core = f"ЛС: {chance.choice((' ', '-', '.')).join(parts)}"
    return _document(
        town, number, _around(town, core, account), account, "in groups", **_paid_by(town, account)
    )


def bare(town: Town, number: str) -> Document:
    """The number stands alone, sometimes without its zeros."""
    account = town.random.choice(town.citizens)
    core = town.random.choice((account.number, account.number.lstrip("0")))
    return _document(
        town, number, _around(town, core, account), account, "bare", **_paid_by(town, account)
    )


def called_contract(town: Town, number: str) -> Document:
    """A citizen calls the account a contract, as some banks do."""
    account = town.random.choice(town.citizens)
    core = f"договор {account.number}"
    return _document(
        town,
        number,
        _around(town, core, account),
        account,
        "called contract",
        **_paid_by(town, account),
    )


def noise_only(town: Town, number: str) -> Document:
    """Nothing names an account; all numbers are of something else."""
    payer = " ".join(map(town.random.choice, (LAST_NAMES, FIRST_NAMES, PATRONYMICS)))
    return _document(town, number, _around(town, "", None), None, "noise", payer=payer, inn="0")


def not_ours(town: Town, number: str) -> Document:
    """A labelled number of somebody else's house, with our numbers around it."""
    core = f"ЛС {town.random.randint(10**11, 10**12)} УК «Уют»"
    return _document(
        town, number, _around(town, core, None), None, "not ours", payer="РОГОВ А", inn="0"
    )


def two_named(town: Town, number: str) -> Document:
    """Two accounts are named: a person divides."""
    first, second = town.random.sample(town.citizens, 2)
    joint = town.random.choice((" и ", ", ", " и ЛС ", "; "))
    core = f"ЛС {first.number}{joint}{second.number}"
    return _document(
        town, number, _around(town, core, first), None, "two named", **_paid_by(town, first)
    )


def lump(town: Town, number: str) -> Document:
    """A bank or an agent passes on the money of many; a contract of its own has the number of one of ours."""
    chance = town.random
    account = chance.choice(town.companies)
    core = chance.choice(
        (
            f"Перевод средств по договору {account.contract.number} от {_day(chance)} по реестру операций",
            f"Перечисление принятых платежей по договору № {account.contract.number}. Комиссия удержана 59 руб.",
            f"По реестру {town.stranger_number()} от {_day(chance)} за прием платежей",
        )
    )
    return _document(
        town,
        number,
        _around(town, core, None),
        None,
        "lump",
        payer="АО «БАНК»",
        inn="7710140679",
        payer_account=chance.choice(("30232", "30233", "40911", "40821")) + "810000000000001",
    )


def strange_company(town: Town, number: str) -> Document:
    """A company that is no customer pays by its own contract, whose number we have too."""
    chance = town.random
    account = chance.choice(town.companies)
    return _document(
        town,
        number,
        _around(town, f"по договору № {account.contract.number} от {_day(chance)} аренда", None),
        None,
        "strange company",
        payer="ООО «Чужой»",
        inn=str(7_800_000_000 + chance.randint(0, 10**6)),
        payer_account="40702810500000099999",
    )


def company_for_itself(town: Town, number: str) -> Document:
    """A company names no number: its ИНН and a word about supply are enough."""
    chance = town.random
    account = chance.choice(town.companies)
    core = chance.choice(
        (
            "За электроэнергию",
            "Оплата за потребленную электрическую энергию",
            f"Оплата {account.party.name} за эл.энергию",
            "ПРЕДОПЛАТА ЗА ЭЛЕКТРОСНАБЖЕНИЕ",
            "Оплата ООО «Город Энерго» за свет",
            f"Плательщик {account.party.name}, эл.энергия",
            f"{_form_last(account)} оплата за эл. энергию",
            f"{_form_last(account).upper()} ЗА ЭЛ.ЭН. В Т.Ч. НДС 22%",
            f"Эл.энергия, ИНН/КПП {account.party.inn}/770101001",
            "За фактическое потребление э/э, нежилое помещение",
            "За Отпущенную Электроэнергию",
            "за уличное освещение, магазин «Теремок»",
            "Погашение задолженности по акту сверки",
            "Аванс за 50% объема эл/энергии",
        )
    )
    bill = f"по счету № {town.stranger_number()} от {_day(chance)}"
    words = (
        core,
        _month(chance),
        chance.choice((bill, "", "без НДС", f"НДС 22% - {_sum(chance)}")),
    )
    return _by_company(town, number, account, " ".join(filter(None, words)), "company itself", True)


def company_for_another(town: Town, number: str) -> Document:
    """A company says that it pays for somebody else, who may be a customer too."""
    chance = town.random
    account, other = chance.sample(town.companies, 2)
    neighbor = chance.choice(town.citizens)
    surname = neighbor.party.name.split()[0]
    core = chance.choice(
        (
            f"Оплата за {other.party.name} ИНН {other.party.inn} за электроэнергию",
            f"Оплата за ИП Ефимова (ИНН 366236401508) по письму {chance.randint(1, 99)}",
            f"За третье лицо {other.party.name}",
            f"За эл/эн субабонента {other.party.name.upper()}",
            f"Цессия: оплата долга {other.party.name}",
            f"По распоряжению {other.party.name} в счет поставки",
            f"за электроэнергию {other.party.inn}",
            f"За {surname}а, {neighbor.premises.address}",
            f"ЗА {surname.upper()}А ЗА СВЕТ",
            f"за {surname}а А.П. кв {chance.randint(1, 99)}",
            f"Оплата э/э за ИНН/КПП {other.party.inn}/770101001",
            f"ИНН организации: {other.party.inn}, эл.энергия",
            f"Оплата за {_form_last(other)} за электроэнергию",
            "ОПЛАТА КАСКАД ООО ЗА СВЕТ",
            "Оплата электроэнергии за Каскад",
            "Плательщик Каскад",
            "Оплата э/э за МКОУ СОШ №5",
            "за ГБУЗ «Больница»",
            f"Электроэнергия {surname} М В",
            f"Электроэнергия {neighbor.party.name}",
            f"оплата долга {surname}а",
            f"э/э ({surname} а.п.)".lower(),
            f"оплата э/э для {surname}а".lower(),
            "Задолженность прежнего арендатора за электроэнергию",
            "Долг Каскада за э/э",
            "э/э по двум договорам",
            chance.choice(("за тёщу", "за свет тети Веры", "эл.энергия (квартира родителей)")),
        )
    )
    text = " ".join(filter(None, (core, _month(chance))))
    return _by_company(town, number, account, text, "for another", False)


def not_for_supply(town: Town, number: str) -> Document:
    """A customer pays for something that is no supply, at times by a number of ours."""
    chance = town.random
    account = chance.choice(town.companies)
    what = chance.choice(
        (
            "Займ",
            "Возврат по договору займа",
            "Арендная плата",
            "Пожертвование",
            "Обеспечительный платеж за участие в аукционе",
            "неустойка по договору поставки",
            "Возмещение расходов по решению суда",
            "Финансовая помощь",
            "Перевод собственных средств",
            "Услуги по договору ГПХ",
            "за испытание трансформатора",
            "за поверку приборов учета",
            "за электромонтажные работы",
            "Излишне перечисленные денежные средства",
            "юридические услуги",
            "Единый налоговый платеж",
            "по кредитному договору № " + account.contract.number,
            f"по договору № {account.contract.number} за обучение",
            f"по договору № {account.contract.number} с ООО Водоканал",
        )
    )
    text = " ".join(filter(None, (what, _month(chance))))
    return _by_company(town, number, account, text, "not for supply", False)


def _form_last(account: Account) -> str:
    """Return the name of a company as programs of accountants write it: «Завод 5» ООО."""
    return f"{account.party.name.removeprefix('ООО ')} ООО"


def _by_company(
    town: Town, number: str, account: Account, purpose: str, way: str, is_well_written: bool
) -> Document:
    return _document(
        town,
        number,
        purpose,
        account.contract if is_well_written else None,
        way,
        is_well_written=is_well_written,
        payer=account.party.name,
        inn=account.party.inn,
        payer_account="40702810500000012345",
    )


def citizen_by_a_contract(town: Town, number: str) -> Document:
    """A citizen names a contract of his own; some company has one of this number here."""
    contract = town.random.choice(town.companies).contract
    core = f"Оплата по договору № {contract.number} от {_day(town.random)}"
    return _document(town, number, core, None, "citizen by a contract", **_nobody())


def denied_or_shared(town: Town, number: str) -> Document:
    """A whole number of ours is named, and is not meant, or not it alone."""
    chance = town.random
    account = chance.choice([one for one in town.citizens if len(one.number) == 9])
    core = chance.choice(
        (
            "ЛС {} и другие согласно списку",
            "За всех жильцов подъезда л/с {} и др.",
            "л/с {} + ещё 4 квартиры",
            "л/с {}, кв 1-20",
            "не л/с {}",
            "вместо л/с {} по письму",
            "Перенос оплаты с л/с {}",
            "Возвр. ошибочно перечисл. средств л/с {}",
            "л/с {} закрыт, зачислить на новый",
            "оплата за воду МУП Водоканал л/с {}",
            "по договору займа л/с {}",
        )
    ).format(account.number)
    text = " ".join(filter(None, (core, _month(chance))))
    return _document(town, number, text, None, "denied or shared", **_nobody())


def cut_number(town: Town, number: str) -> Document:
    """The number of one is the beginning of another's, with an odd sign between."""
    chance = town.random
    account = chance.choice([one for one in town.citizens if one.number.isdecimal()])
    sign = chance.choice("* @ • \\ | ' : ~ + = ( [ № “ …".split())
    core = f"л/с {account.number}{sign}{chance.randint(1, 99)}"
    return _document(town, number, core, None, "cut number", **_nobody())


def _nobody() -> dict[str, str]:
    """Return a payer whose name no customer has."""
    return {"payer": "ГОРОХОВ ТИТ ФОМИЧ", "inn": "0"}


def neighbors_address(town: Town, number: str) -> Document:
    """The number is one account's, the address another's: a person says which was meant."""
    account, other = town.random.sample(town.citizens, 2)
    building = other.premises.building
    place = town.random.choice(
        (
            f"{building.street.name}, д. {building.number}, кв. {other.premises.number}",
            f"{building.street.name} {building.number}-{other.premises.number}",
        )
    )
    core = f"ЛС {account.number} {place}"
    return _document(
        town,
        number,
        _around(town, core, account),
        None,
        "neighbor's address",
        **_paid_by(town, town.random.choice((account, other))),
    )


def neighbors_name(town: Town, number: str) -> Document:
    """The number is one account's, the name in the purpose another's."""
    account, other = _strangers(town)
    last, first, patronymic = other.party.name.split()
    core = town.random.choice(
        (
            f"ЛС {account.number} {last} {first[0]}.{patronymic[0]}.",
            f"ФИО: {other.party.name.upper()}; ЛС: {account.number}",
            f"л/с {account.number} за {last}а {first[0]}. {patronymic[0]}.",
            f"{first[0]}.{patronymic[0]}. {last}, ЛС {account.number}",
            f"лс {account.number} {last} {first[0]}.{patronymic[0]}.".lower(),
            f"за свет {last}у {first[0]}.{patronymic[0]}. л/с {account.number}".lower(),
            f"за {last}а л/с {account.number}",
            f"л/с {account.number} абонент {last} {first[0]}.",
        )
    )
    return _document(
        town, number, _around(town, core, account), None, "neighbor's name", **_paid_by(town, other)
    )


def neighbors_home(town: Town, number: str) -> Document:
    """The number is one account's, the payer and his home are another's: a digit is mistyped."""
    account, other = _strangers(town)
    payer = f"{other.party.name}//Г ТВЕРЬ, {other.premises.address}//"
    core = f"ЛС {account.number}"
    return _document(town, number, core, None, "neighbor's home", payer=payer, inn="0")


def _strangers(town: Town) -> tuple[Account, Account]:
    """Return accounts of two people whose surnames differ."""
    account = town.random.choice(town.citizens)
    surname = account.party.last_name
    return account, town.random.choice(
        [one for one in town.citizens if one.party.last_name != surname]
    )


def court_case(town: Town, number: str) -> Document:
    """The number of one debtor's case beside his own name, or beside another debtor's."""
    chance = town.random
    index, other = chance.randrange(DEBTORS), chance.choice(town.citizens)
    debtor = town.citizens[index]
    is_his = other.party.last_name == debtor.party.last_name or chance.random() < 0.5
    last, first, patronymic = (debtor if is_his else other).party.name.split()
    case = chance.choice((f"2-{index + 1}/2026", f"{index + 1}/26/36061-ИП"))
    core = chance.choice(
        (
            f"Взыскание по делу № {case} с {last}а {first[0]}.{patronymic[0]}.",
            f"Удержано из з/п {last}а {first[0]}.{patronymic[0]}. {case}",
            f"Оплата {case}, {last} {first} {patronymic}",
        )
    )
    return _document(town, number, core, debtor if is_his else None, "court case", **_nobody())


def another_flat(town: Town, number: str) -> Document:
    """A flat is called so and is not the account's: a digit of one of the two is mistyped."""
    account = town.random.choice(town.citizens)
    core = f"ЛС {account.number} кв. {int(account.premises.number) + 45}"
    return _document(
        town, number, _around(town, core, account), None, "another flat", **_paid_by(town, account)
    )


def letters_for_digits(town: Town, number: str) -> Document:
    """Some digits are letters that look like them: nobody knows what was meant by the rest."""
    account = town.random.choice([one for one in town.citizens if "0" in one.number[1:]])
    written = account.number[0] + account.number[1:].replace("0", town.random.choice("ОоO"))
    core = town.random.choice(("ЛС ", "Оплата ")) + written
    return _document(
        town, number, _around(town, core, account), None, "letters", **_paid_by(town, account)
    )


def called_bill(town: Town, number: str) -> Document:
    """The account is called «счёт», as the numbers of bills are."""
    account = town.random.choice([one for one in town.citizens if len(one.number) >= 9])
    label = town.random.choice(("по счёту ", "номер счета: ", "счет № "))
    core = label + account.number
    return _document(
        town, number, _around(town, core, account), None, "called bill", **_paid_by(town, account)
    )


def other_bank_account(town: Town, number: str) -> Document:
    """The money came to a bank account that is none of ours."""
    account = town.random.choice(town.citizens)
    core = f"ЛС {account.number}"
    return _document(
        town,
        number,
        _around(town, core, account),
        None,
        "other bank account",
        receiver_account="40702810999999999999",
        **_paid_by(town, account),
    )


def foreign_service(town: Town, number: str) -> Document:
    """The account is ours and the service is not: the payer took the wrong bill."""
    account = town.random.choice(town.citizens)
    service = town.random.choice(("за газ", "взнос на капремонт", "домофон"))
    core = f"{service} ЛС {account.number}"
    return _document(town, number, core, None, "foreign service", **_paid_by(town, account))


def senseless_month(town: Town, number: str) -> Document:
    """A month is misspelt, or nothing was ever charged for it."""
    account = town.random.choice(town.citizens)
    month = town.random.choice(
        ("за янв-мрт 2026", "за сентябрь 2024", "за 13 месяц 2026", "за февраль 2027", "с мрт-май")
    )
    core = f"ЛС {account.number} {month}"
    return _document(town, number, core, None, "senseless month", **_paid_by(town, account))


WAYS: dict[Callable[[Town, str], Document], int] = {
    labelled: 10,
    contract: 6,
    in_groups: 2,
    bare: 3,
    called_contract: 2,
    noise_only: 4,
    not_ours: 2,
    two_named: 2,
    lump: 2,
    strange_company: 2,
    company_for_itself: 4,
    company_for_another: 3,
    not_for_supply: 2,
    citizen_by_a_contract: 2,
    denied_or_shared: 3,
    cut_number: 2,
    neighbors_address: 2,
    another_flat: 1,
    neighbors_name: 2,
    neighbors_home: 1,
    court_case: 2,
    letters_for_digits: 1,
    called_bill: 1,
    other_bank_account: 1,
    foreign_service: 1,
    senseless_month: 1,
}
