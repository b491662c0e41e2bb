"""A house number and a part of a house, in columns, and what papers print of them."""

from dataclasses import dataclass

from webapp.premises.addresses.kinds import Ownership, UnitKind


@dataclass(frozen=True, slots=True)
class House:
    """The number of a house with its block, building and letter.

    «стр. 4» alone has no ``number``.
    """

    number: str = ""
    korpus: str = ""
    stroenie: str = ""
    litera: str = ""
    ownership: Ownership = Ownership.HOUSE

    def __str__(self) -> str:
        """Return what papers print, empty where garages of a cooperative have no house."""
        if self.number:
            marked = f"{self.ownership.mark} {self.number}"
        else:
            marked = ""
        return " ".join(filter(None, (marked, self.blocks)))

    @property
    def short(self) -> str:
        """Return what lists show: an ordinary house without its mark."""
        if self.ownership == Ownership.HOUSE:
            return " ".join(filter(None, (self.number, self.blocks)))
        return str(self)

    @property
    def blocks(self) -> str:
        """Return what stands after the number."""
        marked = (
            ("корп.", self.korpus),
            ("стр.", self.stroenie),
            ("лит.", self.litera),
        )
        return " ".join(f"{mark} {value}" for mark, value in marked if value)


@dataclass(frozen=True, slots=True)
class Unit:
    """A flat, a room in it, an office, a garage.

    What was not understood keeps its words as ``number``.
    """

    kind: UnitKind
    number: str

    def __str__(self) -> str:
        """Return what papers print."""
        return f"{self.kind.mark} {self.number}".strip()
