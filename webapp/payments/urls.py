"""Addresses of payments."""

from typing import Any

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from webapp.lists.views import addresses
from webapp.payments.views import division, lists, payments, queue, statements


def pages(site: AdminSite) -> list[URLPattern]:
    """Return the pages of this app; each view names the permission it demands."""
    own: dict[str, tuple[Any, str]] = {
        "payments/new/": (payments.ByHand, "payments_by_hand"),
        "payments/<int:pk>/": (payments.PaymentPage, "payments_payment"),
        "payments/<int:pk>/requeue/": (payments.Requeue, "payments_requeue"),
        "payments/<int:pk>/reverse/": (payments.Reverse, "payments_reverse"),
        "payments/<int:pk>/divide/": (division.Divide, "payments_divide"),
        "payments/<int:pk>/accounts/": (queue.Accounts, "payments_accounts"),
        "payments/<int:pk>/assign/<int:account_id>/": (queue.Assign, "payments_assign"),
        "unidentified-payments/again/": (queue.IdentifyAgain, "payments_identify_again"),
        "bank-statements/": (statements.StatementList, "payments_statements"),
        "bank-statements/<int:pk>/": (statements.StatementPage, "payments_statement"),
        "bank-statements/<int:pk>/refused/": (
            statements.StatementErrors,
            "payments_statement_errors",
        ),
        "bank-statements/preview/<int:pk>/": (statements.Preview, "payments_statement_preview"),
        "bank-statements/preview/<int:pk>/refused/": (
            statements.PreviewErrors,
            "payments_preview_errors",
        ),
        "bank-statements/preview/<int:pk>/load/": (statements.Load, "payments_statement_load"),
        "bank-statements/preview/<int:pk>/discard/": (
            statements.Discard,
            "payments_statement_discard",
        ),
    }
    found = [
        *addresses.of_list(site, lists.PAYMENTS),
        *addresses.of_list(site, lists.QUEUE),
    ]
    for route, (view, name) in own.items():
        found.append(path(route, site.admin_view(view.as_view()), name=name))
    return found
