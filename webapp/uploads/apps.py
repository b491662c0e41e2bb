"""The app's name for Django, and the search for declared kinds of uploads."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UploadsConfig(AppConfig):
    """The room ``webapp/uploads``."""

    name = "webapp.uploads"
    label = "uploads"
    verbose_name = _("Uploads")
    default_auto_field = "django.db.models.BigAutoField"
