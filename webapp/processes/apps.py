"""The app's name for Django, and the search for declared processes."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class ProcessesConfig(AppConfig):
    """The room ``webapp/processes``."""

    name = "webapp.processes"
    label = "processes"
    verbose_name = _("Processes")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let every app that has a process declare it, and the pages that people see of it."""
        autodiscover_modules("process", "pages")
