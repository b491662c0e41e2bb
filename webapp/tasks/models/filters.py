"""What people look for again and again."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedFilter(models.Model):
    """A question to the task desk that a person keeps under a name.

    What ``is_shared`` everybody sees; each is answered with one's own tasks.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="task_filters"
    )
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=300, blank=True)
    is_shared = models.BooleanField(_("for everybody"), default=False, db_default=False)

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="tasks_savedfilter_once")
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name
