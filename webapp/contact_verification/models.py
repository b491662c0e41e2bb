"""What only a verification knows of its case: the contact in doubt, and why it is."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from webapp.staff import history


@history.kept()
class Verification(models.Model):
    """A contact of a customer that something has come back from, as it was then.

    ``newest`` is the last contact that the customer had: whatever comes later is an answer. A
    postal address is no row of its own, so ``contact`` is empty for it.
    """

    class Kind(models.TextChoices):
        """What is in doubt."""

        EMAIL = "EMAIL", _("E-mail")
        PHONE = "PHONE", _("Phone")
        ADDRESS = "ADDRESS", _("Postal address")

    case = models.OneToOneField(
        "processes.Case", on_delete=models.CASCADE, primary_key=True, related_name="verification"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    value = models.CharField(_("contact"), max_length=400, blank=True)
    contact = models.ForeignKey(
        "parties.Contact", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    newest = models.BigIntegerField(default=0)
    ground = models.CharField(_("what happened"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("verification of a contact")
        verbose_name_plural = _("verifications of contacts")
        default_permissions = ()
        permissions = [("view_verification", _("Can view verifications of contacts"))]

    def __str__(self) -> str:
        """Return the contact."""
        return self.value
