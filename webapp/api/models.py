"""Tokens of other programs, what their calls with a key were answered, and how often they call."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from webapp.staff import history


class Scope(models.TextChoices):
    """What a token may be used for. It opens nothing that the token's owner may not do."""

    ACCOUNTS_READ = "accounts:read", _("Read accounts and what they owe")
    CASES_READ = "cases:read", _("Read cases and their journals")
    DOCUMENTS_READ = "documents:read", _("Read papers")
    MESSAGES_READ = "messages:read", _("Read messages")
    TASKS_READ = "tasks:read", _("Read tasks")
    TASKS_COMPLETE = "tasks:complete", _("Report on tasks")
    TASKS_CREATE = "tasks:create", _("Ask people for something")
    TASKS_WORK = "tasks:work", _("Take up, hand over and comment on tasks")
    DEBTS_LOAD = "debts:load", _("Load debts")
    PAYMENTS_LOAD = "payments:load", _("Load payments and statements")


class Token(models.Model):
    """The secret by which a program is let in, in the name of a member of staff.

    Only the digest of the secret is kept: whoever reads the database cannot call with it.
    ``beginning`` is what people tell two secrets apart by. What the token opens never changes: a
    program that needs more gets another one.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="api_tokens",
        verbose_name=_("in whose name"),
    )
    title = models.CharField(_("program"), max_length=120)
    beginning = models.CharField(_("beginning of the token"), max_length=16)
    digest = models.CharField(max_length=64)
    scopes = ArrayField(models.CharField(max_length=40), verbose_name=_("opens"))
    given_at = models.DateTimeField(_("given out"))
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("given by"),
    )
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        default_permissions = ()
        permissions = [("give_token", _("Can give and revoke API tokens"))]
        constraints = [
            models.UniqueConstraint(fields=["digest"], name="api_token_digest"),
            models.CheckConstraint(
                condition=models.Q(scopes__len__gt=0), name="api_token_opens_something"
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("given_at")),
                name="api_token_expires_later",
            ),
        ]
        triggers = history.written_once(
            "owner", "title", "beginning", "digest", "scopes", "given_at", "given_by", "expires_at"
        )

    def __str__(self) -> str:
        """Return the program and the beginning of its secret."""
        return f"{self.title} ({self.beginning}…)"


class KeptAnswer(models.Model):
    """What a call with a key was answered; the same call again gets it and does nothing.

    The row is written in the transaction of the deed itself, so there is no deed without its answer
    and no answer without its deed, whenever the program or this one is killed. Of two calls at once
    the second waits here for the first.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, help_text="of the address and of what was sent")
    status = models.PositiveSmallIntegerField(null=True)
    content = models.JSONField(null=True)
    kept_at = models.DateTimeField()

    class Meta:
        verbose_name = _("kept answer")
        verbose_name_plural = _("kept answers")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["owner", "key"], name="api_keptanswer_once")]
        indexes = [models.Index(fields=["kept_at"], name="api_keptanswer_kept_at")]


class CallCount(models.Model):
    """How often one caller, a token or a network address, has called in its last minute."""

    caller = models.CharField(max_length=80)
    minute = models.DateTimeField()
    calls = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("number of calls")
        verbose_name_plural = _("numbers of calls")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["caller"], name="api_callcount_once")]
