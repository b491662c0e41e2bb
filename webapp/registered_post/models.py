"""Lists of letters for the post (form 103), and what became of each letter."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class PostList(models.Model):
    """A list of registered letters that are handed to the post together."""

    number = models.CharField(_("number"), max_length=40, unique=True)
    dated = models.DateField(_("date"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("by whom"),
    )
    handed_on = models.DateField(_("handed over on"), null=True, blank=True)

    class Meta:
        verbose_name = _("list for the post")
        verbose_name_plural = _("lists for the post")
        default_permissions = ()

    def __str__(self) -> str:
        """Return the number."""
        return self.number


class PostLetter(models.Model):
    """A letter of a list: its place, its number at the post, what became of it.

    ``address`` is where it goes, as its paper prints it. A task has one letter at most.
    """

    class Fate(models.TextChoices):
        """What became of it; only some of those that came back count as delivered (ГК 165.1)."""

        DELIVERED = "DELIVERED", _("Handed over")
        EXPIRED = "EXPIRED", _("Came back: not collected in time")
        REFUSED = "REFUSED", _("Came back: refused")
        MOVED = "MOVED", _("Came back: the addressee has moved")
        DEAD = "DEAD", _("Came back: the addressee has died")
        WRONG_ADDRESS = "WRONG_ADDRESS", _("Came back: the address is wrong")

        @property
        def outcome(self) -> str:
            """Return how the task of the letter ends."""
            return "DELIVERED" if self == self.DELIVERED else "RETURNED"

    post_list = models.ForeignKey(
        "registered_post.PostList",
        on_delete=models.PROTECT,
        related_name="letters",
        verbose_name=_("list"),
    )
    place = models.PositiveSmallIntegerField(_("place in the list"))
    task = models.OneToOneField(
        "tasks.Task", on_delete=models.PROTECT, related_name="post_letter", verbose_name=_("task")
    )
    document = models.ForeignKey(
        "correspondence.Document",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("document"),
    )
    addressee = models.CharField(_("addressee"), max_length=300)
    address = models.CharField(_("address"), max_length=400)
    tracking = models.CharField(_("tracking number"), max_length=20, blank=True)
    fate = models.CharField(_("what became of it"), max_length=20, choices=Fate.choices, blank=True)
    fate_on = models.DateField(_("on"), null=True, blank=True)

    class Meta:
        verbose_name = _("letter for the post")
        verbose_name_plural = _("letters for the post")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["post_list", "place"],
                name="registered_post_place",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                fields=["tracking"],
                condition=~Q(tracking=""),
                name="registered_post_tracking_once",
            ),
            models.CheckConstraint(
                condition=Q(fate="", fate_on=None) | (~Q(fate="") & Q(fate_on__isnull=False)),
                name="registered_post_fate_has_day",
            ),
        ]

    def __str__(self) -> str:
        """Return the addressee."""
        return self.addressee
