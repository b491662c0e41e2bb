"""The app's name for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegisteredPostConfig(AppConfig):
    """The room ``webapp/registered_post``."""

    name = "webapp.registered_post"
    label = "registered_post"
    verbose_name = _("Registered letters")
    default_auto_field = "django.db.models.BigAutoField"
