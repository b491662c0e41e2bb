"""The journal under a short address."""

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from webapp.audit.models import Entry


def pages(site: AdminSite) -> list[URLPattern]:
    """Return the pages for the staff site."""
    return [path("journal/", site.admin_view(site.get_model_admin(Entry).changelist_view), name="audit_journal")]
