"""Every parameter is dated, sourced and without gaps; outside its dates nothing is guessed."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from tariffs import parameters

ONE_DAY = timedelta(days=1)
TOMORROW = (
    datetime.now(UTC).date() + ONE_DAY
)  # where the file was written it may be a day later than here
ROW = 'title = "x"\nsource = "y"\nlast_checked = 2026-11-21\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder of parameters of our own."""
    parameters.series.cache_clear()
    monkeypatch.setattr(parameters, "FOLDER", tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", parameters.names())
class TestEveryParameter:
    def test_names_its_source_and_the_day_it_was_checked(self, name: str) -> None:
        found = parameters.series(name)

        assert found.title
        assert found.source
        assert type(found.last_checked) is date
        assert found.rows[0].start < found.last_checked <= TOMORROW

    def test_has_no_overlap_and_no_gap(self, name: str) -> None:
        found = parameters.series(name)

        assert found.rows
        for row, following in pairwise(found.rows):
            assert row.start < following.start
            assert row.end is not None
            assert row.end <= following.start if found.windows else row.end == following.start

    def test_cites_an_act_in_each_row_or_in_its_source(self, name: str) -> None:
        found = parameters.series(name)

        assert all(row.act for row in found.rows) or "Банк России" in found.source

    def test_says_nothing_before_its_first_day(self, name: str) -> None:
        found = parameters.series(name)

        with pytest.raises(parameters.NotInForce, match=name):
            found.on(date.fromordinal(found.rows[0].start.toordinal() - 1))

    def test_is_not_believed_beyond_the_year_after_its_last_check(self, name: str) -> None:
        found = parameters.series(name)

        assert found.known_until == date(found.last_checked.year + 2, 1, 1)
        assert found.rows[-1].end or found.on(found.known_until - ONE_DAY) is found.rows[-1]
        with pytest.raises(parameters.NotInForce, match=f"{name}: {found.known_until}"):
            found.on(found.known_until)


def test_the_key_rate_takes_effect_on_its_monday() -> None:
    rates = parameters.series("key_rate")

    assert rates.on(date(2025, 7, 27)).decimal() == Decimal("20.00")
    assert rates.on(date(2025, 7, 28)).decimal() == Decimal("18.00")
    assert rates.verified_until == date(2026, 10, 25)


def test_a_rate_is_unverified_from_the_day_after_the_last_verified_one_until_a_newer_begins() -> (
    None
):
    seed = parameters.series("key_rate")
    newer = [
        seed.with_value(start=day, value=Decimal(13), act="")
        for day in (date(2026, 10, 26), date(2026, 12, 21))
    ]

    found = [each.unverified() for each in (seed, *newer, parameters.series("vat"))]

    assert [row and (row.start, row.end, row.decimal()) for row in found] == [
        (date(2026, 10, 26), None, Decimal("14.00")),
        None,
        (date(2026, 10, 26), date(2026, 12, 21), Decimal("14.00")),
        None,
    ]


def test_the_refinancing_rate_ends_where_the_key_rate_takes_its_place() -> None:
    rates = parameters.series("refinancing_rate")

    assert rates.on(date(2015, 12, 31)).decimal() == Decimal("8.25")
    with pytest.raises(parameters.NotInForce):
        rates.on(date(2016, 1, 1))


@pytest.mark.parametrize(
    ("name", "day", "value"),
    [
        ("vat", date(2026, 1, 1), "22"),
        ("vat", date(2025, 12, 31), "20"),
        ("reconnection_cost", date(2025, 12, 26), "1000"),
        ("reconnection_cost", date(2025, 12, 27), "5000"),
        ("court.order_issue_days", date(2024, 8, 31), "5"),
        ("court.order_issue_days", date(2024, 9, 1), "10"),
        ("cold_water_multiplier", date(2025, 12, 6), "3.0"),
        ("notice.restriction_citizen_days", date(2026, 11, 21), "20"),
        ("notice.pretrial_days", date(2026, 11, 21), "30"),
    ],
)
def test_a_value_changes_on_its_day(name: str, day: date, value: str) -> None:
    assert parameters.series(name).on(day).decimal() == Decimal(value)


def test_staff_add_a_newer_rate_to_the_seed() -> None:
    seed = parameters.series("key_rate")

    newer = seed.with_value(
        start=date(2026, 10, 26), value=Decimal("13.50"), act="решение от 23.10.2026"
    )

    assert newer.on(date(2026, 10, 25)).decimal() == Decimal("14.00")
    assert newer.on(date(2026, 10, 26)).decimal() == Decimal("13.50")
    assert seed.on(date(2026, 10, 26)).decimal() == Decimal("14.00")


def test_a_rate_in_the_middle_of_the_seed_is_refused() -> None:
    with pytest.raises(parameters.UnableToReadParameter, match="must begin after 2026-07-27"):
        parameters.series("key_rate").with_value(start=date(2026, 7, 27), value=Decimal(1), act="")


def test_an_unknown_parameter_is_refused() -> None:
    with pytest.raises(parameters.UnableToReadParameter, match="tea: there is no such parameter"):
        parameters.series("tea")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            "[[row]]\nfrom = 2020-01-01\nto = 2021-06-01\n[[row]]\nfrom = 2021-01-01\n",
            "overlaps the row from 2021-01-01",
        ),
        (
            "[[row]]\nfrom = 2020-01-01\nto = 2020-06-01\n[[row]]\nfrom = 2021-01-01\n",
            "nothing is in force from 2020-06-01 to 2021-01-01",
        ),
        ("[[row]]\nfrom = 2020-01-01\nto = 2019-06-01\n", "ends before it begins"),
    ],
)
def test_a_file_that_contradicts_itself_is_refused(folder: Path, rows: str, message: str) -> None:
    folder.joinpath("wrong.toml").write_text(ROW + rows, "utf-8")

    with pytest.raises(parameters.UnableToReadParameter, match=message):
        parameters.series("wrong")


def test_windows_may_leave_gaps(folder: Path) -> None:
    folder.joinpath("some.toml").write_text(
        ROW
        + "windows = true\n[[row]]\nfrom = 2020-01-01\nto = 2020-06-01\n[[row]]\nfrom = 2021-01-01\n",
        "utf-8",
    )

    assert len(parameters.series("some").rows) == 2
