"""What people look for again and again, and how they like to see it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedView(models.Model):
    """A question to a list that a person keeps under a name, with its order and columns.

    What ``is_shared`` everybody sees; each is answered with one's own rows. The one without a name
    is how the person likes to see the list.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views"
    )
    listing = models.CharField(max_length=60)
    name = models.CharField(_("name"), max_length=60, blank=True)
    query = models.CharField(max_length=1000, blank=True)
    is_shared = models.BooleanField(_("for everybody"), default=False)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "listing", "name"], name="lists_savedview_once"
            )
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name
