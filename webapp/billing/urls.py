"""Pages of debts registries and of the key rate."""

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from webapp.billing import views


def pages(site: AdminSite) -> list[URLPattern]:
    """Return the pages for the staff site."""
    return [
        path(
            "debts/",
            site.admin_view(views.LoadsView.as_view()),
            name="billing_debts",
        ),
        path(
            "debts/upload/",
            site.admin_view(views.UploadView.as_view()),
            name="billing_upload_new",
        ),
        path(
            "debts/uploads/<int:pk>/",
            site.admin_view(views.PreviewView.as_view()),
            name="billing_upload",
        ),
        path(
            "debts/uploads/<int:pk>/errors.xlsx",
            site.admin_view(views.UploadErrorsView.as_view()),
            name="billing_upload_errors",
        ),
        path(
            "debts/loads/<int:pk>/",
            site.admin_view(views.LoadView.as_view()),
            name="billing_load",
        ),
        path(
            "debts/loads/<int:pk>/errors.xlsx",
            site.admin_view(views.LoadErrorsView.as_view()),
            name="billing_load_errors",
        ),
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
        path(
            "debts/registry.xlsx",
            site.admin_view(views.EmptyRegistryView.as_view()),
            name="billing_empty_registry",
        ),
    ]
