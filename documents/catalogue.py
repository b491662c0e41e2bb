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
    INSTALLMENT_AGREEMENT = "installment_agreement"
    AMENDED_CLAIM = "amended_claim"
    WITHDRAWAL = "withdrawal"
    DUTY_SET_OFF = "duty_set_off"
    WRIT_APPLICATION = "writ_application"
    WRIT_RECALL = "writ_recall"
    CREDITORS_REGISTER = "creditors_register"
    SUBSTITUTION = "substitution"
    REVERSAL_OBJECTIONS = "reversal_objections"
    WRITE_OFF_ORDER = "write_off_order"
    NOTICE_TO_COURT = "notice_to_court"
    NOTICE_TO_BAILIFFS = "notice_to_bailiffs"
    RESTRICTION_LETTER = "restriction_letter"
    PROOF_SHEET = "proof_sheet"
    ACCOUNT_EXTRACT = "account_extract"
    RECONCILIATION = "reconciliation"
    DELIVERY_RECORD = "delivery_record"
    COVER_LETTER = "cover_letter"
    POSTAL_LIST = "postal_list"

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
        DocumentKind.INSTALLMENT_AGREEMENT: Entry(
            contexts.InstallmentAgreement,
            "Соглашение о рассрочке",
            "Installment agreement",
            "СР",
        ),
        DocumentKind.AMENDED_CLAIM: Entry(
            contexts.AmendedClaim,
            "Уточнение исковых требований",
            "Amended claim",
            "УТ",
        ),
        DocumentKind.WITHDRAWAL: Entry(
            contexts.Withdrawal,
            "Отказ от иска",
            "Withdrawal of the claim",
            "ОТК",
        ),
        DocumentKind.DUTY_SET_OFF: Entry(
            contexts.DutySetOff,
            "Ходатайство о зачёте пошлины",
            "Petition to set off the duty",
            "ЗП",
        ),
        DocumentKind.WRIT_APPLICATION: Entry(
            contexts.WritApplication,
            "Заявление о выдаче исполнительного листа",
            "Application for a writ",
            "ЗИЛ",
        ),
        DocumentKind.WRIT_RECALL: Entry(
            contexts.WritRecall,
            "Отзыв исполнительного документа",
            "Recall of a writ",
            "ОИД",
        ),
        DocumentKind.CREDITORS_REGISTER: Entry(
            contexts.CreditorsClaim,
            "Заявление о включении в реестр требований кредиторов",
            "Claim in the register of creditors",
            "РТК",
        ),
        DocumentKind.SUBSTITUTION: Entry(
            contexts.Substitution,
            "Заявление о процессуальном правопреемстве",
            "Application for substitution of a party",
            "ЗПП",
        ),
        DocumentKind.REVERSAL_OBJECTIONS: Entry(
            contexts.ReversalObjections,
            "Возражения на поворот исполнения",
            "Objections to reversal of execution",
            "ВПИ",
        ),
        DocumentKind.WRITE_OFF_ORDER: Entry(
            contexts.WriteOffOrder,
            "Приказ о списании задолженности",
            "Order to write a debt off",
            "ПСД",
        ),
        DocumentKind.NOTICE_TO_COURT: Entry(
            contexts.NoticeToCourt,
            "Сообщение суду",
            "Notice to the court",
            "СС",
        ),
        DocumentKind.NOTICE_TO_BAILIFFS: Entry(
            contexts.NoticeToBailiffs,
            "Сообщение судебным приставам",
            "Notice to the bailiffs",
            "СП",
        ),
        DocumentKind.RESTRICTION_LETTER: Entry(
            contexts.RestrictionLetter,
            "Уведомление органа об ограничении",
            "Notice of restriction to an authority",
            "УО",
        ),
        DocumentKind.PROOF_SHEET: Entry(
            contexts.ProofSheet,
            "Лист сроков",
            "Sheet of legal terms",
            "ЛСР",
        ),
        DocumentKind.ACCOUNT_EXTRACT: Entry(
            contexts.AccountExtract, "Выписка по лицевому счёту", "Account extract", "ВЛС"
        ),
        DocumentKind.RECONCILIATION: Entry(
            contexts.Reconciliation, "Акт сверки расчётов", "Reconciliation statement", "АС"
        ),
        DocumentKind.DELIVERY_RECORD: Entry(
            contexts.DeliveryRecord,
            "Сведения о направлении документов",
            "Record of deliveries",
            "СН",
        ),
        DocumentKind.COVER_LETTER: Entry(
            contexts.CoverLetter,
            "Сопроводительное письмо с описью",
            "Cover letter with an inventory",
            "СОП",
        ),
        DocumentKind.POSTAL_LIST: Entry(
            contexts.PostalList,
            "Список почтовых отправлений (ф. 103)",
            "List for the post (form 103)",
            "Ф103",
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
