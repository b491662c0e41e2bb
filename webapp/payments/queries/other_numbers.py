"""Numbers in a purpose that are no account: of papers, people, meters and banks.

Pure: text in, text out.
"""

import re

# the words before numbers of other things; over-reading only makes a payment wait
_NAMES = (
    r"индекс\w*|паспорт\w*|пасп|снилс|полис\w*|свидетельств\w*|удостоверени\w*|серия|"
    r"квитанци\w*|квит|чек\w*|ордер\w*|показани\w*|показ|пок|расход\w*|кВт\w*|"
    r"сч[её]тчик\w*|прибор\w*|пу|зав(?:одской)?\.?\s?(?:номер\w*|(?=[№N]))|пломб\w*|"
    r"тел(?:ефон\w*)?|моб(?:ильн\w*)?|сот(?:ов\w*)?|"
    r"реестр\w*|заявк\w*|заявлени\w*|запрос\w*|обращени\w*|заказ\w*|поручени\w*|п/?п|"
    r"карт[аеуы]|карточк\w*|терминал\w*|транзакци\w*|операци\w*|код\w*|"
    r"уин|уип|уид|умд|бик|инн|кпп|огрн\w*|октмо|окато|кбк|елс|ижку|фиас|гар|"
    r"[рк]/сч?|(?:расч\w*|кор\w*|банк\w*)\.?\s*сч\w*|док(?:умент\w*)?|вх|исх|рег"
)
_BETWEEN = r"[\s:=№#.()|\-]{0,20}"
_NUMBER = r"[0-9A-Za-zА-ЯЁа-яё/_-]*[0-9][0-9A-Za-zА-ЯЁа-яё/_-]*"
_GROUPS = (
    r"(?:[\s,/№]{1,4}(?:и\s|(?:день|ночь|пик|полупик|[тТ]\s?[1-3])[\s:=-]{0,3})?\d{1,25}(?!"
    r"[\d.]))*+"
)
OTHER = re.compile(
    rf"(?<![0-9A-Za-zА-ЯЁа-яё/])(?:{_NAMES})(?![A-Za-zА-ЯЁа-яё])(?:{_BETWEEN}[А-ЯЁа-яё]{{1,15}}"
    rf"(?![0-9А-ЯЁа-яё])){{0,3}}"
    rf"{_BETWEEN}(?:N[oо]?[.\s]{{0,2}})?((?>{_NUMBER}(?:\.\d{{1,4}}){{0,2}}){_GROUPS})",
    re.IGNORECASE,
)
# 394018 г Верхнедонск; 394018, Воронежская обл.
POSTCODE = re.compile(
    r"(?<![\d/-])([1-6]\d{5})(?=[\s,]{1,3}(?:рф\b|росси|г[.\s]|гор[.\s]|город|пос|пгт|дер|с\."
    r"|ул|пр|"
    r"(?:республик|респ|край|обл)|[А-ЯЁ][а-яё-]{2,20}\s(?:обл|край|респ|р-н|г\b|ул)))",
    re.IGNORECASE,
)


def painted_over(text: str) -> str:
    """Return a purpose in which these numbers cannot be taken for an account."""
    for pattern in (OTHER, POSTCODE):
        text = pattern.sub(_hidden, text)
    return text


def _hidden(match: re.Match[str]) -> str:
    whole = match[0]
    start = match.start(1) - match.start()
    return whole[:start] + "|" * (len(whole) - start)
