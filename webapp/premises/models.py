"""Addresses: district, settlement, street, building, premises."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _


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
    """A street of a settlement of a district."""

    district = models.ForeignKey(
        "premises.District", on_delete=models.PROTECT, verbose_name=_("district")
    )
    settlement = models.CharField(_("settlement"), max_length=120)
    name = models.CharField(_("name of the street"), max_length=120)

    class Meta:
        verbose_name = _("street")
        verbose_name_plural = _("streets")
        constraints = [
            models.UniqueConstraint(
                fields=["district", "settlement", "name"], name="premises_street_once"
            )
        ]

    def __str__(self) -> str:
        """Return settlement and street."""
        return f"{self.settlement}, {self.name}"


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Building(models.Model):
    """A house with a number. ``closed_on`` ends its life without erasing it."""

    class Kind(models.TextChoices):
        """What stands there."""

        APARTMENT_BUILDING = "APARTMENT_BUILDING", _("Apartment building")
        HOUSE = "HOUSE", _("House")
        NON_RESIDENTIAL = "NON_RESIDENTIAL", _("Non-residential building")

    street = models.ForeignKey(
        "premises.Street", on_delete=models.PROTECT, verbose_name=_("street")
    )
    number = models.CharField(_("number"), max_length=20)
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
            models.UniqueConstraint(fields=["street", "number"], name="premises_building_once")
        ]

    def __str__(self) -> str:
        """Return the number."""
        return self.number


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Premises(models.Model):
    """A flat, an office, or the whole house (empty number). ``address`` is the full line that papers print: ``operations`` keep it."""

    building = models.ForeignKey(
        "premises.Building", on_delete=models.PROTECT, verbose_name=_("building")
    )
    number = models.CharField(_("number"), max_length=20, blank=True)
    is_residential = models.BooleanField(_("residential"), default=True)
    area_m2 = models.DecimalField(
        _("area, m²"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    address = models.CharField(_("address"), max_length=400)

    class Meta:
        verbose_name = _("premises")
        verbose_name_plural = _("premises")
        constraints = [
            models.UniqueConstraint(fields=["building", "number"], name="premises_premises_once")
        ]

    def __str__(self) -> str:
        """Return the full address."""
        return self.address
