"""The app's name for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ListsConfig(AppConfig):
    """The room ``webapp/lists``."""

    name = "webapp.lists"
    label = "lists"
    verbose_name = _("Lists")
    default_auto_field = "django.db.models.BigAutoField"
