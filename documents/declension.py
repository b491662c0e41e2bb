"""Cases of names. Persons are declined by rule and by the table of exceptions.

A name of unknown gender is left as it is written.
"""

import functools
import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from typing import Any

import petrovich.enums
import petrovich.main


class Case(StrEnum):
    """Grammatical cases other than the nominative: the table of exceptions has them all."""

    GENITIVE = "genitive"
    DATIVE = "dative"
    ACCUSATIVE = "accusative"
    INSTRUMENTAL = "instrumental"
    PREPOSITIONAL = "prepositional"


class Gender(StrEnum):
    """Gender as the patronymic tells it."""

    MALE = "male"
    FEMALE = "female"


FEMALE_ENDINGS = ("вна", "чна", "шна", "кызы", "гызы")
MALE_ENDINGS = ("вич", "ич", "оглы", "улы", "углы")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A full name in parts; ``prefix`` is a status written before it, like «ИП»."""

    last_name: str
    first_name: str
    patronymic: str
    prefix: str = ""

    @property
    def gender(self) -> Gender | None:
        """Tell the gender by the patronymic, or nothing when there is none to tell it."""
        ending = self.patronymic.lower()
        if ending.endswith(FEMALE_ENDINGS):
            return Gender.FEMALE
        if ending.endswith(MALE_ENDINGS):
            return Gender.MALE
        return None


@functools.cache
def exceptions() -> dict[str, Any]:
    """Read the table of exceptions once."""
    return tomllib.loads(
        resources.files("documents").joinpath("declension.toml").read_text(encoding="utf-8")
    )


@functools.cache
def engine() -> petrovich.main.Petrovich:
    """Load the rules of declension once: reading them costs more than a paper."""
    return petrovich.main.Petrovich()


def parsed(name: str) -> PersonName:
    """Split a full name «Фамилия Имя Отчество» with an optional status before it."""
    prefix = next(
        (known for known in exceptions()["prefix"] if name.lower().startswith(f"{known} ")),
        "",
    )
    rest = name[len(prefix) :].split(maxsplit=2)
    last_name, first_name, patronymic = (*rest, "", "", "")[:3]
    return PersonName(
        last_name,
        first_name,
        patronymic,
        prefix=name[: len(prefix)],
    )


@functools.lru_cache(maxsize=4096)
def declined(name: str, case: Case) -> str:
    """Put a person's full name into a case."""
    person = parsed(name)
    if person.gender is None or not person.first_name:
        return name
    words = [
        _prefix(person.prefix, case),
        _part("last_name", person.last_name, person.gender, case),
        _part("first_name", person.first_name, person.gender, case),
        _part("patronymic", person.patronymic, person.gender, case),
    ]
    return " ".join(filter(None, words))


def _prefix(prefix: str, case: Case) -> str:
    if prefix:
        return str(exceptions()["prefix"][prefix.lower()][case])
    return ""


ENGINE_PARTS = {
    "last_name": petrovich.enums.NamePart.LASTNAME,
    "first_name": petrovich.enums.NamePart.FIRSTNAME,
    "patronymic": petrovich.enums.NamePart.MIDDLENAME,
}


def _part(part: str, value: str, gender: Gender, case: Case) -> str:
    exception = exceptions().get(part, {}).get(gender, {}).get(value.lower())
    if exception is not None:
        return str(exception[case])
    halves = value.split("-")
    is_surname = part == "last_name"
    if is_surname and any(_ending(half, gender) for half in halves):
        return "-".join(_half(half, gender, case) for half in halves)
    return _by_engine(part, value, gender, case)


def _half(value: str, gender: Gender, case: Case) -> str:
    """Decline a surname, or one of a double one, by the pattern of its ending,
    else by the engine.
    """
    ending = _ending(value, gender)
    if ending is None:
        return _by_engine("last_name", value, gender, case)
    return value.removesuffix(ending["cut"]) + str(ending[case])


def _ending(value: str, gender: Gender) -> dict[str, str] | None:
    """Return the pattern of a surname whose ending the engine takes for another one."""
    endings: list[dict[str, str]] = exceptions()["ending"]
    for ending in endings:
        if gender == ending["gender"] and re.search(ending["of"], value.lower()):
            return ending
    return None


def _by_engine(part: str, value: str, gender: Gender, case: Case) -> str:
    return engine().inflect(
        value,
        petrovich.enums.Case[case.name],
        ENGINE_PARTS[part],
        petrovich.enums.Gender[gender.name],
    )


def instrumentals(names: tuple[str, ...]) -> tuple[str, ...]:
    """Put the names of persons into the instrumental, as after «солидарно с»."""
    return tuple(declined(name, Case.INSTRUMENTAL) for name in names)
