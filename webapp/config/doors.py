"""What the reception asks the office: who comes, whether a session is a person's, the database."""

from importlib import import_module
from typing import Any

from django import db
from django.conf import settings
from django.contrib import auth
from django.core.handlers.wsgi import WSGIRequest
from django.utils import translation
from django.utils.translation import gettext as _

from webapp.config import visitors
from webapp.config.pulse import Pulse
from webapp.config.reception import House, NoAnswer

_LONGER_THAN_A_STATEMENT_S = 20


def house() -> House:
    """Return the house as the settings have it."""
    return House(
        address_of=visitors.address_of,
        is_of_a_person=is_of_a_person,
        connection=lambda: db.connections[db.DEFAULT_DB_ALIAS],
        pulse=Pulse(_ask_database),
        sorry=_sorry,
        too_large=_too_large,
        answer_s=settings.STATEMENT_TIMEOUT_S + _LONGER_THAN_A_STATEMENT_S,
    )


def is_of_a_person(environ: dict[str, Any]) -> bool:
    """Say whether a request comes from a session that somebody has logged in.

    :raises NoAnswer: when the database cannot be asked
    """
    db.close_old_connections()
    request = WSGIRequest(environ)
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    try:
        return bool(key) and auth.get_user(request).is_authenticated
    except db.Error as error:
        raise NoAnswer from error
    finally:
        db.close_old_connections()


def _ask_database() -> None:
    db.close_old_connections()
    with db.connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _sorry() -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return _("The database does not answer now. Try again in a minute.")


def _too_large() -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return _("This is more than can be sent at once. Go back and send it in parts.")
