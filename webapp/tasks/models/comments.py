"""What colleagues tell each other about a task."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from webapp.staff import history


class TaskComment(models.Model):
    """Words about a task. They stay as they were written.

    ``acted_for`` is the absent colleague in whose place they were.
    """

    task = models.ForeignKey("tasks.Task", on_delete=models.PROTECT, related_name="comments")
    text = models.TextField(_("comment"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("by whom"),
    )
    acted_for = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("in whose place"),
    )
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("comment on a task")
        verbose_name_plural = _("comments on tasks")
        default_permissions = ()
        triggers = history.append_only()

    def __str__(self) -> str:
        """Return what was said."""
        return self.text
