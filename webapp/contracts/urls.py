"""Pages of accounts beside their lists and forms: the state of supply."""

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from webapp.contracts import views


def pages(site: AdminSite) -> list[URLPattern]:
    """Return the pages for the staff site."""
    return [
        path(
            "accounts/<int:pk>/supply/",
            site.admin_view(views.SupplyPage.as_view()),
            name="contracts_account_supply",
        )
    ]
