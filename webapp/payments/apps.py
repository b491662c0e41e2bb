"""The app's name for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PaymentsConfig(AppConfig):
    """The room ``webapp/payments``."""

    name = "webapp.payments"
    label = "payments"
    verbose_name = _("Payments")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell of the payments that a registry may count once more."""
        from webapp.billing.queries import paid_here
        from webapp.payments.queries import registry_money

        paid_here.told_by(registry_money.beside)
