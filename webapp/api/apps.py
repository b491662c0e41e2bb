"""The app's name for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    """The room ``webapp/api``."""

    name = "webapp.api"
    label = "api"
    verbose_name = _("API")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the journal what the doors that a token opens are called."""
        from webapp.api.models import Scope
        from webapp.audit import queries as audit

        audit.CODES["opens"] = dict(Scope.choices)
