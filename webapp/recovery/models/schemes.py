"""Schemes as data: a running case keeps the version it was opened with."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from webapp.staff import history

LIMITS = ("supplier", "service", "district")


class Scheme(models.Model):
    """A way to recover debt from one segment of customers.

    Its stages live in versions; a running case keeps its version.
    """

    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=120)
    party_kinds = models.JSONField(_("for parties of kinds"), default=list)
    is_active = models.BooleanField(_("opens new cases"), default=True)
    stopped_reason = models.CharField(_("stopped because"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("recovery scheme")
        verbose_name_plural = _("recovery schemes")
        constraints = [models.UniqueConstraint(fields=["code"], name="recovery_scheme_code")]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


def _named(to: str, name: Any) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        to,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=name,
    )


def _one_named() -> Q:
    """Return the condition that exactly one thing is named."""
    found = Q()
    for limit in LIMITS:
        found |= Q(**{f"{each}__isnull": each != limit for each in LIMITS})
    return found


class SchemeLimit(models.Model):
    """One supplier, service or district that a scheme is for.

    A scheme without rows about suppliers is for debts to all of them; so with services, districts.
    """

    scheme = models.ForeignKey("recovery.Scheme", on_delete=models.CASCADE, related_name="limits")
    supplier = _named("contracts.Supplier", _("supplier"))
    service = _named("contracts.Service", _("service"))
    district = _named("premises.District", _("district"))

    class Meta:
        verbose_name = _("whom a scheme is for")
        verbose_name_plural = _("whom schemes are for")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=_one_named(), name="recovery_schemelimit_one_named"),
            models.UniqueConstraint(
                fields=["scheme", *LIMITS],
                name="recovery_schemelimit_once",
                nulls_distinct=False,
            ),
        ]


class SweepPlan(models.Model):
    """The hour of the nightly sweep, in Moscow; there is one row.

    ``chosen_at`` and ``swept_at`` are real moments, whatever day the office plays.
    """

    ONLY = 1

    hour = models.PositiveSmallIntegerField(_("hour"), default=6)
    chosen_at = models.DateTimeField(_("chosen at"), default=timezone.now)
    swept_at = models.DateTimeField(_("swept at"), null=True, blank=True)

    class Meta:
        verbose_name = _("nightly sweep")
        verbose_name_plural = _("nightly sweeps")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(hour__lt=24), name="recovery_sweepplan_hour"),
            models.CheckConstraint(condition=Q(id=1), name="recovery_sweepplan_only"),
        ]


class SchemeVersion(models.Model):
    """An edition of a scheme.

    ``definition`` is the JSON of ``workflows.interfaces.debt_recovery.Scheme``. Never edited.
    """

    scheme = models.ForeignKey("recovery.Scheme", on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    definition = models.JSONField()
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    created_by = models.ForeignKey(
        "staff.User", null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("author")
    )
    note = models.CharField(_("what changed"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("scheme version")
        verbose_name_plural = _("scheme versions")
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "number"], name="recovery_schemeversion_number"
            )
        ]
        triggers = history.append_only()
