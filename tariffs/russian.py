"""The reasons of refusals in Russian, for screens.

The rules know no framework whose catalogue they could use.
"""

REASONS = {
    "cannot be counted: a defect of the program, see its log": (
        "нельзя посчитать: ошибка программы, она записана в журнал"
    ),
    "does not fit the {digits} digits of the dial": (
        "не помещается в {digits} знаков счётного механизма"
    ),
    "fewer than 3 months have no average: charge by the norm": (
        "меньше трёх месяцев не дают среднего: начислите по нормативу"
    ),
    "give an exact number as a string": "укажите точное число строкой",
    "gives fewer than 6 full days away after {departure}": (
        "меньше шести полных дней отсутствия после {departure}"
    ),
    "has more than {places} decimal places": "больше {places} знаков после запятой",
    "is below last_fact, {last_fact}": "меньше последнего переданного показания {last_fact}",
    "is larger than total_area, {total_area}": "больше площади всех помещений {total_area}",
    "is less than what was passed on": "меньше переданного дальше",
    "is given twice": "указано дважды",
    "is missing": "не указано",
    "is more than flat_volume, {flat_volume}": "больше объёма квартиры {flat_volume}",
    "is more than metered_volume, {metered_volume}": (
        "больше объёма всех помещений с приборами {metered_volume}"
    ),
    "is more than paid_months, {paid_months}": "больше числа месяцев оплаты {paid_months}",
    "is more than the claim of {amount} kopecks": "больше требования в {amount} копеек",
    "is more than the claim of {amount} due on {due}": "больше требования {amount} со сроком {due}",
    "is more than the volume of unauthorized use": "больше объёма несанкционированного потребления",
    "is more than the volume of unmetered use": "больше объёма безучётного потребления",
    "is not a date like 2026-09-15": "не дата вида 2026-09-15",
    "is not a field of this rule": "нет такого поля у этого правила",
    "is not among the claims": "такого требования нет",
    "is not a number of a sensible size": "слишком большое число",
    "is not a number": "не число",
    "is not open to a consumer of 670 kW or more": "недоступна потребителю от 670 кВт",
    "must be 1 or 3, with a cosine up to 1, not {cosine}": (
        "должно быть 1 или 3, а косинус не больше 1, не {cosine}"
    ),
    "must be a column of decimals or whole numbers": "должны быть десятичные или целые числа",
    "must be a column of dates": "должны быть даты",
    "must be a column of whole numbers": "должны быть целые числа",
    "must be a list of requests": "должен быть список запросов",
    "must be a list that is not empty": "должен быть непустой список",
    "must be a whole number from {least} to {most}": "должно быть целое число от {least} до {most}",
    "must be a text": "должна быть строка",
    "must be above zero": "должно быть больше нуля",
    "must begin after {last}, the last rate known": (
        "должно быть позже {last}, начала последней известной ставки"
    ),
    "must be above zero, below {limit} and have at most {places} decimal places": (
        "должно быть больше нуля, меньше {limit} и не больше {places} знаков после запятой"
    ),
    "must be an object with named fields": "должен быть объект с полями",
    "must be at least 1": "должно быть не меньше 1",
    "must be below transmission, {transmission}": (
        "должно быть меньше одноставочного тарифа {transmission}"
    ),
    "must be one of {among}": "должно быть одно из: {among}",
    "must be the first day of a month": "должен быть первый день месяца",
    "must be true or false": "должно быть да или нет",
    "must come after from, {from}, within a century": (
        "должно быть позже начала {from} и не более чем на век"
    ),
    "must lie before {to}, at most three months before the month of detection": (
        "должно быть раньше {to} и не более чем за три месяца до месяца выявления"
    ),
    "must lie between -{limit} and {limit} and have at most {places} decimal places": (
        "должно лежать между -{limit} и {limit}, не больше {places} знаков после запятой"
    ),
    "must lie between the years 1900 and 2200": "должно лежать между 1900 и 2200 годами",
    "must lie from 0.7 to 1": "должно лежать от 0,7 до 1",
    "must not be earlier than the filing or the due date": (
        "не может быть раньше подачи заявления или срока оплаты"
    ),
    "must not be negative": "не может быть меньше нуля",
    "must not be negative, must be below {limit} and have at most {places} decimal places": (
        "не может быть меньше нуля, должно быть меньше {limit} и не больше {places} знаков "
        "после запятой"
    ),
    "must rise": "границы должны возрастать",
    "nothing is known to be in force on this date": "неизвестно, что действует на эту дату",
    "there must be one volume for each of the {days} working days": (
        "нужен один объём на каждый из {days} рабочих дней"
    ),
    "there must be {count} of them, one more than bounds": (
        "их должно быть {count}, на один больше, чем границ"
    ),
    "is more than flat_persons, {flat_persons}": "больше числа жителей квартиры {flat_persons}",
    "is larger than flat_area, {flat_area}": "больше площади квартиры {flat_area}",
    "is more than rooms_volume, {rooms_volume}": "больше объёма всех комнат {rooms_volume}",
    "makes {counted}, which is more than physical_most, {physical_most}": (
        "даёт расход {counted}, а физически возможно не больше {physical_most}"
    ),
    (
        "is below the previous reading: a new turn of the dial would make {counted}; give "
        "physical_most if that is possible"
    ): (
        "меньше предыдущего: переход через ноль дал бы расход {counted}; если это "
        "возможно, укажите физический предел physical_most"
    ),
    "is above the highest that the law allows, {allowed}": (
        "выше наибольшей границы по закону {allowed}"
    ),
    "makes {total} with the other zones: too much for a month": (
        "вместе с другими зонами {total}: слишком много для месяца"
    ),
    "must not be later than detected, {detected}": "не может быть позже дня выявления {detected}",
    "is too many years after the detection": "на слишком много лет позже выявления",
    "must lie within one month, which began on {first}": (
        "должно лежать в пределах одного месяца, начатого {first}"
    ),
    "must be the day on which the segment before it ends, {ended}": (
        "должно совпадать с концом предыдущего отрезка {ended}"
    ),
    "is more than persons, {persons}": "больше числа всех жителей {persons}",
    "is too many months after from, {from}": "на слишком много месяцев позже начала {from}",
    "is more than total_persons, {total_persons}": (
        "больше числа жителей всех помещений {total_persons}"
    ),
}


def translated(reason: str) -> str:
    """Give the Russian sentence, its names still to be filled in.

    >>> translated("must be above zero")
    'должно быть больше нуля'
    """
    return REASONS[reason]
