"""Addresses of debt recovery."""

from typing import Any

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from webapp.lists.views import addresses
from webapp.recovery.views import (
    court_mending,
    debtors,
    enclosures,
    receipts,
    schemes,
    workbench,
)


def pages(site: AdminSite) -> list[URLPattern]:
    """Return the pages of this app; each view names the permission it demands."""
    own: dict[str, tuple[Any, str]] = {
        "recovery/debtors/places/": (debtors.Places, "recovery_debtors_places"),
        "recovery/debtors/confirm/": (debtors.Confirm, "recovery_debtors_confirm"),
        "recovery/debtors/start/": (debtors.Start, "recovery_debtors_start"),
        "recovery/debtors/receipts/": (receipts.Receipts, "recovery_debtors_receipts"),
        "recovery/debtors/<int:account_id>/periods/": (debtors.Periods, "recovery_debtors_periods"),
        "recovery/debtors/<int:account_id>/steps/": (debtors.Steps, "recovery_debtors_steps"),
        "recovery/events/<int:pk>/withdraw/": (
            court_mending.WithdrawEvent,
            "recovery_event_withdraw",
        ),
        "recovery/courts/<int:pk>/award/": (court_mending.CorrectAward, "recovery_award"),
        "recovery/enclosures/<int:pk>/": (enclosures.Enclosures, "recovery_enclosures"),
        "recovery/enclosures/<int:pk>/files/<int:file>/": (
            enclosures.EnclosedFile,
            "recovery_enclosed_file",
        ),
        "recovery/enclosures/<int:pk>/<slug:what>/": (enclosures.Package, "recovery_package"),
        "recovery/schemes/": (schemes.SchemeList, "recovery_schemes"),
        "recovery/schemes/<int:pk>/": (schemes.SchemePage, "recovery_scheme"),
    }
    found = list(addresses.of_list(site, workbench.LISTING))
    for route, (view, name) in own.items():
        found.append(path(route, site.admin_view(view.as_view()), name=name))
    return found
