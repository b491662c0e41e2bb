"""What is known of calls beside their messages."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Call(models.Model):
    """A call in which the listener has proved to be the customer, with its recording.

    Nothing is told before; without a recording nothing is proved (ПП 354 п. 119).
    """

    message = models.OneToOneField(
        "correspondence.Message",
        on_delete=models.PROTECT,
        related_name="call",
        verbose_name=_("message"),
    )
    identified_on = models.DateField(_("the customer identified on"))
    recording = models.CharField(_("provider's id of the recording"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("call with the customer")
        verbose_name_plural = _("calls with customers")

    def __str__(self) -> str:
        """Return the id of the recording."""
        return self.recording
