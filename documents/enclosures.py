"""What stands under «Приложения» of a paper: what kind of thing each line is, and where it is kept.

A line is known by its beginning. One that no row of ``enclosed.toml`` knows is a paper that
somebody has named as a proof: it is kept with the account.
"""

import functools
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources


class Source(StrEnum):
    """Where what is enclosed comes from."""

    PAPER = "paper"  # it is a part of the paper itself
    MADE = "made"  # the house makes it
    LETTERS = "letters"  # papers that went to the debtor, with what became of them
    KEPT = "kept"  # somebody brings it as a file
    ORIGINAL = "original"  # it is handed over as it is, beside the package


class Holder(StrEnum):
    """With what a file that is brought is kept, to be found again for the next paper."""

    FILING = "filing"
    CASE = "case"
    PARTY = "party"
    ACCOUNT = "account"
    CONTRACT = "contract"
    POWER = "power"
    SUPPLIER = "supplier"


@dataclass(frozen=True, slots=True)
class Line:
    """A kind of lines of enclosures.

    ``by_title``: two lines of the kind are two files. ``fresh_days`` names the parameter of how
    many days old it may be on the day of the filing. ``may_lack``: a court takes the paper without
    it when a reason is given; ``act`` is the law that wants it.
    """

    code: str
    source: Source
    holders: tuple[Holder, ...] = ()
    by_title: bool = False
    fresh_days: str = ""
    may_lack: bool = False
    act: str = ""


NAMED_AS_PROOF = Line(
    "ground",
    Source.KEPT,
    (Holder.ACCOUNT,),
    by_title=True,
    may_lack=True,
    act="ГПК 56, 57, 132; АПК 65, 66, 126",
)


def line_of(text: str) -> Line:
    """Return what kind of thing a line names."""
    for begins, line in _known():
        if text.startswith(begins):
            return line
    return NAMED_AS_PROOF


@functools.cache
def _known() -> tuple[tuple[str, Line], ...]:
    table = tomllib.loads(
        resources.files("documents").joinpath("enclosed.toml").read_text(encoding="utf-8")
    )
    return tuple(
        (begins, _line(code, row)) for code, row in table.items() for begins in row["begins"]
    )


def _line(code: str, row: dict[str, object]) -> Line:
    told = {name: value for name, value in row.items() if name != "begins"}
    holders = told.pop("holders", [])
    assert isinstance(holders, list)
    return Line(
        code=code,
        source=Source(str(told.pop("source"))),
        holders=tuple(map(Holder, holders)),
        **told,  # type: ignore[arg-type]
    )
