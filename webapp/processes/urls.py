"""Addresses of the cases of every declared process, each under the address of its process."""

from collections.abc import Iterator
from typing import Any

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from webapp.processes import registry
from webapp.processes.declarations import Pages
from webapp.processes.views import cases

_VIEWS: dict[str, tuple[Any, str]] = {
    "cases/": (cases.CaseList, "cases"),
    "cases/<int:pk>/": (cases.CasePage, "case"),
    "cases/<int:pk>/do/<slug:action>/": (cases.CaseAction, "case_action"),
}


def pages(site: AdminSite) -> list[URLPattern]:
    """Return the pages of all processes; each view names the permission it demands."""
    found: list[URLPattern] = []
    for shown in registry.pages():
        found += _of_process(site, shown)
    return found


def _of_process(site: AdminSite, shown: Pages) -> Iterator[URLPattern]:
    for route, (view, name) in _VIEWS.items():
        page = view.as_view(process=shown.process)
        address = f"{shown.address}/{route}"
        full_name = f"{shown.address}_{name}"
        yield path(address, site.admin_view(page), name=full_name)
