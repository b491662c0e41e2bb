"""The app's name for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContactVerificationConfig(AppConfig):
    """The room ``webapp/contact_verification``."""

    name = "webapp.contact_verification"
    label = "contact_verification"
    verbose_name = _("Verification of contacts")
    default_auto_field = "django.db.models.BigAutoField"
