"""Pages of parties beside their lists and forms: how to reach them."""

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from webapp.parties import views


def pages(site: AdminSite) -> list[URLPattern]:
    """Return the pages for the staff site."""
    return [
        path(
            "parties/<int:pk>/contacts/",
            site.admin_view(views.Contacts.as_view()),
            name="parties_contacts",
        ),
        path(
            "parties/<int:pk>/contacts/<int:contact>/",
            site.admin_view(views.MarkContact.as_view()),
            name="parties_contact_mark",
        ),
    ]
