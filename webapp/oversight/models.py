"""What a person has chosen: letters of the morning, and a calendar read from outside."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Preferences(models.Model):
    """What a person has chosen: whether a letter tells of the day, when, and what is known already.

    ``knows_desk`` says that the card of the first day was put away.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        primary_key=True,
        on_delete=models.PROTECT,
        related_name="preferences",
    )
    wants_digest = models.BooleanField(_("send me a letter about my day"), default=False)
    digest_hour = models.PositiveSmallIntegerField(_("at this hour"), default=8)
    on_working_days = models.BooleanField(_("on working days only"), default=True)
    knows_desk = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("personal settings")
        verbose_name_plural = _("personal settings")
        default_permissions = ()
        permissions = [("view_overviews", _("Can see reports over all work"))]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(digest_hour__lt=24), name="oversight_preferences_hour"
            )
        ]


class Digest(models.Model):
    """The letter of one day to one person: there is one, and it goes out once.

    A row in SENDING is a promise that somebody is sending it now. When the sender dies nobody can
    know whether it went, and it is not sent again: tomorrow comes another.
    """

    class Status(models.TextChoices):
        """How far it has come."""

        PLANNED = "PLANNED", _("Planned")
        SENDING = "SENDING", _("Being sent")
        SENT = "SENT", _("Sent")
        FAILED = "FAILED", _("Not sent")
        EMPTY = "EMPTY", _("Nothing to tell")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="digests"
    )
    on = models.DateField(_("day"))
    reference = models.UUIDField()
    status = models.CharField(
        _("status"), max_length=8, choices=Status.choices, default=Status.PLANNED
    )
    at = models.DateTimeField(_("when"), auto_now=True)
    reason = models.CharField(_("why not"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("letter about the day")
        verbose_name_plural = _("letters about the day")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["person", "on"], name="oversight_digest_once")
        ]


class Feed(models.Model):
    """The private address at which the calendar of a person is read by a telephone.

    Only the digest of its secret is kept: whoever reads the database cannot read calendars with it.
    Another address takes the place of the one before.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        primary_key=True,
        on_delete=models.PROTECT,
        related_name="feed",
    )
    digest = models.CharField(max_length=64)
    language = models.CharField(_("language"), max_length=10)
    given_at = models.DateTimeField(_("given out"))
    last_read_at = models.DateTimeField(_("last read"), null=True, blank=True)

    class Meta:
        verbose_name = _("address of a calendar")
        verbose_name_plural = _("addresses of calendars")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["digest"], name="oversight_feed_digest"),
        ]
