"""Addresses as people write them: their parts, how they are read, printed and compared.

No database.
"""

from webapp.premises.addresses.cells import from_cells, with_units_of_cells
from webapp.premises.addresses.columns import columns_of_units, units_of_columns
from webapp.premises.addresses.houses import House, Unit
from webapp.premises.addresses.keys import (
    house_key,
    road_key,
    settlement_key,
    street_key,
    units_key,
)
from webapp.premises.addresses.kinds import Ownership, UnitKind
from webapp.premises.addresses.marks import UnreadableAddress
from webapp.premises.addresses.parts import Address
from webapp.premises.addresses.reading import parse_address, parse_house, parse_units

__all__ = [
    "Address",
    "House",
    "Ownership",
    "Unit",
    "UnitKind",
    "UnreadableAddress",
    "columns_of_units",
    "from_cells",
    "house_key",
    "parse_address",
    "parse_house",
    "parse_units",
    "road_key",
    "settlement_key",
    "street_key",
    "units_key",
    "units_of_columns",
    "with_units_of_cells",
]
