"""Django settings. What differs between places comes from the environment; see docs/operations.md.

HEMVIST_DATA           folder for the database and the secret key (default: var/ beside the project)
HEMVIST_DATABASE_URL   postgresql://… in production; without it an SQLite file in HEMVIST_DATA
HEMVIST_SECRET_KEY     the secret that signs sessions (default: made at the first start, kept in HEMVIST_DATA)
HEMVIST_HOSTS          host names served, comma-separated (default: localhost,127.0.0.1)
HEMVIST_HTTPS          1 when served over HTTPS: cookies are then sent over it only
HEMVIST_DEBUG          1 while developing
HEMVIST_STYLEGUIDE     1: the page /stil shows every macro (hemvist.web.style_guide)
HEMVIST_LOG_EXTRACT_HIDES_STAFF  always, never or protected (default): when the workers' names are left out of a client's extract of the log
HEMVIST_WEBHOOKS       1: outside systems can subscribe to what is recorded (docs/api.md)
HEMVIST_WEBHOOK_PRIVATE_HOSTS  hosts, comma-separated, that webhooks may reach over http or within a network of the city's own
HEMVIST_EXCHANGE       CODE=FOLDER,… files with the main case system that "hemvist daily" writes and takes in, by the board's code
HEMVIST_RETENTION      file with another city's rules for when cases leave (hemvist.retention.rules)
How people log in has settings of its own: hemvist.config.signing_in; how mail leaves: hemvist.config.mail; rooms: hemvist.config.calendar; so has
SSBTEK: hemvist.integrations.ssbtek.service.
"""

import os
import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from hemvist.config import calendar, mail, signing_in
from hemvist.integrations.ssbtek.service import read_service

PROJECT = Path(__file__).resolve().parents[3]
DATA = Path(os.environ.get("HEMVIST_DATA", PROJECT / "var"))
DATA.mkdir(parents=True, exist_ok=True)


def _secret_key() -> str:
    """Give this place's own secret key, made at the first start and readable by its owner only."""
    if key := os.environ.get("HEMVIST_SECRET_KEY"):
        return key
    path = DATA / "secret-key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


# Never another database than the one that was meant. What was written may hold a password, and is not repeated.
_NO_DATABASE = (
    "HEMVIST_DATABASE_URL is not the address of a database that Hemvist can use. Write postgresql://user:password@host/name, or unset it to"
    " use SQLite in the data folder."
)


def _database() -> dict[str, Any]:
    """Give the database's settings: PostgreSQL by its address, or the embedded SQLite with durable writes and one writer at a time."""
    url = os.environ.get("HEMVIST_DATABASE_URL", "")
    if url.startswith(("postgresql://", "postgres://")):
        try:
            parsed: dict[str, Any] = {**dj_database_url.parse(url, conn_max_age=600)}
        except ValueError as error:
            raise ImproperlyConfigured(_NO_DATABASE) from error
        # What hemvist.statements says comes often is kept ready by each connection, from the first time on.
        options = {"prepare_threshold": 0} | parsed.get("OPTIONS", {})
        return parsed | {"CONN_HEALTH_CHECKS": True, "OPTIONS": options}
    if url and not url.startswith("sqlite:///"):
        raise ImproperlyConfigured(_NO_DATABASE)
    name = url.removeprefix("sqlite:///") or str(DATA / "hemvist.sqlite3")
    return {
        "ENGINE": "hemvist.config.sqlite",
        "NAME": name,
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # Durable writes; and memory enough that a page of a list in a large city is read without going to the disk for each row.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
            " PRAGMA cache_size=-65536; PRAGMA mmap_size=2147483648;",
        },
        "TEST": {"NAME": str(DATA / "test.sqlite3")},
    }


SECRET_KEY = _secret_key()
DEBUG = os.environ.get("HEMVIST_DEBUG") == "1"
HTTPS = os.environ.get("HEMVIST_HTTPS") == "1"
ALLOWED_HOSTS = os.environ.get("HEMVIST_HOSTS", "localhost,127.0.0.1").split(",")
DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "hemvist.organisation",
    "hemvist.persons",
    "hemvist.secrecy",
    "hemvist.cases",
    "hemvist.letters",
    "hemvist.integrations.mail",
    "hemvist.integrations.calendar",
    "hemvist.integrations.case_system",
    "hemvist.integrations.webhooks",
    "hemvist.retention",
    "hemvist.api",
    "hemvist.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    *signing_in.SAML_APPS,
    "django_htmx",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "hemvist.web.middleware.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "hemvist.web.language.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "hemvist.web.middleware.SignedInWorker",
]
FILE_UPLOAD_HANDLERS = ["hemvist.web.uploads.InMemory"]
ROOT_URLCONF = "hemvist.config.urls"
WSGI_APPLICATION = "hemvist.config.wsgi.application"
CONTEXT_PROCESSORS = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
    "hemvist.web.context.page",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PROJECT / "src/hemvist/web/jinja2"],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "hemvist.web.jinja_env.environment", "context_processors": CONTEXT_PROCESSORS},
    },
    # Only for the pages of django-allauth that we have not made our own.
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": CONTEXT_PROCESSORS},
    },
]

