"""Meters and readings: as much as a restriction order needs."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from webapp.search import declarations as search
from webapp.staff import history
from webapp.staff.models import lock_date_trigger


@history.kept()
class Meter(models.Model):
    """A meter of one service on an account, with the seal that a crew finds or sets."""

    account = models.ForeignKey(
        "contracts.Account",
        on_delete=models.PROTECT,
        related_name="meters",
        verbose_name=_("account"),
    )
    service = models.ForeignKey(
        "contracts.Service", on_delete=models.PROTECT, verbose_name=_("service")
    )
    number = models.CharField(_("number"), max_length=40)
    model = models.CharField(_("model"), max_length=80, blank=True)
    digits = models.PositiveSmallIntegerField(_("digits before the point"), default=6)
    seal = models.CharField(_("seal"), max_length=40, blank=True)
    installed_on = models.DateField(_("installed on"))
    removed_on = models.DateField(_("removed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("meter")
        verbose_name_plural = _("meters")
        indexes = [search.index("number", name="metering_meter_parts")]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "number", "model"], name="metering_meter_number"
            ),
            models.CheckConstraint(
                condition=models.Q(removed_on=None)
                | models.Q(removed_on__gte=models.F("installed_on")),
                name="metering_meter_dates",
                violation_error_message=_(
                    "The meter cannot be removed before it is installed: correct the days."
                ),
            ),
        ]

    def __str__(self) -> str:
        """Return the factory number."""
        return self.number


class Reading(models.Model):
    """What a meter showed on a day, and where we know it from."""

    class Source(models.TextChoices):
        """Who read it."""

        CREW = "CREW", _("Crew")
        CUSTOMER = "CUSTOMER", _("Customer")
        IMPORT = "IMPORT", _("Import")

    meter = models.ForeignKey("metering.Meter", on_delete=models.PROTECT, related_name="readings")
    read_on = models.DateField(_("read on"))
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=3)
    source = models.CharField(_("source"), max_length=10, choices=Source.choices)

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        constraints = [
            models.UniqueConstraint(
                fields=["meter", "read_on", "source"], name="metering_reading_once"
            ),
            models.CheckConstraint(
                condition=models.Q(value__gte=0), name="metering_reading_not_negative"
            ),
        ]
        triggers = [lock_date_trigger("read_on")]
