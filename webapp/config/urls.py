"""Addresses of the project.

The staff site, provider callbacks beside it, and the question whether all is well.
"""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from webapp.api import urls as api
from webapp.config import views
from webapp.correspondence import urls as correspondence
from webapp.oversight import urls as oversight

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="admin:index"), name="root"),
    path("healthz", views.healthz, name="healthz"),
    # each of these checks the provider's signature itself
    path("hooks/", include(correspondence.hooks)),
    path("api/", include(api)),
    # whoever knows the secret in its address reads the calendar of its owner
    path("calendar/", include(oversight.public)),
    path("office/", admin.site.urls),
]
handler400 = "webapp.config.views.unreadable"
