"""Whatever bytes come, a registry is read or refused in words."""

import random
from datetime import date

import pytest

from tests.billing import registries
from webapp.billing.queries import registry
from webapp.uploads.tables import reading
from webapp.uploads.tables.sheets import UnableToReadTable

ROWS = (registries.row(), registries.row(of=registries.ROMASHKA))
PADDED = (registries.Formatted(36001234, "0000000000"), *registries.row()[1:])
WHOLE = {
    "csv": registries.csv(*ROWS),
    "xlsx": registries.xlsx(*ROWS, PADDED),
    "xls": registries.xls(
        *registries.xls_table(registries.HEADER, *ROWS),
        registries.xls_number(3, 0, 36001234.0, style=1),
        registries.xls_error(3, 1),
        formats=("0000000000",),
    ),
}


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Return a file with some bytes replaced, left out or put in, or with its end cut off."""
    changed = bytearray(content)
    for _time in range(chance.choice((1, 1, 2, 5, 30))):
        at = chance.randrange(len(changed))
        length = chance.randrange(1, 20)
        replacement = chance.choice((b"", b"\xff" * 4, b"\0" * 4, b";;", chance.randbytes(length)))
        changed[at : at + length] = replacement
    if chance.random() < 0.1:
        del changed[chance.randrange(20, len(changed)) :]
    return bytes(changed)


@pytest.mark.parametrize("extension", WHOLE)
def test_a_damaged_file_is_read_or_refused_in_words(extension: str) -> None:
    chance = random.Random(f"{extension} 2026")
    read = refused = 0

    for _file in range(150):
        content = mutated(WHOLE[extension], chance)
        try:
            reading.read(
                registry.READER,
                file_name=f"a.{extension}",
                content=content,
                today=date(2026, 11, 16),
            )
            read += 1
        except UnableToReadTable as error:
            assert str(error).startswith(f"«a.{extension}»: ")
            refused += 1

    assert read + refused == 150
    assert refused > 10
