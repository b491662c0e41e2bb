"""The columns a debts registry may have, and the many headers people give them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from webapp.billing.queries.registry import cells, identifiers, places, sheets
from webapp.staff import characters


@dataclass(frozen=True, slots=True)
class Column:
    """One column: how its cells are read, and under which headers it is known.

    People are shown ``heading``, or the first of the headers with a large letter.
    """

    key: str
    read: Callable[[Any], Any]
    names: tuple[str, ...]
    is_required: bool = False
    heading: str = ""


COLUMNS = (
    Column(
        "account",
        identifiers.short,
        (
            "лицевой счет",
            "лс",
            "л с",
            "№ лс",
            "номер лс",
            "номер лицевого счета",
            "№ лицевого счета",
            "account",
        ),
        True,
        heading="Лицевой счёт",
    ),
    Column(
        "name",
        cells.name,
        (
            "фио наименование",
            "фио",
            "наименование",
            "абонент",
            "потребитель",
            "должник",
            "фио наименование абонента",
            "контрагент",
            "name",
        ),
        True,
        heading="ФИО / наименование",
    ),
    Column(
        "kind",
        cells.kind,
        ("вид", "вид абонента", "тип", "тип абонента", "вид потребителя", "kind"),
    ),
    Column("inn", identifiers.inn, ("инн", "inn"), heading="ИНН"),
    Column("kpp", identifiers.kpp, ("кпп", "kpp"), heading="КПП"),
    Column("ogrn", identifiers.ogrn, ("огрн", "огрнип", "огрн огрнип", "ogrn"), heading="ОГРН"),
    Column("birth_date", cells.day, ("дата рождения", "д р", "др", "birth date")),
    Column("district", cells.long_text, ("район", "участок", "отделение", "district")),
    Column(
        "address",
        cells.words,
        ("адрес", "адрес объекта", "адрес помещения", "адрес поставки", "address"),
    ),
    Column(
        "settlement",
        cells.long_text,
        ("населенный пункт", "город", "нас пункт", "нп", "settlement", "city"),
        heading="Населённый пункт",
    ),
    Column("street", cells.long_text, ("улица", "street")),
    Column("house", identifiers.short, ("дом", "№ дома", "номер дома", "house")),
    Column(
        "flat",
        identifiers.short,
        ("квартира", "кв", "№ квартиры", "номер квартиры", "flat"),
    ),
    Column("korpus", identifiers.short, ("корпус", "корп", "№ корпуса", "korpus")),
    Column("stroenie", identifiers.short, ("строение", "стр", "№ строения", "stroenie")),
    Column("litera", identifiers.short, ("литера", "лит", "litera")),
    Column(
        "premises",
        identifiers.short,
        ("помещение", "№ помещения", "номер помещения", "офис", "premises"),
    ),
    Column("room", identifiers.short, ("комната", "комн", "№ комнаты", "номер комнаты", "room")),
    Column(
        "house_code",
        places.fias_code,
        (
            *("код фиас дома", "фиас дома", "гар дома", "код гар дома", "guid дома"),
            *("идентификатор дома по фиас", "houseguid", "house guid"),
        ),
        heading="Код ФИАС дома",
    ),
    Column(
        "premises_code",
        places.fias_code,
        (
            *("код фиас помещения", "фиас помещения", "гар помещения", "код гар помещения"),
            *("guid помещения", "идентификатор помещения по фиас", "roomguid", "premises guid"),
        ),
        heading="Код ФИАС помещения",
    ),
    Column(
        "emails",
        identifiers.emails,
        ("e mail", "email", "эл почта", "электронная почта", "почта", "contacts email"),
        heading="E-mail",
    ),
    Column(
        "phones",
        identifiers.phones,
        ("телефон", "телефоны", "мобильный телефон", "сотовый", "тел", "phone"),
    ),
    Column(
        "contacts",
        identifiers.contacts,
        ("контакты", "контактные данные", "телефон e mail", "телефон email", "contacts"),
    ),
    Column(
        "contract_number",
        identifiers.contract_number,
        ("договор №", "договор", "№ договора", "номер договора", "contract"),
    ),
    Column(
        "contract_date", cells.day, ("дата договора", "договор дата", "договор от", "contract date")
    ),
    Column(
        "service",
        cells.service,
        ("услуга", "вид услуги", "ресурс", "коммунальная услуга", "service"),
        True,
    ),
    Column(
        "period",
        cells.month,
        ("период", "месяц", "расчетный период", "период начисления", "period"),
        True,
    ),
    Column(
        "charged",
        cells.money,
        ("начислено", "начисление", "сумма начисления", "начислено руб", "charged"),
        True,
    ),
    Column("paid", cells.money, ("оплачено", "оплата", "уплачено", "оплачено руб", "paid"), True),
    Column(
        "due_date", cells.day, ("срок оплаты", "оплатить до", "дата оплаты до", "due", "due date")
    ),
    Column("supplier", cells.name, ("поставщик", "инн поставщика", "supplier")),
    Column(
        "restriction_possible",
        cells.yes_or_no,
        (
            "отключение возможно",
            "ограничение возможно",
            "техническая возможность",
            "restriction possible",
        ),
    ),
    Column("never_cut", cells.yes_or_no, ("не отключать", "неотключаемый", "never cut")),
)
BY_NAME = {name: column for column in COLUMNS for name in column.names}


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header stands and which column is where."""

    row: int
    places: dict[int, Column] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    columns: tuple[Column, ...] = COLUMNS
    sheet: sheets.Sheet = field(default_factory=lambda: sheets.Sheet("", []))

    def address(self, *, place: int, number: int) -> str:
        """Return what a spreadsheet calls a cell.

        Its place in the row from zero, its row from one.
        """
        return self.sheet.address(row=number, column=place + 1)

    def title(self, key: str) -> str:
        """Return the header as the file writes it, else as we would."""
        return self.titles.get(key) or next(
            title(column) for column in self.columns if column.key == key
        )


