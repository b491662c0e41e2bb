"""Settings of the Django project.

From the environment, or from the file the supervisor keeps beside the data.
"""

from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from documents import pdf
from notifications import given as gateways
from webapp.config import given
from webapp.config.rest import REST_FRAMEWORK as REST_FRAMEWORK
from webapp.config.rest import SPECTACULAR_SETTINGS as SPECTACULAR_SETTINGS
from webapp.config.unfold import UNFOLD as UNFOLD

ROOT = Path(__file__).resolve().parent.parent.parent
env = environ.Env()
HOME = Path(env.str("ISTOK_HOME", default=str(ROOT / ".istok")))
environ.Env.read_env(HOME / "env", overwrite=False)
if faults := given.faults(env.ENVIRON):
    raise ImproperlyConfigured("; ".join(faults))

DEBUG = env.bool("ISTOK_DEBUG", default=False)  # a name that no shell has by chance
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# in one form, which is what providers are given, sign and are checked against
PUBLIC_URL = gateways.public_url(env.str("PUBLIC_URL", default="http://127.0.0.1:8000"))

INSTALLED_APPS = [
    "unfold.apps.BasicAppConfig",
    "unfold.contrib.filters",
    "unfold.contrib.forms",
    "webapp.config.apps.StaffAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "pghistory",
    "pgtrigger",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "webapp.staff",
    "webapp.audit",
    "webapp.outbox",
    "webapp.uploads",
    "webapp.search",
    "webapp.lists",
    "webapp.parties",
    "webapp.premises",
    "webapp.contracts",
    "webapp.correspondence",
    "webapp.tasks",
    "webapp.processes",
    "webapp.oversight",
    "webapp.metering",
    "webapp.billing",
    "webapp.payments",
    "webapp.recovery",
    "webapp.contact_verification",
    "webapp.registered_post",
    "webapp.workplace",
    "webapp.api",
    "webapp.demo",
    "webapp.config",
    "activities",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "webapp.config.middleware.real_address",
    "webapp.config.middleware.content_security_policy",
    "webapp.config.middleware.Compressed",
    "webapp.config.middleware.files_stay",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "webapp.config.middleware.language",
    "webapp.config.middleware.no_null_characters",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "webapp.config.middleware.second_factor",
    "pghistory.middleware.HistoryMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "webapp.config.urls"
WSGI_APPLICATION = "webapp.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "webapp" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

DATABASES = {"default": env.db_url("DATABASE_URL", default="postgres://istok@127.0.0.1:5432/istok")}
# who owns the tables, where that is not whom the office works as: ``istok prepare`` migrates as him
OWNER_DATABASE_URL = env.str("OWNER_DATABASE_URL", default="")
DATABASES["default"]["CONN_MAX_AGE"] = 600
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# a database that hangs is an error after a while, and no page that never comes
STATEMENT_TIMEOUT_S = env.int("STATEMENT_TIMEOUT_S", default=120)
DATABASES["default"]["OPTIONS"] = {
    "connect_timeout": env.int("CONNECT_TIMEOUT_S", default=5),
    "tcp_user_timeout": env.int("TCP_TIMEOUT_S", default=20) * 1000,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    # the rows of an office lie in memory or on a disk without heads: an index is worth its steps
    "options": f"-c statement_timeout={STATEMENT_TIMEOUT_S * 1000} -c random_page_cost=1.1",
    **DATABASES["default"].get("OPTIONS", {}),
}
AUTH_USER_MODEL = "staff.User"
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {
        "NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator",
        "OPTIONS": {
            "user_attributes": ("username", "first_name", "last_name", "patronymic", "email"),
            "max_similarity": 0.6,
        },
    },
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "webapp.staff.passwords.MaximumLengthValidator"},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
]
SECOND_FACTOR = env.str("SECOND_FACTOR", default="required")
# for how long it is kept who has looked at the data of which customer
LOOKS_KEPT_DAYS = env.int("LOOKS_KEPT_DAYS", default=365)
LOGIN_URL = reverse_lazy("admin:login")
LOGIN_REDIRECT_URL = "admin:index"

LANGUAGE_CODE = "ru"
LANGUAGES = [("ru", _("Russian")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "webapp" / "locale"]
FORMAT_MODULE_PATH = ["webapp.config.formats"]
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = "Europe/Moscow"
USE_TZ = True

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = (
    True  # static files are served from the packages they come in: there is no step to forget
)
WHITENOISE_ALLOW_ALL_ORIGINS = False
if not DEBUG:
    # the address of a file names its version: a browser need not ask for it again
    WHITENOISE_MAX_AGE = 365 * 24 * 60 * 60
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "webapp.config.statics.VersionedStatic"},
    }
STATICFILES_DIRS = [ROOT / "webapp" / "static"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 32 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

PDF_ENGINE = pdf.Engine(env.str("PDF_ENGINE", default="") or pdf.Engine.DXPDF)

TEMPORAL_ADDRESS = env.str("TEMPORAL_ADDRESS", default="127.0.0.1:7233")
TEMPORAL_NAMESPACE = env.str("TEMPORAL_NAMESPACE", default="default")
SMTP_URL = env.str("SMTP_URL", default="smtp://127.0.0.1:1025")
# who names a gateway names the sender too: real letters never go out in the name of the rehearsal
MAIL_FROM = env.str("MAIL_FROM") if env.str("SMTP_URL", default="") else "dolg@istok.example"
# where letters that came back arrive: the mailbox of MAIL_FROM; empty: nobody reads them
IMAP_URL = env.str("IMAP_URL", default="")
SMTP_ANSWER_TIMEOUT = env.float("SMTP_ANSWER_TIMEOUT", default=600.0)
MAIL_PLAIN_PASSWORD = env.bool("MAIL_PLAIN_PASSWORD", default=False)
TWILIO_API_URL = env.str("TWILIO_API_URL", default="")
TWILIO_ACCOUNT_SID = env.str("TWILIO_ACCOUNT_SID", default="")
TWILIO_AUTH_TOKEN = env.str("TWILIO_AUTH_TOKEN", default="")
TWILIO_FROM = env.str("TWILIO_FROM") if TWILIO_ACCOUNT_SID else ""

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PUBLIC_URL.startswith("https://")
SESSION_COOKIE_AGE = 12 * 60 * 60
X_FRAME_OPTIONS = "SAMEORIGIN"  # Unfold opens the form of a linked row in a frame of the page
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = env.int(
    "SECURE_HSTS_SECONDS", default=3600 if PUBLIC_URL.startswith("https://") else 0
)
# how many proxies stand before us, each of which overwrites the scheme and adds whom it has seen
PROXY_COUNT = env.int("BEHIND_PROXY", default=0)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXY_COUNT else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "webapp.config.logs.DiscreetFormatter",
            "format": "%(levelname)s %(name)s %(message)s",
        }
    },
    "filters": {
        "expected": {"()": "webapp.config.logs.ExpectedIsNoWarning"},
        "refused": {"()": "webapp.config.logs.RefusedIsNoError"},
    },
    "handlers": {
        "stdout": {
            "class": "logging.StreamHandler",
            "stream": "ext://sys.stdout",
            "formatter": "plain",
            "filters": ["expected", "refused"],
        }
    },
    "root": {"handlers": ["stdout"], "level": env.str("LOG_LEVEL", default="WARNING")},
    "loggers": {
        "django": {
            "handlers": [],
            "level": env.str("LOG_LEVEL", default="WARNING"),
            "propagate": True,
        },
        "django.request": {
            "level": "ERROR"
        },  # a page refused or not found is no trouble of the house, and needs no traceback
    },
}
