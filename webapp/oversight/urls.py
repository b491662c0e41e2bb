"""Addresses of overviews, of the calendar and of what a person has chosen."""

from typing import Any

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from webapp.oversight.views import calendar, feeds, overviews, preferences

public: list[URLPattern] = [
    path("<slug:secret>.ics", feeds.Feed.as_view(), name="calendar_feed"),
]


def pages(site: AdminSite) -> list[URLPattern]:
    """Return the pages of this app; each view names the permission it demands."""
    own: dict[str, tuple[Any, str]] = {
        "calendar/": (calendar.Calendar, "oversight_calendar"),
        "my-settings/": (preferences.PreferencesPage, "oversight_preferences"),
        "my-settings/calendar/": (preferences.CalendarAddress, "oversight_feed"),
        "my-settings/card/": (preferences.PutCardAway, "oversight_card"),
        "reports/": (overviews.OverviewList, "oversight_overviews"),
        "reports/<slug:code>/": (overviews.OverviewPage, "oversight_overview"),
        "reports/<slug:code>/rows/": (overviews.Behind, "oversight_behind"),
        "reports/<slug:code>/export/": (overviews.Export, "oversight_export"),
    }
    return [
        path(
            route,
            site.admin_view(view.as_view()),
            name=name,
        )
        for route, (view, name) in own.items()
    ]
