"""What is paid for that is no supply of ours, whoever pays and whatever number he writes. Pure."""

import re

from webapp.payments.queries import lettering

# loans, rent, gifts, security of bids, shares, learning, meals, other people's goods
_NEVER = re.compile(
    r"(?<!\w)(?:за[йё]м(?:а|у|ом|ы|ов)?|заем|заимств\w+|кредит(?!ор)\w*|ипоте\w+|"
    r"лизинг\w*|вексел\w+|"
    r"(?:суб)?аренд(?!атор)\w*|пожертвовани\w*|благотворит\w*|спонсор\w*|"
    r"обеспечительн\w+|обеспечени\w+\s+(?:заявк|контракт|исполн|договор|участ)\w*|задат(?:о?к)\w*|"
    r"аукцион\w*|тендер\w*|гарантийн\w+\s+(?:взнос|обеспеч|депозит|плат)\w*|депозит\w*|"
    r"(?:членск|целев|паев|вступит)\w+\s+взнос\w*|уставн\w+\s+капитал\w*|дивиденд\w*|"
    r"алимент\w*|обучени\w+|образоват\w+\s+услуг\w*|питани[ея]|транспондер\w*|парковк\w*|"
    r"страхов(?:ани|ая|ой|ую)\w*|металлолом\w*|договор\w*\s+подряд\w*|"
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
_SUPPLY = re.compile(
    r"эл[.\s/-]{0,3}э?н?ерг|электр|э/э|энерг|(?<!\w)свет|тепл|отоплен|коммун|(?<!\w)жк[ух]",
    re.IGNORECASE,
)


def is_told(purpose: str) -> bool:
    """Say whether the purpose tells of something that no consumer pays his supplier for."""
    text = lettering.folded(purpose)
    return bool(_NEVER.search(text) or _FINE.search(text))


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
