"""The duty on the page of a case is that of what lies before the court, or of what comes next."""

from collections.abc import Callable

from tests.recovery.living import Life
from webapp.recovery.models import CourtCase
from webapp.recovery.queries import casefile


def shown(life: Life) -> tuple[str, object]:
    money = casefile.money(case=life.fresh(), today=life.today)
    return money.duty_track, money.duty


def test_after_a_cancelled_order_the_duty_is_that_of_a_claim(begin: Callable[..., Life]) -> None:
    life = begin(
        outcomes={"court_order_effect": "CANCELLED"},
        lazy=frozenset({"court_order_effect", "file_lawsuit"}),
    )
    life.go(until="ask:court_order_effect")
    assert shown(life)[0] == "order"

    life.lazy = frozenset({"file_lawsuit"})
    life.go(until="ask:file_lawsuit")

    assert shown(life)[0] == "claim"


def test_what_lies_before_the_court_keeps_its_duty_with_the_bailiffs(
    begin: Callable[..., Life],
) -> None:
    life = begin(
        outcomes={"court_order_ruling": "REFUSED"},
        lazy=frozenset({"enforcement_result"}),
    )
    life.go(until="ask:enforcement_result")

    assert shown(life) == ("claim", CourtCase.objects.latest("id").state_duty)
