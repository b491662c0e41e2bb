"""The staff site: Unfold's, plus the pages that each app lists in its own ``urls.py``."""

from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.urls import URLPattern, URLResolver
from unfold.sites import UnfoldAdminSite


class StaffSite(UnfoldAdminSite):
    """One site for all staff. An app's ``urls.py`` has ``pages(site)``, which returns its URL patterns."""

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Return the apps' own pages first, then Unfold's."""
        return [*self._pages(), *super().get_urls()]

    def _pages(self) -> Iterable[URLPattern]:
        for app in apps.get_app_configs():
            if (
                app.name.startswith("webapp.")
                and app.name != "webapp.config"
                and find_spec(f"{app.name}.urls")
            ):
                yield from import_module(f"{app.name}.urls").pages(self)
