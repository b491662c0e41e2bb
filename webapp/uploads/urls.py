"""Pages of every declared kind of table: each stands at the address of its kind."""

from collections.abc import Iterator
from typing import Any

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from webapp.uploads import registry
from webapp.uploads.declarations import Kind
from webapp.uploads.views import bringing, loads, waiting


def pages(site: AdminSite) -> list[URLPattern]:
    """Return the pages for the staff site; each demands the permission of its kind."""
    return [page for kind in registry.kinds() for page in of_kind(site, kind)]


def of_kind(site: AdminSite, kind: Kind[Any, Any]) -> Iterator[URLPattern]:
    """Yield the pages of one kind."""
    own: dict[str, tuple[Any, str]] = {
        "": (bringing.Home, ""),
        "upload/": (bringing.Bring, "_new"),
        kind.empty: (bringing.EmptyTable, "_empty"),
        "uploads/<int:pk>/": (waiting.Preview, "_upload"),
        "uploads/<int:pk>/columns/": (waiting.Columns, "_columns"),
        "uploads/<int:pk>/errors.xlsx": (waiting.Errors, "_errors"),
        "loads/": (loads.Loads, "_loads"),
        "loads/<int:pk>/": (loads.LoadPage, "_load"),
        "loads/<int:pk>/errors.xlsx": (loads.LoadErrors, "_load_errors"),
    }
    for route, (view, name) in own.items():
        yield path(
            f"{kind.address}/{route}",
            site.admin_view(view.as_view(kind=kind)),
            name=f"{kind.name}{name}",
        )
