"""An address is taken apart and put together."""

import pytest
from django.utils import translation

from webapp.premises import queries
from webapp.premises.queries import Address


@pytest.mark.parametrize(
    "line", ["г. Тверь, ул. Мира, д. 1, кв. 2", "с. Медное, ул. Полевая, д. 7", "г. Тверь, пр-т Победы, д. 15 корп. 2, кв. 8"]
)
def test_a_line_that_we_print_is_read_back(line: str) -> None:
    assert str(queries.parse_address(line)) == line


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("д. Заречье, д. 5", None),
        ("г. Тверь, Садовая, 3-4", Address("г. Тверь", "Садовая", "3-4")),
        ("г. Тверь, пер. Речной, стр. 4, оф. 12", Address("г. Тверь", "пер. Речной", "4", "12")),
        ("Тверь, мкр. Южный, дом № 6", Address("Тверь", "мкр. Южный", "6")),
    ],
)
def test_usual_spellings_are_understood(line: str, address: Address | None) -> None:
    if address is None:
        with pytest.raises(queries.UnreadableAddress):
            queries.parse_address(line)
    else:
        assert queries.parse_address(line) == address


def test_what_is_missing_is_named() -> None:
    with translation.override("ru"), pytest.raises(queries.UnreadableAddress, match="улица, дом"):
        queries.parse_address("г. Тверь")
