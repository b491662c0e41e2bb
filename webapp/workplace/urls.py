"""Pages that belong to nobody else: the language, the calculators."""

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path
from django.views.i18n import set_language


def pages(site: AdminSite) -> list[URLPattern]:
    """Return the pages of this app. The language may be changed by anybody, before logging in too."""
    return [
        path("language/", set_language, name="language"),
    ]
