"""Papers as the other side's counsel reads them: nothing is untrue, missing, or on a page of its own."""

import dataclasses
import io
from decimal import Decimal

import pypdf
import pytest

from documents import contexts, layout, pdf, rendering, samples
from documents.catalogue import DocumentKind
from tests.documents import reading


def text_of(kind: DocumentKind, context: contexts.Paper) -> str:
    made = rendering.render(kind=kind, context=context)
    return reading.text_of(made.content).replace("\u00a0", " ")


def changed(kind: DocumentKind, **changes: object) -> str:
    """Return what an organization's paper says with something changed in its sample."""
    context = dataclasses.replace(samples.sample(kind=kind, is_citizen=False), **changes)
    return text_of(kind, context)


@pytest.mark.parametrize("place", [0, 1])
def test_a_register_of_one_writ_is_one_sheet(place: int) -> None:
    kind = DocumentKind.BAILIFF_REGISTRY
    known = samples.sample(kind=kind, is_citizen=True)
    assert isinstance(known, contexts.BailiffRegistry)
    alone = dataclasses.replace(known, rows=known.rows[place : place + 1])
    made = rendering.render(kind=kind, context=alone)

    printed = layout.printed(made.content, engine=pdf.Engine.DXPDF)

    assert len(pypdf.PdfReader(io.BytesIO(printed)).pages) == 1


def _of_points() -> contexts.CourtOrderApplication:
    """Return an application about two accounts at two addresses."""
    kind = DocumentKind.COURT_ORDER_APPLICATION
    known = samples.sample(kind=kind, is_citizen=False)
    assert isinstance(known, contexts.CourtOrderApplication)
    numbers = ("900100", "900101")
    rows = [dataclasses.replace(row, account=one) for one in numbers for row in known.penalty.rows]
    total = sum((row.amount for row in rows), Decimal(0))
    return dataclasses.replace(
        known,
        addresses="ул. Заводская, д. 7; ул. Мира, д. 9",
        debts=tuple(
            dataclasses.replace(row, account=one) for one in numbers for row in known.debts
        ),
        penalty=dataclasses.replace(known.penalty, rows=tuple(rows), total=total),
    )


def test_a_claim_about_several_accounts_names_each_in_its_text_and_in_every_row() -> None:
    text = text_of(DocumentKind.COURT_ORDER_APPLICATION, _of_points())

    assert "(лицевые счета № 900100, № 900101)" in text
    assert "по адресам: ул. Заводская, д. 7; ул. Мира, д. 9" in text
    for number in ("900100", "900101"):
        # three months of debt, and the penalty of each
        assert sum(f", счёт {number}" in line and " | " in line for line in text.splitlines()) == 6


def test_who_owes_still_is_asked_the_penalty_until_he_pays() -> None:
    kind = DocumentKind.AMENDED_CLAIM
    left = contexts.Claimed(debt=Decimal(100), penalty=Decimal(5), duty=Decimal(4000))

    text = changed(kind, left=left)

    assert "пени, начисляемые на непогашенную задолженность после 21 ноября 2026 г." in text
    assert "Всего на день составления: 4 105,00" in text
    assert "погашена" not in text


def test_nobody_is_said_to_have_paid_who_has_not() -> None:
    text = changed(DocumentKind.AMENDED_CLAIM, paid=Decimal(0))

    assert "размер требований изменился" in text
    assert "Добровольное удовлетворение" not in text


def test_no_proceeding_is_asked_to_be_ended_where_none_is_known() -> None:
    text = changed(DocumentKind.WRIT_RECALL, proceeding_number="")

    assert "Просим возвратить исполнительный документ" in text
    assert "производство №" not in text


def test_who_was_present_at_a_cut_signs_its_act() -> None:
    kind = DocumentKind.RESTRICTION_REPORT

    assert "Незаинтересованные лица |  |  | Зайцева Н. П., Титов С. А." in changed(kind)
    assert "Незаинтересованные лица |  |" not in changed(kind, witnesses="")


def test_a_claim_in_the_register_of_creditors_encloses_its_calculation() -> None:
    context = samples.sample(kind=DocumentKind.CREDITORS_REGISTER, is_citizen=False)
    assert isinstance(context, contexts.CreditorsClaim)

    assert context.enclosures[0] == "Расчёт задолженности и пеней"
    assert "РАСЧЁТ ТРЕБОВАНИЯ" in text_of(DocumentKind.CREDITORS_REGISTER, context)


def test_whoever_signs_an_agreement_says_by_what_he_acts() -> None:
    kind = DocumentKind.INSTALLMENT_AGREEMENT

    assert "Громов Андрей Викторович (действует на основании устава)" in changed(kind)
    signed = text_of(kind, samples.represented(kind))
    assert "(действует по доверенности № 14 от 12.01.2026)" in signed
