"""Money that belongs to no single customer: of many payers, given back, moved, foreign. Pure."""

import re

from webapp.payments.queries import bank_accounts, lettering

# «по реестру операций», «за 12 операций», «перевод собранных платежей», «комиссия удержана»
_LUMP = re.compile(
    r"реестр\w*\s+(?:операци|плат|принят|перев|зачисл|получат|№|N|от\b|за\b|\d)|(?:по|согласно"
    r"|соответствии с)\s+реестр|"
    r"(?:по|за|из|всего|кол-во|количество)\s+\d+\s+(?:операци|плат[её]ж|транзакци|чек)|(?:собранны"
    r"|принят)\w*\s+(?:\w+\s+){0,3}(?:плат[её]ж|средств|денежн)|"
    r"плат[её]жи?\s+(?:населения|физ|принят|собран)|плат[её]ж(?:ей|и)\s+(?:физ|насел|граждан"
    r"|абонент|потребител)|"
    r"(?:принят|собран|получ|поступ|внес)\w*\s+(?:от|с|со|у)\s+(?:населен|физ|гражд|аренд|абонент|"
    r"жил|жит|покупат|потребит|собствен|член|садовод)|"
    r"(?:перевод|средств|ден[её][гж]|взнос|сбор)\w*\s+(?:от\s+)?(?:физ|насел|гражд|жил)|"
    r"(?<!\w)выручк|(?<!\w)касс[аы]\s*(?:№\s*)?\d|"
    r"эквайринг|инкассац|сводн\w+\s+плат[её]ж|возмещени\w*\s+(?:\w+\s+)?(?:операци|по\s+карт"
    r"|по\s+торгов)",
    re.IGNORECASE,
)
_COMMISSION = re.compile(
    r"(?<!без\s)(?:за\s+вычетом|за\s+минусом|удерж\w*|сумма|размер\w*|в\s?т\.?\s?ч\.?"
    r"|включая)\s+(?:\w+\s+)?комисси|"
    r"(?<!без\s)комисси\w*\s+(?:банка\s+|агента\s+|оператора\s+)?(?:удерж|вычт|состав|[1-9])",
    re.IGNORECASE,
)
# «л/с N и другие согласно списку», «за всех жильцов», «+ ещё 4 квартиры», «кв. 1-20»
_AND_OTHERS = re.compile(
    r"(?<!\w)и\s+(?:др(?:\.|уги[ехм]\w*)|остальны\w+|проч\w+|пр\.(?!\s*(?-i:[А-ЯЁ]))|"
    r"т\.?\s?[дп]\.)|"
    r"(?<!\w)ещ[её]\s+(?:\w+\s+)?(?:\d|кварт|лиц|л/с|абон|потреб|дом)|"
    r"(?<!\w)(?:по|согласно|см\.?|в)\s+(?:\w+\s+)?(?:списк\w*|перечн\w+|"
    r"ведомост\w+(?!\s+(?:\w*потребл|показан|расход|эл|энерг|уч[её]т)))|"
    r"(?<!\w)список(?!\w)|см\.?\s*(?:в\s+)?прил(?:\.|ожен)",
    re.IGNORECASE,
)
_MANY_PEOPLE = re.compile(
    r"(?<!\w)(?:жильц|жител|граждан|сотрудник|работник|абонент|потребител)(?:ам|ям)(?!\w)|"
    r"(?<!\w)(?:жильц(?:ов|ы)|жител(?:ей|и))(?!\w)|"
    r"(?<!\w)все(?:х|м)?\s+(?:\w+\s+)?(?:квартир|подъезд|дом|л/с|лицев|абонент|собствен)|"
    r"(?<![\d.,/-])(?:[2-9]|\d{2,3})\s+(?:квартир(?:ы|ам)?|абонент(?:а|ов)|"
    r"(?:л/с|лицев\w+\s+сч\w+)(?!\s*[:№N]?\s*\d))(?!\w)",
    re.IGNORECASE,
)
# «за две квартиры», «квартиры 5 и 6», «за себя и соседа», «по 500 и»
_A_FEW = re.compile(
    r"(?<!\w)(?:дв[аеу]\w*|тр[иеё]\w?|четыр\w+|пят[ьи]|нескольк\w+|об[аеои]\w{0,2})\s+"
    r"(?:квартир|л/с|лиц|абон|дома|сч[её]т)|"
    r"(?<!\w)кв(?:артир\w*|\.)?\s*№?\s*\d+\s*и\s*(?:кв\w*\.?\s*)?\d+(?!\d|\s*(?:кв|мес|чел|пол))|"
    r"(?<!\w)за\s+себя\s+и\s|(?<!\w)по\s+\d{2,}\s+(?:р\w*\.?\s+)?и\s",
    re.IGNORECASE,
)
_FLATS = re.compile(
    r"(?<!\w)кв(?:артир\w*|\.)?\s*(?:№\s*)?(\d{1,4})\s*(?:[-–—]|по|до)\s*(\d{1,4})(?![\d/])",
    re.IGNORECASE,
)
_RETURN = re.compile(
    r"\A\W*возврат|(?<!\w)возвр(?:\.|ат(?!\w*\s+(?:долг|задолж))|ащ)|"
    r"ошибочн\w*\s+(?:\w+\s+){0,2}(?:перечисл|перевед|зачисл|уплач|оплач|поступ|списан)|"
    r"(?<!\w)излишн\w+\s|(?<!\w)неосновательн\w+\s+обогащ|(?<!\w)(?:возмещ|верн|возвр)\w*\s+"
    r"(?:\w+\s+)?(?:переп|излиш)|"
    r"(?<!\w)(?:дубл(?:ь|я|ир\w+)|отмен\w*|повторн\w+)\s+(?:\w+\s+)?"
    r"(?:плат|оплат|перевод|перечисл)|"
    r"(?<!\w)(?:прошу|просим|просьба)\s+(?:вас\s+)?(?:вернуть|возвратить|отменить|отозвать)",
    re.IGNORECASE,
)
_ACCOUNT = r"(?:л\s?[/.\\]\s?с|лс(?!\w)|лсч|лиц\w*[\s./]{0,3}сч|лицев)"
_LABEL = rf"(?:{_ACCOUNT}|догов|№|\d{{5}})"
# «не л/с N», «вместо л/с N», «перенос оплаты с л/с N», «л/с N закрыт», «неверно указан л/с N»
_CORRECTION = re.compile(
    rf"(?<!\w)не\s+(?:(?:на|по|за|с|к|для)\s+)?{_LABEL}|(?<!\w)не\s+(?:путать|относит)|"
    rf"(?<!\w)(?:вместо|кроме|исключая|(?:за\s+)?исключением)(?!\w)|"
    rf"(?<![\w/.\\])(?:со?|из)\s+{_ACCOUNT}|"
    rf"(?<!\w)(?:минуя|ранее|прежн\w+|бывш\w+|стар\w+|чуж\w+)\s+(?:\w+\s+)?{_LABEL}|"
    r"(?<!\w)(?:ошиб\w*|неверн\w+|неправильн\w+|некорректн\w+|опечатк\w+)|"
    r"(?<!\w)(?:сторно\w*|сторниров\w+|аннулиров\w+|перен(?:ос\w*|ести)|переброс\w*|"
    r"перезач\w+|уточнить|уточнени\w+\s+(?:плат|назнач|рекв|л/с|лиц)|закрыт(?:ый|ого)?)(?!\w)|"
    r"[(]\s*(?:прежн|стар|бывш)\w*|(?<!\w)(?:недейств\w+|закрыл\w*|закрыт[аоы]|переехал\w*|"
    r"теперь|отныне|продал\w*|продан[аоы]?)(?!\w)|"
    # any «не», but for what is said of taxes and days
    r"(?<!\w)(?<!ндс\s)(?<!налогом\s)не\s+(?!облаг|предусм|исчисл|начисл|взима|поздн|позже|ранее|"
    r"мен|бол|полн|жил|плательщ|подлеж|выдел|включ|предъяв|явля\w+\s+плат)\w",
    re.IGNORECASE,
)
# л/с 401000001, 02, 03; л/с 401000005 (…06, …07); л/с 401000005 и 6
_COUNTED = r"(?![\d./-]|\s*(?:мес|кв|%|р|шт|эт|чел|ян|фе|мар|ап|ма|ию|ав|се|ок|но|де|г))"
_ELLIPTIC = re.compile(
    rf"{_ACCOUNT}\W*\d{{5,}}\s*"
    r"(?:[,;(]\s*(?:…|\.\.+)?\d{1,4}(?:\s*[,;]\s*(?:…|\.\.+)?\d{1,4})+|"
    rf"(?:[,;(]|и)\s*(?:…|\.\.+)\d|и\s+\d{{1,4}}){_COUNTED}",
    re.IGNORECASE,
)


