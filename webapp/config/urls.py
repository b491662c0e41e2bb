"""Addresses of the project: the staff site, provider callbacks beside it, and the question whether all is well."""

from importlib import import_module
from importlib.util import find_spec

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from webapp.config import views


def hooks() -> list[URLPattern | URLResolver]:
    """Return the addresses that providers call back; each checks the provider's signature itself."""
    if find_spec("webapp.correspondence.urls") is None:
        return []
    return list(getattr(import_module("webapp.correspondence.urls"), "hooks", []))


urlpatterns = [
    path("", RedirectView.as_view(pattern_name="admin:index"), name="root"),
    path("healthz", views.healthz, name="healthz"),
    path("hooks/", include(hooks())),
    path("office/", admin.site.urls),
]
