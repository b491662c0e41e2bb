"""What is a number of the post, and what is refused."""

import pytest

from webapp.correspondence.queries import postal_numbers


@pytest.mark.parametrize(
    "number",
    [
        pytest.param("12345678901231", id="the example of Interleaved 2 of 5, ITF-14"),
        pytest.param("RA410342249RU", id="UPU S10: the example 41034224, check digit 9"),
        pytest.param("RA123456785RU", id="UPU S10: 12345678, check digit 5"),
        pytest.param(" 123456 78 90123-1 ", id="as the receipt prints it, with spaces"),
        pytest.param("ra410342249ru", id="small letters"),
    ],
)
def test_a_number_with_its_check_digit_is_taken(number: str) -> None:
    assert postal_numbers.doubt(number=number) == ""


@pytest.mark.parametrize(
    "number",
    ["80111111111111999", "8011001234567", "", "РА410342249РУ", "RA41034224RU", "2-15/2026"],
    ids=["17 digits", "13 digits", "nothing", "Cyrillic letters", "no check digit", "of a court"],
)
def test_another_shape_is_refused_with_what_is_expected(number: str) -> None:
    assert "14" in postal_numbers.doubt(number=number)


@pytest.mark.parametrize("number", ["12345678901230", "RA410342248RU"])
def test_a_mistyped_digit_is_refused(number: str) -> None:
    assert postal_numbers.doubt(number=number)
    assert "14" not in postal_numbers.doubt(number=number)


@pytest.mark.parametrize("place", range(14))
def test_any_one_digit_mistyped_is_noticed(place: int) -> None:
    right = "12345678901231"
    wrong = right[:place] + str((int(right[place]) + 1) % 10) + right[place + 1 :]

    assert postal_numbers.doubt(number=wrong)


@pytest.mark.parametrize(("digits", "check"), [("00000000", "5"), ("00000020", "4")])
def test_the_remainders_of_s10_that_have_no_digit_have_their_own(digits: str, check: str) -> None:
    assert postal_numbers.s10_check_digit(digits) == check
