"""The app's name for Django, and the search for declared kinds of tables."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class UploadsConfig(AppConfig):
    """The room ``webapp/uploads``."""

    name = "webapp.uploads"
    label = "uploads"
    verbose_name = _("Uploads")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let every app that takes tables in declare their kinds."""
        autodiscover_modules("uploads")
