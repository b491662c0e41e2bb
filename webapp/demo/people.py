"""Who lives and works in the town.

Names with a gender, identifiers with right check digits, ways to be reached.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from webapp.demo import names, requisites

PERSON = "PERSON"
SOLE_TRADER = "SOLE_TRADER"
ORGANIZATION = "ORGANIZATION"
MANAGING_COMPANY = "MANAGING_COMPANY"
HOA = "HOA"
_LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya".split(" "),
        strict=True,
    )
)
_OLDEST = date(1941, 1, 1)
# ends of numbers by which the telephone exchange of the rehearsal knows what must go wrong:
# refused, undelivered, off, unsubscribed, "too many requests" at first, answered by a machine; an
# ordinary number has no zero there
TROUBLED_ENDS = ("0001", "0002", "0003", "0005", "0006", "0009")


@dataclass(frozen=True, slots=True)
class Customer:
    """A party of the town with its contacts; ``name`` is what the registry prints."""

    kind: str
    name: str
    last_name: str = ""
    first_name: str = ""
    patronymic: str = ""
    birth_date: date | None = None
    inn: str = ""
    kpp: str = ""
    ogrn: str = ""
    email: str = ""
    phone: str = ""


class Population:
    """Gives people and companies, none of them twice."""

    def __init__(self, *, rng: Random) -> None:
        """Start with an empty town."""
        self._rng = rng
        self._taken: set[str] = set()
        self._companies = list(names.COMPANIES)
        rng.shuffle(self._companies)
        self._managers = list(names.MANAGING_COMPANIES)

    def person(self) -> Customer:
        """Return a person nobody has met yet."""
        last, first, patronymic = self._full_name()
        born = _OLDEST + timedelta(days=self._rng.randrange(365 * 62))
        if self._rng.random() < 0.4:
            inn = self._own(requisites.personal_inn)
        else:
            inn = ""
        email, phone = self._contacts(last, first)
        return Customer(
            PERSON,
            f"{last} {first} {patronymic}",
            last,
            first,
            patronymic,
            born,
            inn,
            email=email,
            phone=phone,
        )

    def sole_trader(self) -> Customer:
        """Return a sole trader."""
        last, first, patronymic = self._full_name()
        born = _OLDEST + timedelta(days=self._rng.randrange(365 * 58))
        inn = self._own(requisites.personal_inn)
        ogrn = requisites.trader_ogrn(rng=self._rng)
        email, phone = self._contacts(last, first)
        name = f"ИП {last} {first} {patronymic}"
        return Customer(
            SOLE_TRADER,
            name,
            last,
            first,
            patronymic,
            born,
            inn,
            ogrn=ogrn,
            email=email,
            phone=phone,
        )

    def hospital(self) -> Customer:
        """Return the one consumer that is never cut."""
        return self._company(
            ORGANIZATION,
            "ГБУЗ «Верхнедонская районная больница»",
            "priemnaya@vdrb.example",
        )

    def organization(self) -> Customer:
        """Return an organization."""
        word = self._companies.pop()
        return self._company(
            ORGANIZATION,
            f"ООО «{word}»",
            f"{_latin(word)}@predpriyatie.example",
        )

    def managing_company(self) -> Customer:
        """Return a managing company of apartment buildings, every second time a homeowners'
        association.
        """
        word = self._managers.pop(0)
        if len(self._managers) % 2 == 0:
            return self._company(
                HOA,
                f"ТСЖ «{word}»",
                f"{_latin(word)}@tsj.example",
            )
        return self._company(
            MANAGING_COMPANY,
            f"ООО УК «{word}»",
            f"{_latin(word)}@uk.example",
        )

    def _company(self, kind: str, name: str, email: str) -> Customer:
        inn = self._own(requisites.company_inn)
        ogrn = requisites.company_ogrn(rng=self._rng)
        has_email = self._rng.random() < 0.85
        return Customer(
            kind,
            name,
            inn=inn,
            kpp=f"{inn[:4]}01001",
            ogrn=ogrn,
            email=email if has_email else "",
            phone=f"+7473{self._digits(7)}",
        )

    def _own(self, inn: Callable[..., str]) -> str:
        """Return an ИНН that nobody else in the town has.

        A second try draws from the first, so that the rest of the town stays.
        """
        number = inn(rng=self._rng)
        while number in self._taken:
            number = inn(rng=Random(number))
        self._taken.add(number)
        return number

    def _full_name(self) -> tuple[str, str, str]:
        while True:
            parts = self._try_name()
            if " ".join(parts) not in self._taken:
                self._taken.add(" ".join(parts))
                return parts

    def _try_name(self) -> tuple[str, str, str]:
        surname = self._rng.choice(names.SURNAMES)
        patronymic = self._rng.choice(names.PATRONYMICS)
        if self._rng.random() < 0.48:
            return surname, self._rng.choice(names.MALE_NAMES), patronymic[0]
        return _feminine(surname), self._rng.choice(names.FEMALE_NAMES), patronymic[1]

    def _contacts(self, last: str, first: str) -> tuple[str, str]:
        """Return e-mail and phone.

        Most have both or one, every tenth has neither, some numbers do not work.
        """
        dice = self._rng.random()
        # the mail catcher refuses whoever is called "nobody"
        if self._rng.random() < 0.03:
            local = "nobody"
        else:
            local = f"{_latin(first)[0]}.{_latin(last)}"
        if dice < 0.55:
            email = f"{local}{self._rng.randrange(10, 99)}@pochta.example"
        else:
            email = ""
        if 0.25 < dice < 0.90:
            phone = self._mobile()
        else:
            phone = ""
        return email, phone

    def _mobile(self) -> str:
        operator = self._rng.choice(("903", "906", "910", "915", "920", "951", "960", "980"))
        is_troubled = self._rng.random() < 0.07
        if is_troubled:
            end = self._rng.choice(TROUBLED_ENDS)
        else:
            end = f"1{self._digits(3)}"
        return f"+7{operator}{self._digits(3)}{end}"

    def _digits(self, count: int) -> str:
        return f"{self._rng.randrange(10**count):0{count}d}"


def _feminine(surname: str) -> str:
    """Return the surname of a woman: Седых and Высоцких do not change."""
    if surname.endswith(("ых", "их")):
        return surname
    return surname + "а"


def _latin(word: str) -> str:
    """Return the word in Latin letters, as an e-mail address has it."""
    return "".join(
        _LATIN.get(
            letter,
            letter if letter.isascii() and letter.isalnum() else "",
        )
        for letter in word.lower()
    )
