"""The months that a payer names: they are paid first (ГК РФ ст. 319.1 п. 1).

Pure: text in, months out.

Every way of writing a period is one form (`month_forms`). What looks like a period and fits no form
is given back as ``unread``: a named month must never be replaced by the earliest debt without a
word.
"""

import functools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _

from webapp.payments.queries import month_doubts, month_forms, purpose
from webapp.payments.queries.month_forms import Needs

# a payment order has room for 210 signs
LENGTH_MAX = 1_000
MONTHS_MAX = 36
# nobody writes a list or a range that goes back by less than this across the turn of a year
TURN_OF_YEAR = 6

LABEL_LENGTH_MAX = 40
# nobody pays for a month farther ahead: the figures mean something else
AHEAD_MAX = relativedelta(years=1)
LABEL = re.compile(
    r"(?<!\w)(?:за|период\w*|пер\.|paymperiod|мес(?:яц\w*|\.)|оплат[аы])[\s:=«\"(]*(?:с\s+)?$"
)
LABEL_OF_DAY = re.compile(r"(?<!\w)(?:за|период\w*|пер\.)[\s:=«\"(]*(?:с\s+)?$")
"""A day after «оплата» is the day of paying."""
LABEL_OF_YEAR = re.compile(r"(?<!\w)(?:за|период\w*)[\s:=]*(?:весь\s+)?$")
ADVANCE = re.compile(r"(?<!\w)(?:аванс|предоплат|предварительн|наперед|вперед)")
# «до июня», «по май», «кроме мая», «с июня»; «за май не платить»; «долг на октябрь»
OPEN_AHEAD = re.compile(
    r"(?<!\w)(?:до|по|после|кроме|исключая|без|не|не\s+за|кроме\s+за|"
    r"(?:долг|задолж)\w*\.?\s+(?:[а-я]+\s+){0,2}на(?:\s+(?:начало|конец))?)\s*$"
)
# «за Марту» is a person or a slip
DATIVE = re.compile(r"(?:март|август)у|маю")
OPEN_START = re.compile(r"(?<!\w)с[о]?\s*$")
DENIED_AFTER = re.compile(r"[\s(]*не\s+(?:плат|оплат|оплач|учит|засч|над|нужн)\w*")
RANGE = re.compile(r"\s*(?:-|–|—|−|по|до|\.\.+)\s*")
LABELS = {Needs.RANGE: LABEL_OF_DAY, Needs.LABEL_OF_YEAR: LABEL_OF_YEAR}
LIST = re.compile(r"\s*(?:[,;+&/]|и(?=\s))?\s*(?:за\s+|и\s+)?")
# the name of a street or of a firm, a day, initials: «ул. 8 Марта», «ООО "Март"», «Май И. И.»
NOT_A_MONTH_AFTER = re.compile(
    r"(?:\d\s*-?(?:го|е)?|[«\"]|(?<!\w)(?:ооо|ао|ип|ул|улиц\w*|пер|пр|пр-т|проспект\w*|пл"
    r"|им)\.?)\s*$"
)
DAY_AHEAD = re.compile(r"\d\s*-?(?:го|е)?\s*$")
NOT_A_MONTH_BEFORE = re.compile(r"\s+[а-я]\.\s?[а-я]\.")

