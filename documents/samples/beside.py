"""Samples of the papers that stand beside the stages."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from documents import catalogue, contexts
from documents.catalogue import DocumentKind
from documents.samples import values

type Facts = dict[str, Any]

_FILED = date(2026, 10, 1)
_CLAIMED = contexts.Claimed(
    debt=Decimal("12367.47"),
    penalty=Decimal("262.18"),
    duty=Decimal(4000),
)
_LEFT = contexts.Claimed(
    debt=Decimal(0),
    penalty=Decimal("262.18"),
    duty=Decimal(4000),
)
_ACT = (
    "пункты 117–119 Правил предоставления коммунальных услуг, утверждённых постановлением "
    "Правительства Российской Федерации от 06.05.2011 № 354"
)

_ACT_OF_WATER = (
    "статья 21 Федерального закона от 07.12.2011 № 416-ФЗ «О водоснабжении и водоотведении»"
)


def _court_paper(*, is_citizen: bool) -> Facts:
    """Return what every paper to a court that has been asked has."""
    number = "А66-14150/2026"
    if is_citizen:
        number = "2-1415/2026"
    return {
        "court": values.court(is_citizen=is_citizen),
        "court_number": number,
        "filed_on": _FILED,
        "is_order": False,
    }


def _enclosed(kind: DocumentKind, *, is_citizen: bool) -> tuple[str, ...]:
    debtor = contexts.DebtorKind.PERSON if is_citizen else contexts.DebtorKind.ORGANIZATION
    return catalogue.enclosures(kind=kind, debtor=debtor)


def _agreement(facts: Facts, is_citizen: bool) -> contexts.Paper:
    beside: Facts = {"costs": Decimal(0), "penalty": Decimal(0)}
    if not is_citizen:
        beside = {"costs": Decimal(2000), "penalty": Decimal("250.00")}
    return contexts.InstallmentAgreement(
        **facts | {"signatory": values.HEAD},
        **beside,
        first_period=date(2026, 5, 1),
        last_period=date(2026, 9, 1),
        debt=Decimal("12367.47"),
        grace_days=5,
        parts=(
            contexts.Part(
                due_on=date(2026, 12, 21),
                amount=Decimal("6183.73"),
                rest=Decimal("6183.74"),
            ),
            contexts.Part(
                due_on=date(2027, 1, 21),
                amount=Decimal("6183.74"),
                rest=Decimal(0),
            ),
        ),
    )


def _amended(facts: Facts, is_citizen: bool) -> contexts.Paper:
    return contexts.AmendedClaim(
        **facts,
        enclosures=_enclosed(DocumentKind.AMENDED_CLAIM, is_citizen=is_citizen),
        **_court_paper(is_citizen=is_citizen),
        claimed=_CLAIMED,
        left=_LEFT,
        paid=_CLAIMED.debt,
    )


def _withdrawal(facts: Facts, is_citizen: bool) -> contexts.Paper:
    paid, ground = Decimal(0), "ошибочное начисление, акт от 12.11.2026"
    if is_citizen:
        paid, ground = Decimal("12629.65"), "требование удовлетворено после подачи иска"
    return contexts.Withdrawal(
        **facts,
        **_court_paper(is_citizen=is_citizen),
        claimed=_CLAIMED,
        paid=paid,
        ground=ground,
    )


def _set_off(facts: Facts, is_citizen: bool) -> contexts.Paper:
    number, outcome, paid = "А66-14150/2026", "в выдаче судебного приказа отказано", 13164
    if is_citizen:
        number, outcome, paid = "2-1415/2026", "судебный приказ отменён", 2000
    order = contexts.EarlierOrder(
        number=number,
        filed_on=date(2026, 9, 25),
        ruled_on=date(2026, 10, 30),
        outcome=outcome,
        duty=Decimal(paid),
        payment="72 от 24.09.2026",
    )
    duty = values.duty(is_citizen=is_citizen, is_order=False)
    return contexts.DutySetOff(
        **facts,
        court=values.court(is_citizen=is_citizen),
        order=order,
        duty=replace(duty, set_off=order.duty),
    )


def _writ_application(facts: Facts, is_citizen: bool) -> contexts.Paper:
    return contexts.WritApplication(
        **facts,
        **_court_paper(is_citizen=is_citizen),
        ruled_on=date(2026, 10, 20),
        in_force_on=date(2026, 11, 21),
        awarded=_CLAIMED,
    )


def _register(facts: Facts, is_citizen: bool) -> contexts.Paper:
    return contexts.CreditorsClaim(
        **facts,
        addresses=facts["debtor"].address,
        debts=values.CITIZEN_DEBTS if is_citizen else values.COMPANY_DEBTS,
        penalty=values.penalty(is_citizen=is_citizen),
        enclosures=catalogue.enclosures(
            kind=DocumentKind.CREDITORS_REGISTER,
            debtor=(values.CITIZEN if is_citizen else values.COMPANY).kind,
        ),
        court=values.court(is_citizen=False),
        opened_on=date(2026, 11, 21),
        known_from="определение Арбитражного суда от 20.11.2026 по делу № А66-9001/2026",
    )


def _substitution(facts: Facts, is_citizen: bool) -> contexts.Paper:
    return contexts.Substitution(
        **facts,
        enclosures=_enclosed(DocumentKind.SUBSTITUTION, is_citizen=is_citizen),
        **_court_paper(is_citizen=is_citizen),
        successor="Ковальчук Лев Львович",
        successor_address="170100, Тверская обл., г. Исток, ул. Речная, д. 12, кв. 45",
        ground="свидетельство о праве на наследство от 02.11.2026 № 69-н/69-2026-4-101",
    )


def _objections(facts: Facts, is_citizen: bool) -> contexts.Paper:
    court = _court_paper(is_citizen=is_citizen) | {"is_order": True}
    return contexts.ReversalObjections(
        **facts,
        enclosures=_enclosed(DocumentKind.REVERSAL_OBJECTIONS, is_citizen=is_citizen),
        **court,
        cancelled_on=date(2026, 10, 30),
        collected=Decimal("3000.00"),
        debt=Decimal("9367.47"),
        sued_on=date(2026, 11, 16) if is_citizen else None,
    )


def _write_off(facts: Facts, is_citizen: bool) -> contexts.Paper:
    ground = "постановление об окончании исполнительного производства от 02.11.2026 № 7"
    if not is_citizen:
        ground = "запись о прекращении юридического лица в ЕГРЮЛ от 02.11.2026"
    return contexts.WriteOffOrder(
        **facts | {"signatory": values.HEAD},
        first_period=date(2026, 5, 1),
        last_period=date(2026, 9, 1),
        debt=Decimal("12367.47"),
        costs=Decimal(2000) if is_citizen else Decimal(0),
        ground=ground,
        watched_years=5,
        watched_until=date(2031, 11, 21),
    )


def _to_court(facts: Facts, is_citizen: bool) -> contexts.Paper:
    settled: Facts = {
        "settled_on": None,
        "paid": Decimal(0),
        "reason": "Должник признан банкротом.",
    }
    if is_citizen:
        settled = {
            "settled_on": date(2026, 11, 20),
            "paid": Decimal("12367.47"),
            "reason": "Пени и судебные расходы не оплачены.",
        }
    return contexts.NoticeToCourt(
        **facts,
        **_court_paper(is_citizen=is_citizen),
        **settled,
        claimed=_CLAIMED,
    )


def _bailiffs(*, is_citizen: bool) -> Facts:
    """Return what every paper about one writ has."""
    row = values.bailiff_rows()[1 if is_citizen else 0]
    return {
        "office": "Отделение судебных приставов г. Истока",
        "office_address": "170100, Тверская обл., г. Исток, ул. Почтовая, д. 8",
        "document": row.document,
        "writ_number": row.writ_number,
        "writ_date": row.writ_date,
        "court_name": row.court,
        "proceeding_number": "12345/26/69040-ИП",
    }


def _to_bailiffs(facts: Facts, is_citizen: bool) -> contexts.Paper:
    return contexts.NoticeToBailiffs(
        **facts,
        **_bailiffs(is_citizen=is_citizen),
        paid=values.bailiff_rows()[1 if is_citizen else 0].total,
        settled_on=date(2026, 11, 20),
    )


def _recall(facts: Facts, is_citizen: bool) -> contexts.Paper:
    return contexts.WritRecall(
        **facts,
        **_bailiffs(is_citizen=is_citizen),
        reason="судебный приказ отменён" if is_citizen else "взыскатель отказался от взыскания",
    )


def _letter(facts: Facts, is_citizen: bool) -> contexts.Paper:
    return contexts.RestrictionLetter(
        **facts,
        addressee="Администрация города Истока",
        services=("Горячее водоснабжение",),
        level=contexts.RestrictionLevel.PARTIAL if is_citizen else contexts.RestrictionLevel.FULL,
        restriction_from=date(2026, 12, 23),
        debt=Decimal("12367.47"),
        act=_ACT if is_citizen else _ACT_OF_WATER,
    )


def _proof_sheet(facts: Facts, _is_citizen: bool) -> contexts.Paper:
    excluded = (contexts.ExcludedDay(on=date(2026, 11, 15), why="воскресенье"),)
    warning = contexts.LegalTerm(
        name="Предупреждение об ограничении № ПР-2026-000064",
        event="вручено заказным письмом",
        started_on=date(2026, 10, 26),
        evidence="почтовый идентификатор 80110012345672",
        rule="подпункт «а» пункта 119 Правил, ПП РФ от 06.05.2011 № 354",
        edition="с 01.01.2017",
        length="20 календарных дней",
        ends_on=date(2026, 11, 16),
        excluded=excluded,
    )
    return contexts.ProofSheet(
        **facts,
        terms=(warning,),
        rows=17,
        digest="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    )


SAMPLES: Mapping[DocumentKind, Callable[[Facts, bool], contexts.Paper]] = {
    DocumentKind.INSTALLMENT_AGREEMENT: _agreement,
    DocumentKind.AMENDED_CLAIM: _amended,
    DocumentKind.WITHDRAWAL: _withdrawal,
    DocumentKind.DUTY_SET_OFF: _set_off,
    DocumentKind.WRIT_APPLICATION: _writ_application,
    DocumentKind.CREDITORS_REGISTER: _register,
    DocumentKind.SUBSTITUTION: _substitution,
    DocumentKind.REVERSAL_OBJECTIONS: _objections,
    DocumentKind.WRITE_OFF_ORDER: _write_off,
    DocumentKind.NOTICE_TO_COURT: _to_court,
    DocumentKind.NOTICE_TO_BAILIFFS: _to_bailiffs,
    DocumentKind.WRIT_RECALL: _recall,
    DocumentKind.RESTRICTION_LETTER: _letter,
    DocumentKind.PROOF_SHEET: _proof_sheet,
}
