"""The app's name for Django, and the search for declared overviews."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class OversightConfig(AppConfig):
    """The room ``webapp/oversight``."""

    name = "webapp.oversight"
    label = "oversight"
    verbose_name = _("Oversight")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let every app declare what it has to show to whoever leads."""
        autodiscover_modules("overviews")
