"""Somebody at a browser inside the process: errors of ours are answers, and a second factor has been shown."""

from django.test import Client

from webapp.staff.models import User
from webapp.staff.views import SECOND_FACTOR_SHOWN


def client_of(user: User | None) -> Client:
    """Return the browser of a member of staff, or of a stranger."""
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        session = client.session
        session[SECOND_FACTOR_SHOWN] = True
        session.save()
    return client
