"""Pages of papers and messages, and the addresses providers report to."""

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from webapp.correspondence import views

hooks: list[URLPattern] = [path("twilio/<uuid:reference>/", views.TwilioReport.as_view(), name="twilio_report")]


def pages(site: AdminSite) -> list[URLPattern]:
    """Return the pages for the staff site."""
    return [
        path("documents/", site.admin_view(views.DocumentList.as_view()), name="correspondence_document_changelist"),
        path("documents/<int:pk>.<slug:suffix>", site.admin_view(views.DocumentFile.as_view()), name="correspondence_document_file"),
        path("messages/", site.admin_view(views.MessageList.as_view()), name="correspondence_message_changelist"),
        path("messages/doubtful/", site.admin_view(views.DoubtfulMessages.as_view()), name="correspondence_message_doubtful"),
        path("messages/<int:pk>/settle/", site.admin_view(views.SettleMessage.as_view()), name="correspondence_message_settle"),
    ]
