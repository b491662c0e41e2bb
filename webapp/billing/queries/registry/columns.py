"""The columns a debts registry may have, and the many headers people give them."""

from django.utils.translation import gettext_lazy as _

from webapp.billing.queries.registry import identifiers, meanings, places
from webapp.uploads.tables import cells, numbers
from webapp.uploads.tables.columns import Column, Layout, Need

COLUMNS = (
    Column(
        "account",
        numbers.short,
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
        meanings.kind,
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
        "residence",
        cells.words,
        (
            *("адрес регистрации", "юридический адрес", "адрес по егрюл", "адрес егрюл"),
            *("адрес регистрации юридический адрес", "место жительства", "место нахождения"),
            *("legal address", "residence"),
        ),
        heading="Адрес регистрации / юридический адрес",
    ),
    Column(
        "right",
        meanings.right,
        ("право", "вид права", "основание", "собственник или наниматель", "right"),
    ),
    Column("share", meanings.share, ("доля", "доля в праве", "размер доли", "share")),
    Column("right_since", cells.day, ("право с", "дата права", "дата регистрации права")),
    Column(
        "right_proof",
        cells.long_text,
        ("документ о праве", "выписка егрн", "егрн", "основание права", "proof of right"),
        heading="Документ о праве",
    ),
    Column(
        "settlement",
        cells.long_text,
        ("населенный пункт", "город", "нас пункт", "нп", "settlement", "city"),
        heading="Населённый пункт",
    ),
    Column("street", cells.long_text, ("улица", "street")),
    Column("house", numbers.short, ("дом", "№ дома", "номер дома", "house")),
    Column(
        "flat",
        numbers.short,
        ("квартира", "кв", "№ квартиры", "номер квартиры", "flat"),
    ),
    Column("korpus", numbers.short, ("корпус", "корп", "№ корпуса", "korpus")),
    Column("stroenie", numbers.short, ("строение", "стр", "№ строения", "stroenie")),
    Column("litera", numbers.short, ("литера", "лит", "litera")),
    Column(
        "premises",
        numbers.short,
        ("помещение", "№ помещения", "номер помещения", "офис", "premises"),
    ),
    Column("room", numbers.short, ("комната", "комн", "№ комнаты", "номер комнаты", "room")),
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
        meanings.service,
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
    Column(
        "paid",
        cells.money,
        ("оплачено", "оплата", "уплачено", "оплачено руб", "paid"),
        is_required=True,
        may_be_empty=True,
    ),
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
    Column("norm", meanings.quantity, ("норматив", "норматив на человека", "norm")),
    Column(
        "persons",
        meanings.people,
        ("человек", "проживает", "зарегистрировано", "количество проживающих", "persons"),
    ),
    Column(
        "contractual",
        cells.yes_or_no,
        ("контакты из договора", "контакты по договору", "contractual contacts"),
    ),
    Column("tariff", meanings.quantity, ("тариф", "цена", "тариф руб", "tariff")),
)
LAYOUT = Layout(
    COLUMNS,
    needs=(
        Need(
            _("Address (or settlement, street and house)"),
            ways=(frozenset({"address"}), frozenset({"settlement", "street", "house"})),
        ),
    ),
)
EXAMPLE = {
    "account": "700012345",
    "name": "Смирнова Анна Павловна",
    "kind": "физлицо",
    "district": "Северный",
    "address": "г. Тверь, ул. Мира, д. 1, кв. 2",
    "residence": "170100, Тверская обл., г. Тверь, ул. Мира, д. 1, кв. 2",
    "right": "собственник",
    "share": "1/2",
    "right_since": "14.05.2019",
    "right_proof": "Выписка из ЕГРН от 01.10.2026",
    "emails": "anna@example.com",
    "phones": "+7 916 123-45-67",
    "service": "электроснабжение",
    "period": "08.2026",
    "charged": "1500,50",
    "paid": "0,00",
    "restriction_possible": "да",
    "never_cut": "нет",
    "norm": "130",
    "persons": "2",
    "tariff": "6,17",
}
