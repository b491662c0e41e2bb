"""Addresses of the project: the staff site at the root, provider callbacks beside it."""

from django.contrib import admin
from django.urls import path
from django.views.generic import RedirectView

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="admin:index"), name="root"),
    path("office/", admin.site.urls),
]
