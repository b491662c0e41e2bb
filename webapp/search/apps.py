"""The app's name for Django, and the search for what apps let be found."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """The room ``webapp/search``."""

    name = "webapp.search"
    label = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Let every app declare what of its own is found, and by what."""
        autodiscover_modules("search")