def title(column: Column) -> str:
    """Return the header of a column as our own registries write it."""
    return column.heading or column.names[0].capitalize()


def find_header(
    *, file_name: str, table: sheets.Sheet, columns: tuple[Column, ...] = COLUMNS
) -> Header:
    """Return the row that names the most columns.

    Those of a debts registry, unless others are given.

    :raises UnableToReadRegistry: when it lacks a required column, or names one twice
    """
    first = enumerate(table.rows[: sheets.HEADER_WITHIN])
    header = max(
        (_header(number, row, columns, table) for number, row in first),
        key=lambda found: len(found.places),
    )
    known = [column.key for column in header.places.values()]
    doubled = sorted({header.title(key) for key in known if known.count(key) > 1})
    if doubled:
        message = _(
            "«%(file)s»: the header names one thing twice: %(columns)s. Keep one of the columns."
        )
        raise sheets.UnableToReadRegistry(
            message % {"file": file_name, "columns": ", ".join(doubled)}
        )
    missing = _missing(set(known), columns)
    if missing:
        message = _(
            "«%(file)s»: the header is wrong, these columns are missing: %(columns)s. Name "
            "them so in the first row and repeat."
        )
        raise sheets.UnableToReadRegistry(
            message % {"file": file_name, "columns": ", ".join(missing)}
        )
    return header


def by_name(columns: tuple[Column, ...]) -> dict[str, Column]:
    """Return columns by every header under which they are known."""
    return {name: column for column in columns for name in column.names}


def _header(
    number: int, row: list[Any], columns: tuple[Column, ...], sheet: sheets.Sheet
) -> Header:
    known = by_name(columns)
    places = {
        place: known[cells.plain(cell)]
        for place, cell in enumerate(row)
        if cells.plain(cell) in known
    }
    titles = {
        column.key: cells.shown(characters.without_breaks(str(row[place])))
        for place, column in places.items()
    }
    return Header(
        row=number,
        places=places,
        titles=titles,
        columns=columns,
        sheet=sheet,
    )


def _missing(known: set[str], columns: tuple[Column, ...]) -> list[str]:
    """An address is either one column or settlement, street and house."""
    missing = [
        title(column) for column in columns if column.is_required and column.key not in known
    ]
    is_addressed = any(column.key == "address" for column in columns)
    if is_addressed and "address" not in known and not {"settlement", "street", "house"} <= known:
        missing.append(_("Address (or settlement, street and house)"))
    return missing
