"""The register of deeds: one row for each change of money, terms or status."""

from django.conf import settings
from django.db import models
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from webapp.staff import history


class Entry(models.Model):
    """One deed: a dotted name (``recovery.case.stage-changed``), its subject
    (``recovery_case:42``), who, when, on what ground.
    """

    at = models.DateTimeField(_("when"))
    business_date = models.DateField(_("business date"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        verbose_name=_("who"),
    )
    name = models.CharField(_("deed"), max_length=80)
    subject = models.CharField(_("subject"), max_length=60)
    ground = models.CharField(_("ground"), max_length=300, blank=True)
    details = models.JSONField(_("details"), default=dict, blank=True)

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal")
        indexes = [
            models.Index(fields=["subject", "-at"], name="audit_entry_subject"),
            models.Index(fields=["-at"], name="audit_entry_at"),
        ]
        triggers = history.append_only()

    def __str__(self) -> str:
        """Return when it was done, as its page is headed."""
        return formats.date_format(timezone.localtime(self.at), "DATETIME_FORMAT")


class Look(models.Model):
    """A person has looked at something with personal data within an hour: one row, however often.

    ``subject`` is written as in the register (``account:7``). It is no key of another table: what
    was looked at may go, that it was looked at stays until its term of keeping is over.
    """

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        db_index=False,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("who"),
    )
    subject = models.CharField(_("subject"), max_length=60)
    hour = models.DateTimeField(_("hour"))

    class Meta:
        verbose_name = _("look at personal data")
        verbose_name_plural = _("looks at personal data")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["by", "subject", "hour"],
                name="audit_look_once_an_hour",
            ),
        ]
        indexes = [
            models.Index(fields=["-hour", "-id"], name="audit_look_hour"),
            models.Index(fields=["subject", "-hour"], name="audit_look_subject"),
        ]

    def __str__(self) -> str:
        """Return in which hour it was, as its page is headed."""
        return formats.date_format(timezone.localtime(self.hour), "DATETIME_FORMAT")


class Submission(models.Model):
    """A form of a new row that has been taken: sent twice, by two clicks, it makes one row."""

    key = models.UUIDField(primary_key=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
