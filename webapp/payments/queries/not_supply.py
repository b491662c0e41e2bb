"""What is paid for that is no supply of ours, whoever pays and whatever number he writes. Pure."""

import re

from webapp.payments.queries import lettering

# loans, rent, gifts, security of bids, shares, learning, meals, other people's goods
_NEVER = re.compile(
    r"(?<!\w)(?:за[йё]м(?:а|у|ом|ы|ов)?|заем|заимств\w+|кредит(?!ор|н\w+\s+организац)\w*|ипоте\w+|"
    r"лизинг\w*|вексел\w+|"
    r"(?:суб)?аренд(?!атор)\w*|на[её]м|(?:за|плат\w+)\s+найм\w?|"
    r"пожертвовани\w*|благотворит\w*|спонсор\w*|"
    r"обеспечительн\w+|обеспечени\w+\s+(?:заявк|контракт|исполн|договор|участ)\w*|задат(?:о?к)\w*|"
    r"аукцион\w*|тендер\w*|гарантийн\w+\s+(?:взнос|обеспеч|депозит|плат)\w*|депозит\w*|"
    r"(?:членск|целев|паев|вступит)\w+\s+взнос\w*|уставн\w+\s+капитал\w*|дивиденд\w*|"
    r"алимент\w*|обучени\w+|образоват\w+\s+услуг\w*|питани[ея]|транспондер\w*|парковк\w*|"
    r"осаго|каско|страхов(?:ани|ая|ой|ую)(?!\w*\s+пенси)\w*|металлолом\w*|договор\w*\s+подряд\w*|"
    r"финансов\w+\s+помощ\w*|гпх|гражданско-правов\w*|штраф\w*(?=.{0,40}гибдд))(?!\w)",
    re.IGNORECASE,
)
# a consumer pays them to us as well: then he says for what, or names his account or contract
_AT_TIMES = re.compile(
    r"(?<!\w)(?:неустой\w+|штраф\w*|пен[яией]{1,2}|госпошлин\w*|судебн\w+\s+(?:расход|издерж)\w*|"
    r"(?:возмещени\w+|компенсаци\w+)\s+(?:ущерб|убытк|расход|вред)\w*|товар\w*|материал\w*|"
    r"оборудовани\w+|услуги\s+связи)(?!\w)",
    re.IGNORECASE,
)
# works on somebody's meters and lines, money of one's own: a number of ours makes them ours
_WORKS = re.compile(
    r"(?<!\w)(?:(?:испытан|поверк|монтаж|демонтаж|ремонт|установк|подключен|присоединен|обслуживан|"
    r"экспертиз|опломбир|распломбир|калибров|диагност|техприс|подотч[её]т)\w*|"
    r"собственн\w+\s+средств\w*|зар(?:аботн\w+\s+)?плат\w*)",
    re.IGNORECASE,
)
# a fine is no charge of the account, whatever number stands beside it
_FINE = re.compile(r"(?<!без )(?<!без учета )(?<!не )(?<!кроме )(?<!\w)штраф\w*", re.IGNORECASE)
# what bailiffs take for the state, or for their own work
_OF_BAILIFFS = re.compile(
    r"(?<!без )(?<!кроме )(?<!\w)(?:исп(?:олнит\w*)?\.?\s?сбор\w*|"
    r"расход\w*\s+(?:по|на)\s+(?:соверш\w+\s+)?исп(?:олнит\w*|\.)\s?действ\w*)",
    re.IGNORECASE,
)
# a debtor owes these by other writs than ours
_BY_ANOTHER_WRIT = re.compile(
    r"(?<!без )(?<!кроме )(?<!\w)(?:гос\w*\.?\s?пошлин\w*|"
    r"(?:транспортн|земельн|имущественн|подоходн)\w*\s+налог\w*|налог\w*\s+на\s|"
    r"моральн\w+\s+вред\w*|ущерб\w*)",
    re.IGNORECASE,
)
_SUPPLY = re.compile(
    r"эл[.\s/-]{0,3}э?н?ерг|электр|э/э|энерг|(?<!\w)свет|тепл|отоплен|коммун|(?<!\w)жк[ух]",
    re.IGNORECASE,
)


def is_told(purpose: str) -> bool:
    """Say whether the purpose tells of something that no consumer pays his supplier for."""
    text = lettering.folded(purpose)
    return any(shape.search(text) for shape in (_NEVER, _FINE, _OF_BAILIFFS))


def is_by_another_writ(purpose: str) -> bool:
    """Say whether a purpose that names a writ tells of what no writ of ours is about."""
    return is_told(purpose) or bool(_BY_ANOTHER_WRIT.search(lettering.folded(purpose)))


def is_likely(purpose: str) -> bool:
    """Say whether it may be something else than supply where no number of ours is named."""
    if is_told(purpose):
        return True
    text = lettering.folded(purpose)
    if _WORKS.search(text):
        return True
    if _SUPPLY.search(text):
        return False
    return _AT_TIMES.search(text) is not None
