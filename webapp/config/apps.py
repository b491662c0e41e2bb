"""Django's names for the project itself and for the staff site."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class StaffAdminConfig(admin_apps.AdminConfig):
    """The admin, with our own site that collects every app's pages."""

    default = False
    default_site = "webapp.config.admin_site.StaffSite"


class ConfigConfig(AppConfig):
    """The project room itself: it holds the commands of the ``istok`` program."""

    default = True
    name = "webapp.config"
    label = "config"
