"""What a house and what a part of a house can be, and how papers name it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Ownership(models.TextChoices):
    """What carries the number on a street: a house, a possession with its houses, a plot."""

    HOUSE = "HOUSE", _("house")
    POSSESSION = "POSSESSION", _("possession")
    HOUSEHOLD = "HOUSEHOLD", _("household")
    BUILDING = "BUILDING", _("separate building")
    CONSTRUCTION = "CONSTRUCTION", _("construction")
    PLOT = "PLOT", _("plot of land")

    @property
    def mark(self) -> str:
        """Return the word before the number."""
        return _OWNERSHIP_MARKS[self]


class UnitKind(models.TextChoices):
    """What a part of a house is.

    ``UNMARKED`` is a bare number: whoever knows the customer decides.
    """

    FLAT = "FLAT", _("flat")
    ROOM = "ROOM", _("room")
    OFFICE = "OFFICE", _("office")
    CABINET = "CABINET", _("cabinet")
    PREMISES = "PREMISES", _("premises with a number")
    NON_RESIDENTIAL = "NON_RESIDENTIAL", _("non-residential premises")
    GARAGE = "GARAGE", _("garage")
    BOX = "BOX", _("garage box")
    PARKING = "PARKING", _("parking place")
    STORAGE = "STORAGE", _("storage room")
    PAVILION = "PAVILION", _("pavilion")
    SECTION = "SECTION", _("section")
    FLOOR = "FLOOR", _("floor")
    ENTRANCE = "ENTRANCE", _("entrance")
    OTHER = "OTHER", _("as written")
    UNMARKED = "UNMARKED", _("number without a word")

    @property
    def mark(self) -> str:
        """Return the word before the number."""
        return _UNIT_MARKS.get(self, "")

    @property
    def is_dwelling(self) -> bool:
        """Say whether people live there."""
        return self in {UnitKind.FLAT, UnitKind.ROOM}

    @property
    def is_of_garages(self) -> bool:
        """Say whether a cooperative of garages numbers such things without houses."""
        return self in {UnitKind.GARAGE, UnitKind.BOX, UnitKind.PARKING, UnitKind.STORAGE}

    @property
    def only_leads_there(self) -> bool:
        """Say whether it tells the way and does not tell premises apart: a floor, an entrance."""
        return self in {UnitKind.FLOOR, UnitKind.ENTRANCE}

    @property
    def family(self) -> "UnitKind":
        """Return the kind under which spellings are compared.

        «пом. 1-Н» is «нежилое помещение 1-Н».
        """
        if self == UnitKind.NON_RESIDENTIAL:
            return UnitKind.PREMISES
        return self


_OWNERSHIP_MARKS = {
    Ownership.HOUSE: "д.",
    Ownership.POSSESSION: "вл.",
    Ownership.HOUSEHOLD: "домовл.",
    Ownership.BUILDING: "зд.",
    Ownership.CONSTRUCTION: "соор.",
    Ownership.PLOT: "уч.",
}
_UNIT_MARKS = {
    UnitKind.FLAT: "кв.",
    UnitKind.ROOM: "комн.",
    UnitKind.OFFICE: "оф.",
    UnitKind.CABINET: "каб.",
    UnitKind.PREMISES: "пом.",
    UnitKind.NON_RESIDENTIAL: "нежил. пом.",
    UnitKind.GARAGE: "гараж",
    UnitKind.BOX: "бокс",
    UnitKind.PARKING: "м/м",
    UnitKind.STORAGE: "кладовая",
    UnitKind.PAVILION: "павильон",
    UnitKind.SECTION: "секция",
    UnitKind.FLOOR: "эт.",
    UnitKind.ENTRANCE: "подъезд",
}
