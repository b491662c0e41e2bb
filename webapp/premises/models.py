"""Where customers live and work: district, settlement, street, building, premises."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from webapp.premises import addresses, moving
from webapp.premises.addresses import House, Ownership, Unit, UnitKind
from webapp.search import declarations as search
from webapp.staff import history

# the database knows it too: what is written by the version before, while this one is being
# installed, has it
_EMPTY: dict[str, Any] = {"default": "", "db_default": ""}
_STORED_KINDS = [choice for choice in UnitKind.choices if choice[0] != UnitKind.UNMARKED]


class SpellingKey(models.CharField):  # type: ignore[type-arg]
    """What is the same for every spelling of a row, written with it.

    Two loads with two spellings make one row.

    A row that an older version made twice keeps its own key, the first one's with ``#`` and its
    number.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(
            *args,
            **{"max_length": 400, "editable": False, **_EMPTY, **kwargs},
        )

    def deconstruct(self) -> Any:
        """Be a plain text to migrations: they write keys themselves."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Return the key of the spelling the row has now."""
        fresh = model_instance.spelling_key()  # type: ignore[attr-defined]
        stored = str(getattr(model_instance, self.attname))
        if stored.partition("#")[0] == fresh:
            key = stored
        else:
            key = fresh
        setattr(model_instance, self.attname, key)
        return key


class District(models.Model):
    """A service district of the supplier; segments of staff are made of districts."""

    code = models.CharField(_("code"), max_length=20)
    name = models.CharField(_("name of the district"), max_length=120)

    class Meta:
        verbose_name = _("district")
        verbose_name_plural = _("districts")
        constraints = [models.UniqueConstraint(fields=["code"], name="premises_district_code")]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Street(models.Model):
    """A street of a settlement of a district; in a village without streets the name is empty."""

    OWNER = "district"

    district = models.ForeignKey(
        "premises.District", on_delete=models.PROTECT, verbose_name=_("district")
    )
    settlement = models.CharField(_("settlement"), max_length=120)
    name = models.CharField(_("name of the street"), max_length=120, blank=True)
    key = SpellingKey()

    class Meta:
        verbose_name = _("street")
        verbose_name_plural = _("streets")
        constraints = [
            models.UniqueConstraint(fields=["district", "key"], name="premises_street_key_once")
        ]
        triggers = [moving.STREET]

    def __str__(self) -> str:
        """Return settlement and street."""
        return ", ".join(filter(None, (self.settlement, self.name)))

    def spelling_key(self) -> str:
        """Return what is the same for every spelling."""
        return addresses.road_key(settlement=self.settlement, street=self.name)


@history.kept()
class Building(models.Model):
    """A house with a number and its blocks. ``closed_on`` ends its life without erasing it.

    Garages of a cooperative have one without a number. ``fias_code`` is the house's GUID in ГАР
    (ФИАС).
    """

    OWNER = "street"

    class Kind(models.TextChoices):
        """What stands there."""

        APARTMENT_BUILDING = "APARTMENT_BUILDING", _("Apartment building")
        HOUSE = "HOUSE", _("House")
        NON_RESIDENTIAL = "NON_RESIDENTIAL", _("Non-residential building")

    street = models.ForeignKey(
        "premises.Street", on_delete=models.PROTECT, verbose_name=_("street")
    )
    ownership = models.CharField(
        _("what has the number"),
        max_length=20,
        choices=Ownership.choices,
        default=Ownership.HOUSE,
        db_default=Ownership.HOUSE,
    )
    number = models.CharField(_("number"), max_length=20, blank=True)
    korpus = models.CharField(_("korpus"), max_length=10, blank=True, **_EMPTY)
    stroenie = models.CharField(_("stroenie"), max_length=10, blank=True, **_EMPTY)
    litera = models.CharField(_("litera"), max_length=10, blank=True, **_EMPTY)
    key = SpellingKey()
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    fias_code = models.UUIDField(_("ФИАС code"), null=True, blank=True)
    area_m2 = models.DecimalField(
        _("area, m²"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    manager = models.ForeignKey(
        "parties.Party",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        verbose_name=_("managing company"),
    )
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("building")
        verbose_name_plural = _("buildings")
        constraints = [
            models.UniqueConstraint(fields=["street", "key"], name="premises_building_key_once"),
            models.UniqueConstraint(fields=["fias_code"], name="premises_building_fias_once"),
        ]
        triggers = [moving.BUILDING]

    def __str__(self) -> str:
        """Return the number with its blocks."""
        return self.house.short

    def spelling_key(self) -> str:
        """Return what is the same for every spelling."""
        return addresses.house_key(self.house)

    @property
    def house(self) -> House:
        """Return the number in its parts."""
        return House(
            number=self.number,
            korpus=self.korpus,
            stroenie=self.stroenie,
            litera=self.litera,
            ownership=Ownership(self.ownership),
        )


@history.kept()
class Premises(models.Model):
    """A flat, an office, a garage, or the whole house (no kind).

    ``address`` is the full line that papers print: ``operations`` keep it.

    ``room`` is one of a communal flat; ``rest`` is what else the address says, as written;
    ``fias_code`` the GUID in ГАР (ФИАС).
    """

    OWNER = "building"

    building = models.ForeignKey(
        "premises.Building", on_delete=models.PROTECT, verbose_name=_("building")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=_STORED_KINDS, blank=True, **_EMPTY)
    number = models.CharField(_("number"), max_length=20, blank=True)
    room = models.CharField(_("room of a communal flat"), max_length=20, blank=True, **_EMPTY)
    rest = models.CharField(
        _("rest of the address, as written"), max_length=120, blank=True, **_EMPTY
    )
    key = SpellingKey()
    fias_code = models.UUIDField(_("ФИАС code"), null=True, blank=True)
    is_residential = models.BooleanField(_("residential"), default=True)
    area_m2 = models.DecimalField(
        _("area, m²"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    address = models.CharField(_("address"), max_length=400)

    class Meta:
        verbose_name = _("premises")
        verbose_name_plural = _("premises")
        constraints = [
            models.UniqueConstraint(fields=["building", "key"], name="premises_premises_key_once"),
            models.UniqueConstraint(fields=["fias_code"], name="premises_premises_fias_once"),
        ]
        indexes = [search.index("address", name="premises_premises_parts")]
        triggers = [moving.PREMISES]

    def __str__(self) -> str:
        """Return the full address."""
        return self.address

    def spelling_key(self) -> str:
        """Return what is the same for every spelling."""
        return addresses.units_key(self.units)

    @property
    def is_home(self) -> bool:
        """Say whether the Housing Code is about it: a garage or a shop of a citizen is none."""
        is_building = self.building.kind == Building.Kind.NON_RESIDENTIAL
        return self.is_residential and not is_building

    @property
    def units(self) -> tuple[Unit, ...]:
        """Return what is inside the house: the flat, its room, what else is written."""
        return addresses.units_of_columns(
            kind=self.kind,
            number=self.number,
            room=self.room,
            rest=self.rest,
        )
