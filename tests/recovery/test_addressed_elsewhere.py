"""A paper that went elsewhere than it is addressed to is asked about once."""

from typing import Any

import pytest

from tests.recovery.living import START
from webapp.processes import registry
from webapp.recovery.forms.tasks import AddressedForm
from workflows.interfaces.debt_recovery import WORKFLOW_TYPE

# a day is judged by the business clock, which the database keeps
pytestmark = pytest.mark.django_db
PAPER = "Мировой судья судебного участка № 3"
OTHER = "Тверской районный суд г. Москвы"
FORMS = [("file_court_order", "court"), ("file_lawsuit", "court"), ("present_writ", "office")]


def form(kind: str, field: str, told: str, *, paper: str = PAPER, **given: Any) -> AddressedForm:
    asked = {"process": WORKFLOW_TYPE, "code": kind}
    page, known = registry.page_of(**asked), registry.kind_of(**asked)
    assert page and known
    typed = {"outcome": known.outcomes[0], "date": START.isoformat(), "duty_order": "7", **given}
    made: AddressedForm = page.form(
        typed | {field: told}, kind=known, today=START, initial={field: paper}
    )
    return made


@pytest.mark.parametrize(("kind", "field"), FORMS)
def test_another_addressee_is_asked_about_with_both_names(kind: str, field: str) -> None:
    asked = form(kind, field, OTHER)

    assert not asked.is_valid()
    assert PAPER in str(asked.errors["elsewhere"]) and OTHER in str(asked.errors["elsewhere"])


@pytest.mark.parametrize(("kind", "field"), FORMS)
def test_what_was_confirmed_is_taken_and_kept_with_the_report(kind: str, field: str) -> None:
    confirmed = form(kind, field, OTHER, elsewhere="on")

    assert confirmed.is_valid(), confirmed.errors
    assert (confirmed.result()[field], confirmed.result()["elsewhere"]) == (OTHER, True)


@pytest.mark.parametrize(("kind", "field"), FORMS)
@pytest.mark.parametrize(
    ("told", "paper"),
    [(PAPER, PAPER), (f"  {PAPER.upper()} ", PAPER), (OTHER, "")],
    ids=["the same", "written otherwise", "no paper"],
)
def test_nothing_is_asked_where_nothing_differs(
    kind: str, field: str, told: str, paper: str
) -> None:
    plain = form(kind, field, told, paper=paper)

    assert plain.is_valid(), plain.errors
    assert "elsewhere" not in plain.fields
