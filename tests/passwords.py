"""How passwords are kept while tests run: as at work, so that every process reads them, but quickly."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class Quick(PBKDF2PasswordHasher):
    """The hash of the house with one round instead of a million."""

    iterations = 1
