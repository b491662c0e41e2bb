"""The columns of a file of court and bailiff events, and the words by which each event goes."""

from typing import Any

from django.utils.translation import gettext as _

from webapp.billing.queries.registry import columns
from webapp.recovery.models import CourtEvent
from webapp.uploads.tables import cells, numbers
from webapp.uploads.tables.columns import Column, Layout

Kind = CourtEvent.Kind
WORDS: dict[CourtEvent.Kind, tuple[str, ...]] = {
    Kind.ORDER_ISSUED: (
        "судебный приказ выдан",
        "приказ выдан",
        "приказ вынесен",
        "вынесен судебный приказ",
        "выдан судебный приказ",
    ),
    Kind.ORDER_REFUSED: (
        "отказ в судебном приказе",
        "приказ отказ",
        "отказано в выдаче приказа",
    ),
    Kind.ORDER_RETURNED: (
        "заявление возвращено",
        "возврат заявления",
        "возвращено заявление о выдаче приказа",
        "возвращено заявление о вынесении приказа",
    ),
    Kind.ORDER_IN_FORCE: (
        "приказ в силе",
        "приказ вступил в силу",
        "судебный приказ вступил в силу",
    ),
    Kind.ORDER_CANCELED: (
        "приказ отменён",
        "отмена приказа",
        "судебный приказ отменен",
        "отмена судебного приказа",
    ),
    Kind.CLAIM_ACCEPTED: (
        "иск принят",
        "иск принят к производству",
        "заявление принято",
        "принято к производству",
    ),
    Kind.CLAIM_STAYED: (
        "иск оставлен без движения",
        "оставлено без движения",
        "без движения",
    ),
    Kind.CLAIM_RETURNED: ("иск возвращён", "возвращено исковое заявление", "возврат иска"),
    Kind.CLAIM_UNEXAMINED: ("иск оставлен без рассмотрения", "оставлено без рассмотрения"),
    Kind.CLAIM_TERMINATED: ("производство прекращено", "прекращено производство по делу"),
    Kind.SETTLEMENT_APPROVED: (
        "мировое соглашение утверждено",
        "утверждено мировое соглашение",
        "мировое соглашение",
    ),
    Kind.APPEAL_LODGED: ("подана апелляция", "апелляционная жалоба", "подана апелляционная жалоба"),
    Kind.JUDGMENT_UPHELD: ("решение оставлено в силе", "решение оставлено без изменения"),
    Kind.JUDGMENT_CHANGED: ("решение изменено", "решение изменено апелляцией"),
    Kind.JUDGMENT_REVERSED: ("решение отменено", "решение отменено, в иске отказано"),
    Kind.ENFORCEMENT_STAYED: ("исполнение приостановлено", "приостановлено исполнение"),
    Kind.ENFORCEMENT_RESUMED: (
        "приостановление отменено",
        "приостановление исполнения отменено",
        "исполнение возобновлено",
    ),
    Kind.REVERSAL_ORDERED: ("поворот исполнения", "произведён поворот исполнения"),
    Kind.HEARING: ("заседание", "судебное заседание", "назначено заседание"),
    Kind.JUDGMENT_GRANTED: ("иск удовлетворён", "удовлетворено", "решение в нашу пользу"),
    Kind.JUDGMENT_PARTIAL: (
        "иск удовлетворён частично",
        "удовлетворено частично",
        "частично удовлетворен",
    ),
    Kind.JUDGMENT_DENIED: ("в иске отказано", "отказано в иске", "отказано"),
    Kind.JUDGMENT_IN_FORCE: ("решение в силе", "решение вступило в силу"),
    Kind.WRIT_ISSUED: ("исполнительный лист выдан", "выдан исполнительный лист", "ил выдан"),
    Kind.PROCEEDING_OPENED: (
        "ИП возбуждено",
        "исполнительное производство возбуждено",
        "возбуждено",
    ),
    Kind.PROCEEDING_REFUSED: (
        "отказ в возбуждении",
        "в возбуждении отказано",
        "отказано в возбуждении ип",
    ),
    Kind.COLLECTED: ("взыскано", "взыскана сумма", "перечислено взыскателю"),
    Kind.PROCEEDING_PAID: (
        "ИП окончено взысканием",
        "окончено фактическим исполнением",
        "фактическое исполнение",
    ),
    Kind.PROCEEDING_ENDED: (
        "ИП окончено",
        "исполнительное производство окончено",
        "окончено",
        "окончено без взыскания",
        "акт о невозможности",
    ),
}
"""The words of each event.

The first is ours, in every spelling that ``cells.plain`` takes for the same.
"""
_KINDS = {
    cells.plain(word): kind
    for kind, words in WORDS.items()
    for word in (*words, kind, kind.value.replace("_", " "))
}