# -- signing in ------------------------------------------------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# What of this differs between places stands in hemvist.config.signing_in.
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_ADAPTER = "hemvist.web.login.adapters.Accounts"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/konto/login/"
# "login_failed" also counts codes of the second step.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "5/5m/key",
    "reauthenticate": "10/m/user",
}
# How many times, within what time, one person may search and record.
PACE = {
    "search": (60, timedelta(minutes=5)),
    "record": (120, timedelta(minutes=5)),
    "emergency": (5, timedelta(minutes=10)),
    "ssbtek": (20, timedelta(minutes=5)),
    "api": (600, timedelta(minutes=1)),
}
# Whether outside systems can subscribe to what is recorded, and to which hosts that may be sent over http or within a network of the city's own.
WEBHOOKS = os.environ.get("HEMVIST_WEBHOOKS") == "1"
WEBHOOK_PRIVATE_HOSTS = frozenset(os.environ.get("HEMVIST_WEBHOOK_PRIVATE_HOSTS", "").split(",")) - {""}
# Where SSBTEK is asked, and as whom; None where the caseworker checks by hand.
SSBTEK = read_service(os.environ)
# Whether the workers' names are left out of the client's extract of the log: always, never, or where the person is or may be protected.
LOG_EXTRACT_HIDES_STAFF = os.environ.get("HEMVIST_LOG_EXTRACT_HIDES_STAFF", "protected")
# Attempts are counted where every worker process sees them.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "hemvist_cache"}}

SOCIALACCOUNT_ADAPTER = "hemvist.web.login.adapters.SingleSignOn"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
SOCIALACCOUNT_PROVIDERS = signing_in.PROVIDERS
SINGLE_SIGN_ON = signing_in.SINGLE_SIGN_ON
PASSWORD_LOGIN = signing_in.PASSWORD_LOGIN

MFA_ADAPTER = "hemvist.web.login.adapters.SecondStep"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Hemvist"
MFA_TOTP_TOLERANCE = 1
REQUIRE_MFA = signing_in.REQUIRE_MFA

# A session ends when nothing has been done in it for so long, and at last so long after the log-in.
SESSION_IDLE = timedelta(minutes=signing_in.IDLE_MINUTES)
SESSION_LONGEST = timedelta(hours=8)
SESSION_WARNING = timedelta(minutes=5)
SESSION_COOKIE_AGE = int(SESSION_LONGEST.total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_SAVE_EVERY_REQUEST = False
SESSION_ENGINE = "hemvist.web.login.stored_sessions"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
# The prefix makes browsers refuse the cookie from anyone but this host, over HTTPS.
SESSION_COOKIE_NAME = "__Host-hemvist" if HTTPS else "hemvist"
CSRF_COOKIE_NAME = "__Host-hemvist-form" if HTTPS else "hemvist-form"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
# Limits count by the address that the proxy saw, not by the proxy's own.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if HTTPS else 0
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "hemvist.web.errors.csrf_failure"

# Where each board's files with the main case system are exchanged each night (docs/file-exchange.md); none unless the city says so.
EXCHANGE_FOLDERS = dict(
    part.strip().split("=", 1) for part in os.environ.get("HEMVIST_EXCHANGE", "").split(",") if "=" in part
)

# -- language and time -----------------------------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("en", "English")]
LOCALE_PATHS = [PROJECT / "src/hemvist/web/locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Stockholm"
FORMAT_MODULE_PATH = ["hemvist.config.formats"]

# What of this differs between places stands in hemvist.config.mail.
ADDRESS = mail.ADDRESS
MAIL_SERVER = mail.MAIL_SERVER
BOOKING_SYSTEM = calendar.BOOKING_SYSTEM
ROOMS = calendar.ROOMS
DROP_FOLDERS = mail.DROP_FOLDERS

STATIC_URL = "static/"
STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"impersonal": {"()": "hemvist.config.log_lines.Impersonal"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "impersonal"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
