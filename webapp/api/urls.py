"""Addresses for programs, under ``/api/``, and pages for people, in the office."""

from django.contrib.admin import AdminSite
from django.urls import URLPattern, URLResolver, include, path

from webapp.api.resources import (
    accounts,
    cases,
    description,
    documents,
    messages,
    payments,
    registries,
    task_deeds,
    tasks,
)
from webapp.api.views import guide, tokens

app_name = "api"
version_1 = [
    path("accounts/", accounts.Accounts.as_view(), name="accounts"),
    path("accounts/<int:pk>/", accounts.OneAccount.as_view(), name="account"),
    path("accounts/<int:pk>/balance/", accounts.Balance.as_view(), name="balance"),
    path("cases/", cases.Cases.as_view(), name="cases"),
    path("cases/<int:pk>/", cases.OneCase.as_view(), name="case"),
    path("cases/<int:pk>/timeline/", cases.Timeline.as_view(), name="case_timeline"),
    path("documents/", documents.Documents.as_view(), name="documents"),
    path("documents/<int:pk>/", documents.OneDocument.as_view(), name="document"),
    path("documents/<int:pk>/pdf/", documents.Pdf.as_view(), name="document_pdf"),
    path("documents/<int:pk>/docx/", documents.Docx.as_view(), name="document_docx"),
    path("messages/", messages.Messages.as_view(), name="messages"),
    path("messages/<int:pk>/", messages.OneMessage.as_view(), name="message"),
    path("tasks/", tasks.Tasks.as_view(), name="tasks"),
    path("tasks/<int:pk>/", tasks.OneTask.as_view(), name="task"),
    path("tasks/<int:pk>/complete/", tasks.Completion.as_view(), name="task_complete"),
    path("tasks/<int:pk>/claim/", task_deeds.Claim.as_view(), name="task_claim"),
    path("tasks/<int:pk>/give-back/", task_deeds.GiveBack.as_view(), name="task_give_back"),
    path("tasks/<int:pk>/forward/", task_deeds.Forward.as_view(), name="task_forward"),
    path("tasks/<int:pk>/comments/", task_deeds.Comments.as_view(), name="task_comments"),
    path("debts/", registries.Registries.as_view(), name="debts"),
    path("payments/", payments.Payments.as_view(), name="payments"),
    path("statements/", payments.Statements.as_view(), name="statements"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("schema/", description.Description.as_view(), name="schema"),
    path("v1/", include(version_1)),
    path("<path:rest>", description.NotHere.as_view(), name="not_here"),
    path("", description.NotHere.as_view(), name="root"),
]


def pages(site: AdminSite) -> list[URLPattern]:
    """Return the pages for the staff site."""
    return [
        path("api/", site.admin_view(guide.GuidePage.as_view()), name="api_guide"),
        path("api/schema/", site.admin_view(guide.GuideSchema.as_view()), name="api_schema"),
        path("api/tokens/", site.admin_view(tokens.TokensPage.as_view()), name="api_tokens"),
        path(
            "api/tokens/<int:pk>/revoke/",
            site.admin_view(tokens.RevokeToken.as_view()),
            name="api_token_revoke",
        ),
    ]
