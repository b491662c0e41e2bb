"""Addresses of a list: each app asks for those of its own."""

from collections.abc import Iterator
from typing import Any

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from webapp.lists.declarations import Listing
from webapp.lists.views import deeds, kept, page, papers

_VIEWS: dict[str, tuple[Any, str]] = {
    "": (page.ListPage, ""),
    "sums/": (page.Sums, "sums"),
    "export/": (papers.Export, "export"),
    "print/": (papers.Print, "print"),
    "look/": (kept.ChooseLook, "look"),
    "views/": (kept.Keep, "keep"),
    "views/counts/": (kept.Counts, "counts"),
    "views/<int:pk>/drop/": (kept.Drop, "drop"),
    "do/<slug:deed>/": (deeds.DoToMany, "deed"),
}


def of_list(site: AdminSite, listing: Listing) -> Iterator[URLPattern]:
    """Yield the pages of a list; each demands the permission of the list."""
    for route, (view, name) in _VIEWS.items():
        yield path(
            f"{listing.at}{route}",
            site.admin_view(view.as_view(listing=listing)),
            name=listing.named(name).removeprefix("admin:"),
        )
