"""The app's name for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContractsConfig(AppConfig):
    """The room ``webapp/contracts``."""

    name = "webapp.contracts"
    label = "contracts"
    verbose_name = _("Contracts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the addresses and numbers of suppliers: they are no customer's."""
        from webapp.contracts import queries
        from webapp.parties.queries import ours

        ours.told_by(queries.supplier_contacts)
