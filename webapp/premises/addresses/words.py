"""The words of addresses.

How kinds of settlements, streets, houses and flats are written, by the one name they go under.
"""

from webapp.premises.addresses.kinds import Ownership, UnitKind


def _by_spelling(spellings: dict[str, str]) -> dict[str, str]:
    kinds: dict[str, str] = {}
    for kind, written in spellings.items():
        kinds.update(dict.fromkeys(written.split(), kind))
    return kinds


STREETS = _by_spelling(
    {
        "улица": "ул улица",
        "проспект": "пр пр-т пр-кт просп проспект",
        "переулок": "пер переулок",
        "бульвар": "б-р бул бульв бульвар",
        "набережная": "наб набережная",
        "шоссе": "ш шоссе",
        "площадь": "пл площадь",
        "проезд": "пр-д проезд",
        "тупик": "туп тупик",
        "аллея": "ал аллея",
        "линия": "лин линия",
        "тракт": "тракт тр-т",
        "въезд": "въезд",
        "спуск": "спуск",
        "съезд": "съезд",
        "проулок": "проул проулок",
        "просека": "просека",
        "дорога": "дор дорога",
    }
)
# what is laid out with houses and has streets of its own or none, and what divides a street or
# garages
AREAS = _by_spelling(
    {
        "микрорайон": "мкр мкрн мкр-н м-н микрорайон",
        "квартал": "кв-л квартал",
        "снт": "снт сот с/т ст-во",
        "тсн": "тсн",
        "днт": "днт дпк днп",
        "гск": "гск гпк гк гсо гаражный-кооператив",
        "территория": "тер территория",
        "промзона": "промзона промузел пром.зона",
        "городок": "городок в/г",
        "жилрайон": "жилрайон ж/р",
        "ряд": "ряд",
        "километр": "км километр",
    }
)
STREET_KINDS = {**STREETS, **AREAS}
# files leave such a kind out or write another one; where houses stand in areas, the kind is part of
# the name
KINDS_LEFT_OUT = frozenset("улица проспект переулок бульвар набережная шоссе площадь".split())
COOPERATIVES = frozenset({"гск"})

CITIES = ("г", "гор", "город")
SETTLEMENTS = _by_spelling(
    {
        "поселок": "п пос поселок",
        "пгт": "пгт",
        "рп": "рп",
        "дп": "дп",
        "кп": "кп",
        "село": "с село",
        "деревня": "д дер деревня",
        "хутор": "х хут хутор",
        "станица": "ст-ца станица",
        "станция": "ст станция",
        "слобода": "сл слобода",
        "аул": "аул",
        "разъезд": "рзд разъезд",
        "местечко": "местечко",
        "починок": "починок",
        "выселок": "выс выселок",
        "кордон": "кордон",
        "улус": "улус",
    }
)
SETTLEMENT_KINDS = {
    **dict.fromkeys(CITIES, ""),
    **SETTLEMENTS,
    "р-н": "район",
    "район": "район",
}

COUNTRIES = frozenset(
    {
        "россия",
        "рф",
        "российская федерация",
        "казахстан",
        "рк",
        "республика казахстан",
    }
)
# republics and districts that are written without saying what they are
REGIONS = frozenset(
    (
        "татарстан башкортостан чувашия дагестан карелия коми мордовия удмуртия хакасия "
        "якутия бурятия тыва "
        "адыгея ингушетия калмыкия крым чечня хмао янао"
    ).split()
)

OWNERSHIPS = {
    Ownership.HOUSE: ("д", "дом"),
    Ownership.POSSESSION: ("вл", "влад", "влд", "владение"),
    Ownership.HOUSEHOLD: ("двлд", "домовл", "домовлад", "домовладение"),
    Ownership.BUILDING: ("зд", "здание"),
    Ownership.CONSTRUCTION: ("соор", "сооруж", "сооружение"),
    Ownership.PLOT: ("уч", "уч-к", "участок", "з/у", "земельный участок"),
}
BLOCKS = {
    "korpus": ("к", "кор", "корп", "корпус"),
    "stroenie": ("с", "стр", "строен", "строение"),
    "litera": ("л", "лит", "литер", "литера"),
}
UNITS = {
    UnitKind.FLAT: ("кв", "кварт", "квартира"),
    UnitKind.ROOM: ("ком", "комн", "комната"),
    UnitKind.OFFICE: ("оф", "офис"),
    UnitKind.CABINET: ("каб", "кабинет"),
    UnitKind.PREMISES: ("пом", "помещ", "помещение"),
    UnitKind.NON_RESIDENTIAL: (
        "нежилое помещение",
        "нежилое помещ",
        "нежилое пом",
        "нежил помещ",
        "нежил пом",
        "неж помещение",
        "неж помещ",
        "неж пом",
        "н/п",
        "нежилое",
    ),
    UnitKind.GARAGE: ("гараж", "гар", "г-ж"),
    UnitKind.BOX: ("бокс", "гаражный бокс"),
    UnitKind.PARKING: (
        "м/м",
        "м-м",
        "маш место",
        "машино-место",
        "машиноместо",
        "парковочное место",
        "парк место",
        "место парковки",
    ),
    UnitKind.STORAGE: ("кладовая", "кладовка", "клад"),
    UnitKind.PAVILION: ("пав", "павильон"),
    UnitKind.SECTION: ("секция", "секц"),
    UnitKind.FLOOR: ("эт", "этаж"),
    UnitKind.ENTRANCE: ("подъезд", "под"),
}
