"""Pages of papers and messages, and the addresses providers report to."""

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from webapp.correspondence import views
from webapp.correspondence.views import batches, lists, templates
from webapp.lists.views import addresses

hooks: list[URLPattern] = [
    path("twilio/<uuid:reference>/", views.TwilioReport.as_view(), name="twilio_report"),
    path("twilio/<uuid:reference>/keys/", views.TwilioKeys.as_view(), name="twilio_keys"),
]


def pages(site: AdminSite) -> list[URLPattern]:
    """Return the pages for the staff site."""
    return [
        *addresses.of_list(site, lists.DOCUMENTS),
        *addresses.of_list(site, lists.MESSAGES),
        path(
            "documents/batch/",
            site.admin_view(batches.BatchPage.as_view()),
            name="correspondence_document_batch",
        ),
        path(
            "documents/batch/file/",
            site.admin_view(batches.BatchFile.as_view()),
            name="correspondence_document_batch_file",
        ),
        path(
            "documents/<int:pk>.<slug:suffix>",
            site.admin_view(views.DocumentFile.as_view()),
            name="correspondence_document_file",
        ),
        path(
            "messages/doubtful/",
            site.admin_view(views.DoubtfulMessages.as_view()),
            name="correspondence_message_doubtful",
        ),
        path(
            "messages/settle/",
            site.admin_view(views.SettleMessages.as_view()),
            name="correspondence_messages_settle",
        ),
        path(
            "messages/<int:pk>/settle/",
            site.admin_view(views.SettleMessage.as_view()),
            name="correspondence_message_settle",
        ),
        *template_pages(site),
    ]


def template_pages(site: AdminSite) -> list[URLPattern]:
    """Return the pages of templates for the staff site."""
    return [
        path(
            "templates/",
            site.admin_view(templates.TemplateKinds.as_view()),
            name="correspondence_templates",
        ),
        path(
            "templates/edition/<int:pk>/",
            site.admin_view(templates.TemplateEdition.as_view()),
            name="correspondence_template",
        ),
        path(
            "templates/<slug:kind>/",
            site.admin_view(templates.TemplateEditions.as_view()),
            name="correspondence_template_kind",
        ),
        path(
            "templates/<slug:kind>/built-in/",
            site.admin_view(templates.BuiltInTemplate.as_view()),
            name="correspondence_template_built_in",
        ),
        path(
            "templates/<slug:kind>/<int:version>.docx",
            site.admin_view(templates.TemplateFile.as_view()),
            name="correspondence_template_file",
        ),
        path(
            "templates/<slug:kind>/<int:version>/<slug:debtor>.pdf",
            site.admin_view(templates.TemplateSample.as_view()),
            name="correspondence_template_sample",
        ),
    ]
