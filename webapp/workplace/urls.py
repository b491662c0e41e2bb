"""Pages that belong to nobody else.

The language, the cards, the calculators, the journal under a short address.
"""

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path
from django.views.i18n import set_language

from webapp.audit.models import Entry
from webapp.workplace import views
from webapp.workplace.views.second_factor import SecondFactorPage


def pages(site: AdminSite) -> list[URLPattern]:
    """Return the pages of this app. The language may be changed by anybody,
    before logging in too.
    """
    return [
        path("language/", set_language, name="language"),
        path(
            "second-factor/",
            site.admin_view(SecondFactorPage.as_view()),
            name="second_factor",
        ),
        path(
            "accounts/<int:pk>/",
            site.admin_view(views.AccountCard.as_view()),
            name="workplace_account",
        ),
        path(
            "contracts/<int:pk>/",
            site.admin_view(views.ContractCard.as_view()),
            name="workplace_contract",
        ),
        path(
            "parties/<int:pk>/",
            site.admin_view(views.PartyCard.as_view()),
            name="workplace_party",
        ),
        path(
            "calculators/",
            site.admin_view(views.CalculatorsPage.as_view()),
            name="workplace_calculators",
        ),
        path(
            "journal/",
            site.admin_view(site.get_model_admin(Entry).changelist_view),
            name="audit_journal",
        ),
    ]
