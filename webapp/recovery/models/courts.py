"""Courts and bailiffs: what was asked of them and what they answered."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CourtCase(models.Model):
    """What went to a court: an application for an order or a statement of claim, and what the court did with it."""

    class Track(models.TextChoices):
        """The procedure."""

        ORDER = "ORDER", _("Court order")
        LAWSUIT = "LAWSUIT", _("Lawsuit")

    case = models.ForeignKey("recovery.RecoveryCase", on_delete=models.CASCADE, related_name="court_cases")
    track = models.CharField(_("track"), max_length=10, choices=Track.choices)
    court = models.CharField(_("court"), max_length=200)
    number = models.CharField(_("case number"), max_length=60, blank=True)
    filed_on = models.DateField(_("filed on"))
    claim = models.DecimalField(_("claim"), max_digits=14, decimal_places=2)
    penalty = models.DecimalField(_("penalty"), max_digits=14, decimal_places=2, default=0)
    state_duty = models.DecimalField(_("state duty"), max_digits=14, decimal_places=2)
    issued_on = models.DateField(_("order issued on"), null=True, blank=True)
    ruled_on = models.DateField(_("ruled on"), null=True, blank=True)
    ruling = models.CharField(_("ruling"), max_length=40, blank=True)
    in_force_on = models.DateField(_("in force since"), null=True, blank=True)
    awarded_claim = models.DecimalField(_("claim awarded"), max_digits=14, decimal_places=2, null=True, blank=True)
    awarded_penalty = models.DecimalField(_("penalty awarded"), max_digits=14, decimal_places=2, null=True, blank=True)
    awarded_duty = models.DecimalField(_("duty awarded"), max_digits=14, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = _("court case")
        verbose_name_plural = _("court cases")
        constraints = [models.UniqueConstraint(fields=["case", "track", "filed_on"], name="recovery_courtcase_once")]


class Writ(models.Model):
    """A writ of execution or an order in force, and its life with the bailiffs."""

    case = models.ForeignKey("recovery.RecoveryCase", on_delete=models.CASCADE, related_name="writs")
    number = models.CharField(_("number"), max_length=60)
    issued_on = models.DateField(_("issued on"))
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    presented_on = models.DateField(_("presented on"), null=True, blank=True)
    bailiff_office = models.CharField(_("bailiffs' office"), max_length=200, blank=True)
    proceeding_number = models.CharField(_("proceeding"), max_length=60, blank=True)
    opened_on = models.DateField(_("proceeding opened on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    end_reason = models.CharField(_("ended because"), max_length=200, blank=True)
    collected = models.DecimalField(_("collected"), max_digits=14, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = _("writ of execution")
        verbose_name_plural = _("writs of execution")
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="recovery_writ_number_of_case")]


class Authority(models.Model):
    """A court or a bailiffs' office that serves a district (every district when none is named)."""

    class Kind(models.TextChoices):
        """What it is."""

        MAGISTRATE = "MAGISTRATE", _("Magistrate")
        DISTRICT_COURT = "DISTRICT_COURT", _("District court")
        ARBITRATION = "ARBITRATION", _("Arbitration court")
        BAILIFFS = "BAILIFFS", _("Bailiffs' office")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    district = models.ForeignKey("premises.District", null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("district"))
    name = models.CharField(_("name"), max_length=200)
    address = models.CharField(_("address"), max_length=400)

    class Meta:
        verbose_name = _("court or bailiffs")
        verbose_name_plural = _("courts and bailiffs")
        constraints = [models.UniqueConstraint(fields=["kind", "district"], nulls_distinct=False, name="recovery_authority_once")]

    def __str__(self) -> str:
        """Return the name."""
        return self.name