def _kind(value: Any) -> CourtEvent.Kind:
    """Return what happened, by any of its usual names."""
    found = _KINDS.get(cells.plain(value))
    if found is None:
        known = ", ".join(words[0] for words in WORDS.values())
        raise cells.BadCell(
            _("The event is unknown. Known events: %(events)s.") % {"events": known}
        )
    return found


def _number(value: Any) -> str:
    return cells.fitting(numbers.number(value), 60)


def _note(value: Any) -> str:
    return cells.fitting(cells.text(value), 300)


def _debtor(value: Any) -> str:
    return cells.fitting(cells.text(value), 300)


def _schedule(value: Any) -> str:
    return cells.fitting(cells.text(value), 1000)


_ACCOUNT = next(column for column in columns.COLUMNS if column.key == "account")
COLUMNS = (
    Column("account", numbers.short, _ACCOUNT.names),
    Column(
        "court_number",
        _number,
        ("номер дела в суде", "номер дела", "№ дела", "дело", "судебное дело", "court case"),
    ),
    Column(
        "writ",
        _number,
        (
            "исполнительный документ",
            "номер исполнительного документа",
            "исполнительный лист",
            "ид",
            "номер ид",
            "№ ид",
            "writ",
        ),
    ),
    Column(
        "proceeding",
        _number,
        ("исполнительное производство", "номер ип", "№ ип", "ип", "proceeding"),
    ),
    Column("our_case", _number, ("наше дело", "дело взыскания", "recovery case")),
    Column("kind", _kind, ("событие", "вид события", "event"), True),
    Column("happened_on", cells.day, ("дата", "дата события", "date"), True),
    Column("number", _number, ("номер", "№", "номер документа", "number")),
    Column("principal", cells.money, ("основной долг", "сумма", "взыскано", "principal")),
    Column("penalty", cells.money, ("пени", "пеня", "неустойка", "penalty")),
    Column("duty", cells.money, ("госпошлина", "пошлина", "duty")),
    Column("debtor", _debtor, ("ответчик", "против кого", "respondent")),
    Column("until", cells.day, ("срок до", "до какого дня", "until")),
    Column("schedule", _schedule, ("график", "график платежей", "schedule")),
    Column("note", _note, ("примечание", "основание", "комментарий", "note")),
)
LAYOUT = Layout(COLUMNS)
EXAMPLE = {
    "account": "700012345",
    "court_number": "2-123/2026",
    "kind": WORDS[Kind.ORDER_ISSUED][0],
    "happened_on": "15.10.2026",
    "number": "2-123/2026",
}
NAMES = ("account", "court_number", "writ", "proceeding", "our_case")
NUMBERS = {
    Kind.WRIT_ISSUED: "writ",
    **dict.fromkeys(
        (Kind.PROCEEDING_OPENED, Kind.COLLECTED, Kind.PROCEEDING_PAID, Kind.PROCEEDING_ENDED),
        "proceeding",
    ),
    Kind.PROCEEDING_REFUSED: "",
}
"""The column that gives an event its number when it has none of its own.

For all others it is that of a court case.
"""
