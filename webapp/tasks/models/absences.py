"""Who is away, and who acts in the meantime."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from webapp.staff import history


class Absence(models.Model):
    """A colleague is away from a day through another; a substitute does the colleague's tasks.

    What the substitute does is what both of them may do, and the journal names both.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="absences",
        verbose_name=_("who is away"),
    )
    substitute = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="substitutions",
        verbose_name=_("who acts meanwhile"),
    )
    first_on = models.DateField(_("away from"))
    last_on = models.DateField(_("away through"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("entered by"),
    )
    entered_at = models.DateTimeField(_("entered at"))
    canceled_at = models.DateTimeField(_("canceled at"), null=True, blank=True)

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        default_permissions = ()
        permissions = [("enter_absence", _("Can enter absences of colleagues"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")), name="tasks_absence_order"
            ),
            models.CheckConstraint(
                condition=~Q(person=F("substitute")), name="tasks_absence_of_two"
            ),
        ]
        triggers = history.written_once(
            "person", "substitute", "first_on", "last_on", "entered_by", "entered_at"
        )

    def __str__(self) -> str:
        """Return the days."""
        return f"{self.first_on:%d.%m.%Y}–{self.last_on:%d.%m.%Y}"
