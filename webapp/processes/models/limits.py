"""How far roles decide by themselves, and what is asked for beyond that."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from webapp.processes import registry
from webapp.staff import history
from webapp.staff.models import Role


@history.kept()
class Limit(models.Model):
    """How far a role decides by itself about what lets cases rest; beyond it, leave is asked for.

    ``deed`` is the code of a pause, or of what else a process limits. Where no number stands the
    role decides alone.
    """

    process = models.CharField(_("process"), max_length=40)
    deed = models.CharField(_("what"), max_length=10)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    days_max = models.PositiveSmallIntegerField(_("at most days"), null=True, blank=True)
    amount_max = models.DecimalField(
        _("at most, ₽"), max_digits=14, decimal_places=2, null=True, blank=True
    )

    class Meta:
        verbose_name = _("limit of a role")
        verbose_name_plural = _("limits of roles")
        constraints = [
            models.UniqueConstraint(
                fields=["process", "deed", "role"], name="processes_limit_once"
            ),
            models.CheckConstraint(
                condition=models.Q(amount_max=None) | models.Q(amount_max__gt=0),
                name="processes_limit_amount",
            ),
        ]

    def __str__(self) -> str:
        """Return what is limited for whom."""
        what = registry.limited_name(process=self.process, code=self.deed)
        return f"{what}: {self.get_role_display()}"


class Wish(models.Model):
    """What somebody wants done to a case that is beyond his limit; the task asks for leave.

    ``given`` is what was told, as the deed itself takes it.
    """

    case = models.ForeignKey("processes.Case", on_delete=models.CASCADE, related_name="wishes")
    task = models.OneToOneField("tasks.Task", on_delete=models.PROTECT, related_name="wish")
    deed = models.CharField(max_length=10)
    given = models.JSONField()
    asked_by = models.ForeignKey("staff.User", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("wish beyond a limit")
        verbose_name_plural = _("wishes beyond limits")
        default_permissions = ()
        triggers = history.append_only()
