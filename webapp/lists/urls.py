"""Addresses of the tables of the staff site as spreadsheets and on paper."""

from collections.abc import Iterator
from typing import Any

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from webapp.lists.views import tables
from webapp.staff.admin import ListAdmin

_VIEWS: dict[str, Any] = {"sheet": tables.Sheet, "print": tables.Print}


def pages(site: AdminSite) -> Iterator[URLPattern]:
    """Yield the two addresses of each table."""
    for model, table in site._registry.items():
        if isinstance(table, ListAdmin):
            opts = model._meta
            for name, view in _VIEWS.items():
                yield path(
                    f"{opts.app_label}/{opts.model_name}/{name}/",
                    site.admin_view(view.as_view(table=table)),
                    name=f"{opts.app_label}_{opts.model_name}_{name}",
                )
