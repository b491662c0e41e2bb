"""Pages of the key rate."""

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from webapp.billing import views


def pages(site: AdminSite) -> list[URLPattern]:
    """Return the pages for the staff site."""
    return [
        path(
            "key-rate/",
            site.admin_view(views.KeyRatesView.as_view()),
            name="billing_key_rates",
        ),
        path(
            "key-rate/<int:pk>/withdraw/",
            site.admin_view(views.WithdrawKeyRateView.as_view()),
            name="billing_key_rate_withdraw",
        ),
    ]