# 100 USD, EUR 100, 100 долларов США
_CODES = r"USD|EUR|CNY|KZT|BYN|GBP|доллар\w*|долл\.?|евро|тенге|юан\w*|\$|€|₸"
_CURRENCY = re.compile(
    rf"\d\s?({_CODES})(?!\w)|(?<!\w)(USD|EUR|CNY|KZT|BYN|GBP|\$|€|₸)\s?\d", re.IGNORECASE
)


def is_lump(*, purpose: str, payer_account: str) -> bool:
    """Say whether the document carries money of many payers: a registry, an acquirer, an agent.

    So does a number «and others», a list that nobody sees, a range of flats.
    """
    text = lettering.folded(purpose)
    return (
        bank_accounts.is_of_many_payers(payer_account)
        or any(
            shape.search(text) for shape in (_LUMP, _COMMISSION, _AND_OTHERS, _MANY_PEOPLE, _A_FEW)
        )
        or any(int(first) < int(last) for first, last in _FLATS.findall(text))
    )


def is_elliptic(purpose: str) -> bool:
    """Say whether numbers of a list are written by their last digits: 401000001, 02, 03."""
    return bool(_ELLIPTIC.search(lettering.folded(purpose)))


def is_return(purpose: str) -> bool:
    """Say whether somebody gives money of ours back."""
    return bool(_RETURN.search(lettering.folded(purpose)))


def is_correction(purpose: str) -> bool:
    """Say whether a number is denied, or money is asked to be moved: what is named is not meant."""
    return bool(_CORRECTION.search(lettering.folded(purpose)))


def named_currency(purpose: str) -> str:
    """Return the foreign currency in which a purpose names a sum."""
    found = _CURRENCY.search(lettering.plain(purpose))
    if found:
        return found[1] or found[2]
    return ""
