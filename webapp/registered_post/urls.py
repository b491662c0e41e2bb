"""Addresses of registered post."""

from typing import Any

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from webapp.registered_post import views


def pages(site: AdminSite) -> list[URLPattern]:
    """Return the pages of this app; each view names the permission it demands."""
    own: dict[str, tuple[Any, str]] = {
        "post/": (views.Desk, "registered_post"),
        "post/<int:pk>/": (views.ListPage, "registered_post_list"),
        "post/<int:pk>/<slug:what>/": (views.ListFile, "registered_post_file"),
    }
    return [
        path(route, site.admin_view(view.as_view()), name=name)
        for route, (view, name) in own.items()
    ]