# Latin letters that stand in Russian words by mistake of a keyboard or of a recognizer
LOOKALIKES = str.maketrans("aceopxykmhtb", "асеорхукмнтв")
UNSEEN = re.compile(r"[\u00ad\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


@dataclass(frozen=True, slots=True)
class Named:
    """What a purpose says of months.

    Their first days in the payer's order, and words about a period that were not understood.
    """

    months: tuple[date, ...] = ()
    unread: str = ""


@dataclass(frozen=True, slots=True)
class _Mark:
    """A period as written: its place in the text, its months within a year, and the year where one
    is written.

    ``needs`` says what else must speak for it: a label before it, or a range of two such marks.
    """

    start: int
    end: int
    months: tuple[int, ...]
    year: int | None
    needs: Needs

    @property
    def is_one_month(self) -> bool:
        """Say whether it names no more than a month."""
        return len(self.months) == 1


@functools.lru_cache(maxsize=8192)
def read(text: str, *, paid_on: date) -> Named:
    """Return the months that a purpose names and what of it was not understood.

    The numbers of contracts, invoices and accounts and their dates name no month. A month without a
    year takes the year of its neighbor in a list or a range, else it is the latest such month not
    after the payment.
    """
    if len(text) > LENGTH_MAX:
        return Named((), text[:LABEL_LENGTH_MAX])
    folded = _fold(purpose.without_numbers(text))
    marks = _standing(_marks(folded), folded)
    found: list[date] = []
    for group in _groups(marks, folded):
        months = _months_of(group, folded, paid_on)
        if months is None:
            return Named(
                tuple(dict.fromkeys(found)),
                folded[group[0].start : group[-1].end].strip(),
            )
        found += months
    return Named(tuple(dict.fromkeys(found)), month_doubts.said(_without(marks, folded)))


def is_understood(text: str, *, paid_on: date) -> bool:
    """Say whether a person's months can be read to the end."""
    named = read(text, paid_on=paid_on)
    return bool(named.months) and not named.unread


def advice(text: str) -> str:
    """Return how to write months that are not understood."""
    return _(
        "The months “%(text)s” are not understood. Write them like 06.2026 or 06.2026-08.2026."
    ) % {"text": text}


def _fold(text: str) -> str:
    """Return the text in small letters of one script, without signs that cannot be seen."""
    plain = (
        UNSEEN.sub("", unicodedata.normalize("NFKC", text))
        .lower()
        .replace(
            "ё",
            "е",
        )
    )
    return re.sub(r"\S*[а-я]\S*", lambda word: word[0].translate(LOOKALIKES), plain)


def _marks(text: str) -> list[_Mark]:
    """Return what looks like a period from left to right.

    Each form is tried on what others left.
    """
    found: list[_Mark] = []
    for form in month_forms.FORMS:
        for match in form.pattern.finditer(text):
            said = form.says(match)
            if said is not None:
                span = (match.start(), match.end())
                found.append(_Mark(*span, said.months, said.year, form.needs))
        text = _without(found, text)
    return sorted(found, key=lambda mark: mark.start)


def _without(marks: Sequence[_Mark], text: str) -> str:
    """Return the text with the marks painted over."""
    signs = list(text)
    for mark in marks:
        signs[mark.start : mark.end] = "|" * (mark.end - mark.start)
    return "".join(signs)


def _standing(marks: Sequence[_Mark], text: str) -> list[_Mark]:
    """Leave out what looks like a period but has nothing that speaks for it."""
    standing: list[_Mark] = []
    for index, mark in enumerate(marks):
        if standing:
            before = standing[-1]
        else:
            before = None
        if index + 1 < len(marks):
            after = marks[index + 1]
        else:
            after = None
        if not _is_a_person(mark, text) and _speaks_for(mark, before, after, text):
            standing.append(mark)
    return standing


def _is_a_person(mark: _Mark, text: str) -> bool:
    return mark.year is None and bool(month_doubts.INITIALS.match(text, mark.end))


def _speaks_for(mark: _Mark, before: _Mark | None, after: _Mark | None, text: str) -> bool:
    ahead = _ahead(mark, text)
    label = LABELS.get(mark.needs, LABEL)
    if label.search(ahead):
        return True
    match mark.needs:
        case Needs.NOTHING:
            return True
        case Needs.LABEL:
            return _is_in_line(before, mark, text)
        case Needs.LABEL_OF_YEAR:
            return False
        case Needs.LABEL_OR_RANGE:
            return _is_in_line(before, mark, text) or _is_range(mark, after, text)
        case Needs.RANGE:
            return _is_range(before, mark, text) or _is_range(mark, after, text)
        case Needs.NAME:
            is_in_line = _is_in_line(before, mark, text) or _leads(mark, after, text)
            return is_in_line or _is_bare_name(mark, text)


def _ahead(mark: _Mark, text: str) -> str:
    """Return the words before a mark, as far as a label may stand."""
    return text[max(0, mark.start - LABEL_LENGTH_MAX) : mark.start]


def _leads(mark: _Mark, after: _Mark | None, text: str) -> bool:
    """Tell whether a list or a range with a year begins here."""
    return after is not None and after.year is not None and _is_in_line(mark, after, text)


def _is_bare_name(mark: _Mark, text: str) -> bool:
    """«Оплата электроэнергии июль» names a month.

    A day, a street, a firm and a person of that name do not.
    """
    ahead = _ahead(mark, text)
    is_nominative = month_forms.NOMINATIVE.match(text, mark.start) is not None
    if mark.year is not None:
        return is_nominative or not DAY_AHEAD.search(ahead)
    return (
        is_nominative
        and not NOT_A_MONTH_AFTER.search(ahead)
        and not NOT_A_MONTH_BEFORE.match(text, mark.end)
    )


def _is_range(left: _Mark | None, right: _Mark | None, text: str) -> bool:
    return bool(left and right and RANGE.fullmatch(text, left.end, right.start))


def _is_in_line(left: _Mark | None, right: _Mark | None, text: str) -> bool:
    if left is None or right is None:
        return False
    return _is_range(left, right, text) or bool(LIST.fullmatch(text, left.end, right.start))


def _groups(marks: Sequence[_Mark], text: str) -> Iterator[list[_Mark]]:
    """Yield the marks by lists and ranges."""
    group: list[_Mark] = []
    for mark in marks:
        if group and not _is_in_line(group[-1], mark, text):
            yield group
            group = []
        group.append(mark)
    if group:
        yield group


def _months_of(group: Sequence[_Mark], text: str, paid_on: date) -> list[date] | None:
    """Return the months of a list or a range; nothing when it runs backwards or too far, has an
    open end or is denied.
    """
    if _is_open(group, text):
        return None
    years = _years(group, text, paid_on)
    found: list[date] = []
    for index, (mark, year) in enumerate(zip(group, years, strict=True)):
        own = [date(year, month, 1) for month in mark.months]
        if own[0] - AHEAD_MAX > paid_on:
            return None
        if index and _is_range(group[index - 1], mark, text):
            between = _between(found[-1], own[0])
            if between is None:
                return None
            found += between
        found += own
    return found


def _between(start: date, end: date) -> list[date] | None:
    """Return the months strictly between two."""
    distance = (end.year - start.year) * 12 + end.month - start.month
    if not 0 <= distance <= MONTHS_MAX:
        return None
    return [start + relativedelta(months=step) for step in range(1, distance)]


def _is_open(group: Sequence[_Mark], text: str) -> bool:
    """«До июня» and «с июня» name an end only, «кроме мая» what is not paid, «за марту» nothing."""
    ahead = _ahead(group[0], text)
    if OPEN_AHEAD.search(ahead) or DENIED_AFTER.match(text, group[-1].end):
        return True
    if LABEL_OF_DAY.search(ahead) and DATIVE.match(text, group[0].start):
        return True
    return group[0].is_one_month and len(group) == 1 and bool(OPEN_START.search(ahead))


def _years(group: Sequence[_Mark], text: str, paid_on: date) -> list[int]:
    """Return the year of each mark: its own, its neighbor's, or that of the latest such month."""
    known: list[int | None] = [mark.year for mark in group]
    if not any(known):
        is_advance = ADVANCE.search(_ahead(group[0], text))
        month = group[-1].months[0]
        known[-1] = _nearest_year(month, paid_on) if is_advance else _latest_year(group, paid_on)
    for index in reversed(range(len(group) - 1)):
        after = known[index + 1]
        if known[index] is None and after is not None:
            turns = group[index].months[0] - group[index + 1].months[0] >= TURN_OF_YEAR
            known[index] = after - turns
    for index in range(1, len(group)):
        before = known[index - 1]
        if known[index] is None and before is not None:
            turns = group[index - 1].months[0] - group[index].months[0] >= TURN_OF_YEAR
            known[index] = before + turns
    return [year for year in known if year is not None]


def _latest_year(group: Sequence[_Mark], paid_on: date) -> int:
    """Whoever pays in July «за июнь–август» pays August in advance.

    «за декабрь» in July is the last December.
    """
    first = group[0].months[0]
    last = group[-1].months[-1]
    begins_before = first <= paid_on.month and first <= last
    if begins_before or last <= paid_on.month:
        return paid_on.year
    return paid_on.year - 1


def _nearest_year(month: int, paid_on: date) -> int:
    """Whoever pays in advance looks forward: «авансом за август» in July is the coming one."""
    ahead = (month - paid_on.month) % 12
    if ahead <= TURN_OF_YEAR:
        return paid_on.year + (month < paid_on.month)
    return paid_on.year - (month > paid_on.month)
