"""When the story is over, business time goes on by day: whoever tries the screens does not wait for the end of a night."""

from datetime import datetime

import pytest

from webapp.demo import story
from workflows.interfaces.clock import MOSCOW


@pytest.mark.parametrize(
    ("now", "rest"),
    [
        ((3, 2, 0), (3, 2, 9)),
        ((3, 2, 9), (3, 2, 9)),
        ((3, 2, 16), (3, 2, 16)),
        ((3, 2, 17), (3, 3, 9)),
        ((3, 31, 23), (4, 1, 9)),
    ],
)
def test_the_clock_never_goes_back_and_rests_by_day(
    now: tuple[int, int, int], rest: tuple[int, int, int]
) -> None:
    assert story.hour_of_rest(datetime(2026, *now, tzinfo=MOSCOW)) == datetime(
        2026, *rest, tzinfo=MOSCOW
    )
