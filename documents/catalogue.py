"""Every kind of document in one table: its context, template, title and series of numbers."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from types import MappingProxyType

from documents import contexts


class DocumentKind(StrEnum):
    """The keys under which papers are asked for and stored."""

    NOTICE = "notice"
    RESTRICTION_WARNING = "restriction_warning"
    RESTRICTION_ORDER = "restriction_order"
    RESTRICTION_REPORT = "restriction_report"
    RESUMPTION_ORDER = "resumption_order"
    PRETRIAL_CLAIM = "pretrial_claim"
    SERVICE_MEMO = "service_memo"
    COURT_ORDER_APPLICATION = "court_order_application"
    STATEMENT_OF_CLAIM = "statement_of_claim"
    BAILIFF_REGISTRY = "bailiff_registry"

    @property
    def template(self) -> str:
        """The Word file the department edits."""
        return f"{self.value}.docx"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the house knows about a kind.

    ``series`` starts the numbers of its papers; ``has_qr`` asks for a payment code.

    ``title`` is what the paper is called everywhere in Russian, ``english`` what it is called on an
    English screen.
    """

    context: type[contexts.Paper]
    title: str
    english: str
    series: str
    has_qr: bool = False


CATALOGUE: Mapping[DocumentKind, Entry] = MappingProxyType(
    {
        DocumentKind.NOTICE: Entry(
            contexts.Notice, "Уведомление о задолженности", "Notice of debt", "УВ", has_qr=True
        ),
        DocumentKind.RESTRICTION_WARNING: Entry(
            contexts.RestrictionWarning,
            "Предупреждение об ограничении",
            "Warning of restriction",
            "ПР",
            has_qr=True,
        ),
        DocumentKind.RESTRICTION_ORDER: Entry(
            contexts.RestrictionOrder, "Поручение на ограничение", "Restriction order", "ПО"
        ),
        DocumentKind.RESTRICTION_REPORT: Entry(
            contexts.RestrictionReport, "Акт о введении ограничения", "Restriction report", "АО"
        ),
        DocumentKind.RESUMPTION_ORDER: Entry(
            contexts.ResumptionOrder, "Поручение на возобновление", "Resumption order", "ПВ"
        ),
        DocumentKind.PRETRIAL_CLAIM: Entry(
            contexts.PretrialClaim, "Досудебная претензия", "Pretrial claim", "ПРЕТ", has_qr=True
        ),
        DocumentKind.SERVICE_MEMO: Entry(
            contexts.ServiceMemo, "Служебная записка", "Service memo", "СЗ"
        ),
        DocumentKind.COURT_ORDER_APPLICATION: Entry(
            contexts.CourtOrderApplication,
            "Заявление о вынесении судебного приказа",
            "Application for a court order",
            "ЗСП",
        ),
        DocumentKind.STATEMENT_OF_CLAIM: Entry(
            contexts.StatementOfClaim, "Исковое заявление", "Statement of claim", "ИСК"
        ),
        DocumentKind.BAILIFF_REGISTRY: Entry(
            contexts.BailiffRegistry,
            "Реестр исполнительных документов",
            "Registry for the bailiffs",
            "РИД",
        ),
    }
)


def enclosures(
    *,
    kind: DocumentKind,
    debtor: contexts.DebtorKind,
    has_contract: bool = True,
    has_representative: bool = True,
) -> tuple[str, ...]:
    """List what the law wants enclosed with a kind of paper, for the caller to complete with
    numbers and dates.

    A written contract is enclosed where there is one, a power of attorney where it is used.
    """
    table = tomllib.loads(
        resources.files("documents").joinpath("enclosures.toml").read_text(encoding="utf-8")
    )
    listed = table[kind]["citizen" if debtor.is_citizen else "business"]
    if not has_contract:
        listed = [each for each in listed if each not in table["of_contract"]]
    if not has_representative:
        listed = [each for each in listed if each not in table["of_representative"]]
    return tuple(listed)
