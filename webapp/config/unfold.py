"""How the staff site looks: name, palette, menu, search.

Counters and permissions come from ``workplace``.
"""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy


def _static(path: str) -> Any:
    return lambda _request: static(path)


def _language_url(_request: HttpRequest) -> str:
    return str(reverse_lazy("admin:language"))


UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "Исток",
    "SITE_HEADER": "Исток",
    "SITE_SYMBOL": "water_drop",
    "SITE_URL": None,
    "BORDER_RADIUS": "8px",
    "SHOW_HISTORY": False,
    "SHOW_VIEW_ON_SITE": False,
    "SHOW_LANGUAGES": True,
    "LANGUAGES": {"action": _language_url},
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": _static("istok/favicon.svg")}
    ],
    "STYLES": [_static("istok/istok.css")],
    "SCRIPTS": [_static("istok/istok.js"), _static("istok/forms.js")],
    "DASHBOARD_CALLBACK": "webapp.workplace.views.dashboard",
    "COLORS": {
        "primary": {
            "50": "oklch(97% .013 250)",
            "100": "oklch(93.5% .03 250)",
            "200": "oklch(88% .055 250)",
            "300": "oklch(80.5% .095 250)",
            "400": "oklch(70% .135 251)",
            "500": "oklch(59% .145 253)",
            "600": "oklch(50% .14 255)",
            "700": "oklch(44% .13 256)",
            "800": "oklch(38% .11 257)",
            "900": "oklch(32.5% .09 258)",
            "950": "oklch(25% .065 260)",
        },
    },
    # Unfold's own search of models loads every match: only our callback, which is limited, answers
    # the palette; what was searched for is names of debtors, and a history would stay in the
    # browser after a person has left
    "COMMAND": {
        "search_models": False,
        "show_history": False,
        "search_callback": "webapp.workplace.views.command_search",
    },
    "SIDEBAR": {
        "show_search": True,
        "show_all_applications": False,
        "navigation": "webapp.workplace.views.menu.navigation",
    },
}
