"""Schemes as data: a running case keeps the version it was opened with."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from webapp.staff import history


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
