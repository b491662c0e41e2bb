"""The outer shape of 1CClientBankExchange: encoding, lines, sections of ``Key=Value``.

Pure: bytes in, sections out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from webapp.uploads.tables.said import said as _

SIGNATURE = "1CClientBankExchange"
# Every file has one of these words, so the right encoding is the one in which they can be read.
LANDMARKS = ("ВерсияФормата", "СекцияДокумент", "СекцияРасчСчет", "КонецФайла")
DOCUMENT = "СекцияДокумент"
BETWEEN = "between"
ENCODINGS = ("utf-8-sig", "cp1251", "cp866", "utf-16")
KEY = re.compile(r"[A-Za-zА-ЯЁа-яё]+[0-9]{0,2}")
PURPOSE = "НазначениеПлатежа"
# Every key of a document by the specification. In a purpose of several lines any other word before
# "=" is the payer's own.
DOCUMENT_KEYS = frozenset(
    """
    Номер Дата Сумма КвитанцияДата КвитанцияВремя КвитанцияСодержание ДатаСписано ДатаПоступило
    Плательщик Плательщик1 Плательщик2 Плательщик3 Плательщик4 ПлательщикИНН ПлательщикКПП
    ПлательщикСчет ПлательщикРасчСчет
    ПлательщикБанк1 ПлательщикБанк2 ПлательщикБИК ПлательщикКорсчет
    Получатель Получатель1 Получатель2 Получатель3 Получатель4 ПолучательИНН ПолучательКПП
    ПолучательСчет ПолучательРасчСчет
    ПолучательБанк1 ПолучательБанк2 ПолучательБИК ПолучательКорсчет
    ВидПлатежа ВидОплаты Код КодНазПлатежа Очередность СрокПлатежа СрокАкцепта ВидАккредитива
    ПлатежПоПредст ДополнУсловия
    УсловиеОплаты1 УсловиеОплаты2 УсловиеОплаты3 НомерСчетаПоставщика ДатаОтсылкиДок
    СтатусСоставителя ПоказательКБК ОКАТО ПоказательОснования ПоказательПериода ПоказательНомера
    ПоказательДаты ПоказательТипа
    НазначениеПлатежа НазначениеПлатежа1 НазначениеПлатежа2 НазначениеПлатежа3 НазначениеПлатежа4
    НазначениеПлатежа5 НазначениеПлатежа6
    """.split()
)


class UnableToRead(Exception):
    """The bytes are not a bank statement in this format."""


@dataclass(slots=True)
class Section:
    """The lines between an opening word and its closing word, as ``key -> value``."""

    name: str
    line: int
    kind: str = ""
    values: dict[str, str] = field(default_factory=dict)
    is_closed: bool = False
    last_key: str = ""

    def take(self, line: str) -> None:
        """Read ``Key=Value``; a line of no such shape goes on with the value before it."""
        key, equals, value = line.partition("=")
        key = key.strip()
        if equals and KEY.fullmatch(key) and not self._goes_on(key):
            self.last_key = key
            self.values[key] = value.strip()
        elif self.last_key:
            self.values[self.last_key] = f"{self.values[self.last_key]} {line.strip()}".strip()

    def _goes_on(self, key: str) -> bool:
        """A bank writes a document's key once.

        The second “Сумма=” is the payer's words, and so is “НДС=” inside a purpose.
        """
        if self.name != DOCUMENT:
            return False
        return key in self.values or (
            key not in DOCUMENT_KEYS and self.last_key.startswith(PURPOSE)
        )

    def get(self, *keys: str) -> str:
        """Return the first value that is not empty."""
        return next(
            (self.values[key] for key in keys if self.values.get(key)),
            "",
        )


@dataclass(slots=True)
class Outline:
    """The file cut into sections.

    ``own`` are the bank accounts that the header names as the supplier's; ``strays`` are lines
    outside sections.
    """

    text: str
    header: Section
    accounts: list[Section] = field(default_factory=list)
    documents: list[Section] = field(default_factory=list)
    own: list[str] = field(default_factory=list)
    strays: list[int] = field(default_factory=list)
    is_finished: bool = False


def outline(content: bytes) -> Outline:
    """Return the file cut into sections.

    :raises UnableToRead: when the bytes are not such a file
    """
    text = _decode(content)
    lines = _lines(text)
    if next(lines, (0, ""))[1] != SIGNATURE:
        raise UnableToRead(
            _(
                "This is not a 1CClientBankExchange file. In the bank's program choose the "
                "export to 1C (kl_to_1c.txt)."
            )
        )
    found = Outline(text, Section("header", 1))
    current = found.header
    for number, line in lines:
        word, _equals, value = line.partition("=")
        if word == SIGNATURE or (
            found.is_finished and word.strip() in {DOCUMENT, "СекцияРасчСчет"}
        ):
            raise UnableToRead(
                _(
                    "Line %(line)s begins another statement: several files are joined into "
                    "one. Load each of them apart."
                )
                % {"line": number}
            )
        current = _next_section(
            found,
            current,
            number,
            word.strip(),
            value.strip(),
        ) or _taken(found, current, number, line)
    return found


def _decode(content: bytes) -> str:
    if not content.strip():
        raise UnableToRead(
            _("The file is empty. Export the statement from the bank's program once more.")
        )
    for encoding in ENCODINGS:
        text = (
            content.decode(encoding, errors="replace").lstrip("\ufeff").replace("\x00", "\ufffd")
        )  # the database takes no zero bytes
        if any(word in text for word in LANDMARKS):
            return text
    if SIGNATURE.encode() in content[:200]:
        raise UnableToRead(
            _(
                "The encoding of the file is not known. Export it in the Windows (CP1251) "
                "or UTF-8 encoding."
            )
        )
    raise UnableToRead(
        _(
            "This is not a 1CClientBankExchange file. In the bank's program choose the "
            "export to 1C (kl_to_1c.txt)."
        )
    )


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield numbered lines that hold something.

    ``str.splitlines`` would also cut at characters that purposes contain.
    """
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), start=1):
        if line.strip():
            yield number, line.strip()


def _next_section(
    outline: Outline, current: Section, number: int, word: str, value: str
) -> Section | None:
    """Return the section that a word opens, or the header after a word that closes one.

    Nothing for an ordinary line.
    """
    if word == DOCUMENT:
        outline.documents.append(Section(word, number, kind=value))
        return outline.documents[-1]
    if word == "СекцияРасчСчет":
        outline.accounts.append(Section(word, number))
        return outline.accounts[-1]
    if word in {"КонецДокумента", "КонецРасчСчет", "КонецФайла"}:
        current.is_closed = word != "КонецФайла"
        outline.is_finished |= word == "КонецФайла"
        return Section(BETWEEN, number)
    return None


def _taken(outline: Outline, current: Section, number: int, line: str) -> Section:
    current.take(line)
    if current.name == BETWEEN and any(
        map(str.isalnum, line)
    ):  # an old program ends a file with a control character
        outline.strays.append(number)
    if current is outline.header and current.last_key == "РасчСчет":
        outline.own.append(current.values["РасчСчет"])
    return current
