"""An address in its parts, and the line that papers print of it."""

from dataclasses import dataclass, field, replace

from webapp.premises.addresses import keys
from webapp.premises.addresses.houses import House, Unit
from webapp.premises.addresses.kinds import UnitKind


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of an address.

    No ``units`` is the whole house, no ``street`` a village without streets.

    A village comes with its county: many have one name. ``around`` is what was read and is not
    printed: postcode, country, region.
    """

    settlement: str
    street: str
    house: House
    units: tuple[Unit, ...] = ()
    around: str = field(default="", compare=False)

    def __str__(self) -> str:
        """Return the line that papers print."""
        parts = (
            self.settlement,
            self.street,
            str(self.house),
            *map(str, self.units),
        )
        return ", ".join(filter(None, parts))

    @property
    def has_unmarked_unit(self) -> bool:
        """Say whether a number stands after the house without a word that tells what it is."""
        return any(unit.kind == UnitKind.UNMARKED for unit in self.units)

    def with_unmarked_as(self, kind: UnitKind) -> "Address":
        """Return the address with its bare number taken for a flat or an office."""
        units = (
            replace(unit, kind=kind) if unit.kind == UnitKind.UNMARKED else unit
            for unit in self.units
        )
        return replace(self, units=tuple(units))

    def is_same_house(self, other: "Address") -> bool:
        """Say whether two can be one house.

        Spelling, order of words, the kind of a street, a county left out do not matter.
        """
        return (
            keys.can_be_one_settlement(self.settlement, other.settlement)
            and keys.street_words(self.street) == keys.street_words(other.street)
            and keys.house_key(self.house) == keys.house_key(other.house)
        )

    def is_same_place(self, other: "Address") -> bool:
        """Say whether two can be one place: one house, and in it one flat or office."""
        here = keys.units_key(self.units)
        there = keys.units_key(other.units)
        return self.is_same_house(other) and here == there
