"""A claim of a small price is heard without a hearing, and its terms stand in the sheet."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from documents import samples
from documents.catalogue import DocumentKind
from tests import factories
from tests.recovery.living import SLOW, START, Life, report_form
from tests.recovery.test_court_events import tell
from tests.recovery.test_one_of_several import report
from tests.recovery.test_true_papers import printed
from webapp.correspondence.models import Document
from webapp.recovery.models import CourtCase, CourtEvent
from webapp.recovery.queries.contexts import simplified


def test_a_claim_says_by_what_article_it_is_heard_without_a_hearing() -> None:
    for is_citizen, article in ((True, "232.2"), (False, "227")):
        sample = samples.sample(kind=DocumentKind.STATEMENT_OF_CLAIM, is_citizen=is_citizen)
        text = printed(replace(sample, is_simplified=True), DocumentKind.STATEMENT_OF_CLAIM)
        plain = printed(replace(sample, is_simplified=False), DocumentKind.STATEMENT_OF_CLAIM)
        assert f"статьи {article}" in text
        assert "упрощённого производства" not in plain


def test_the_price_of_a_claim_decides_whether_it_is_heard_so(
    sued: Life,
    begin: Callable[..., Life],
) -> None:
    dear = factories.create_debtor(
        today=START,
        monthly=Decimal(100_000),
        party=factories.create_person(email="", phone="+79031234568"),
    )
    other = begin(dear, outcomes={"court_order_ruling": "REFUSED"}, lazy=SLOW)
    other.go(until="ask:judgment")

    claims = Document.objects.filter(kind="statement_of_claim").order_by("id")

    assert [paper.context["is_simplified"] for paper in claims] == [True, False]


def test_the_sheet_has_the_terms_that_run_from_acceptance_and_from_the_judgment(
    sued: Life,
) -> None:
    tell(sued, CourtEvent.Kind.CLAIM_ACCEPTED)
    accepted = sued.today
    report(sued, "judgment", "GRANTED", in_force_on=sued.today.isoformat())

    terms = {term.name: term for term in simplified.terms_of(case=sued.fresh())}

    answer = terms["Доказательства и возражения в упрощённом производстве"]
    assert (answer.started_on, answer.length) == (accepted, "15 рабочих дней")
    papers = terms["Дополнительные документы в упрощённом производстве"]
    assert papers.length == "30 рабочих дней"
    force = terms["Вступление решения в силу, если нет жалобы"]
    assert (force.length, force.ends_on > accepted) == ("15 рабочих дней", True)
    assert "232.4" in terms["Заявление о мотивированном решении"].rule


def test_the_day_of_force_is_counted_where_nobody_appeals(sued: Life) -> None:
    courts = list(CourtCase.objects.filter(track="LAWSUIT"))
    given = {"outcome": "GRANTED", "date": "2026-03-02"}

    counted = report_form("judgment", given, courts=courts)
    told = report_form("judgment", {**given, "in_force_on": "2026-04-10"}, courts=courts)
    asked = report_form("judgment", given)

    # the 9th of March is off besides Saturdays and Sundays
    assert counted.is_valid(), counted.errors
    assert counted.result()["in_force_on"] == "2026-03-25"
    assert told.is_valid() and told.result()["in_force_on"] == "2026-04-10"
    assert not asked.is_valid() and "in_force_on" in asked.errors
