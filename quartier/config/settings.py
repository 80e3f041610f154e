"""All settings, from the environment where an installation differs. One file on purpose."""

import contextlib
import hashlib
import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

import quartier

PACKAGE = Path(__file__).resolve().parent.parent


def _env(name: str, default: str = "") -> str:
    return os.environ.get(f"QUARTIER_{name}", default)


# Where things are -------------------------------------------------------------------------------------------------
DATA = Path(_env("DATA", "data")).resolve()
QUARTIER_URL = _env("URL", "http://localhost:8000")  # the installation's own address, for mails and letters
QUARTIER_HOSTS = {urlsplit(QUARTIER_URL).netloc, *filter(None, _env("HOSTS").split(","))}
DEMO = (DATA / "demo").exists()  # written by `quartier demo`; `quartier serve` refuses such a folder
DEBUG = _env("DEBUG") == "1"


def _release() -> str:
    """Changes with every new version of code or templates: part of every stored page's identity."""
    newest = max(p.stat().st_mtime_ns for p in PACKAGE.rglob("*") if p.suffix in (".py", ".html", ".css", ".mo"))
    return hashlib.sha256(f"{quartier.__version__}{newest}".encode()).hexdigest()[:10]


def _secret() -> str:
    """The installation's secret: from the environment, or made once and kept in the data folder."""
    if given := _env("SECRET"):
        return given
    path = DATA / "secret"
    if not path.exists():
        DATA.mkdir(mode=0o700, parents=True, exist_ok=True)  # mails hold codes and links that open a door
        fresh = DATA / f"secret.{os.getpid()}"
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):  # two processes start at once: the first one's counts, whole
            os.link(fresh, path)
        fresh.unlink()
    return path.read_text().strip()


def _database(url: str) -> dict[str, Any]:
    """SQLite in the data folder, or `postgres://user:password@host:5432/name` (`?host=/folder` for a socket)."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA / "quartier.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA recursive_triggers=ON;"
                "PRAGMA cache_size=-32000; PRAGMA mmap_size=268435456;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise ImproperlyConfigured("QUARTIER_DATABASE sieht so aus: postgres://name:passwort@host:5432/datenbank")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or parse_qs(parts.query).get("host", [""])[0],
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


RELEASE = _release()
SECRET_KEY = _secret()
DATABASES = {"default": _database(_env("DATABASE"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Requests for hosts that are neither ours nor a quarter's are refused by config.hosts, which knows the domains.
ALLOWED_HOSTS = ["*"]

# What the house is made of, top down ------------------------------------------------------------------------------
INSTALLED_APPS = [
    "quartier.config",
    "quartier.privacy",
    "quartier.publishing",
    "quartier.spending",
    "quartier.funding",
    "quartier.projects",
    "quartier.committees",
    "quartier.participation",
    "quartier.events",
    "quartier.network",
    "quartier.mail",
    "quartier.accounts",
    "quartier.areas",
    "quartier.ledger",
    "quartier.files",
    "quartier.texts",
    "quartier.search",
    "quartier.history",
    "quartier.kit",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]
MIDDLEWARE = [
    "quartier.kit.pagecache.page_cache",
    "quartier.config.hosts.hosts",
    "quartier.config.languages.rooms_in_their_languages",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "quartier.config.urls"
WSGI_APPLICATION = "quartier.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django_cotton.cotton_loader.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "quartier.config.navigation.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django.templatetags.l10n",
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "quartier.kit.templatetags.money",
                "quartier.kit.templatetags.page",
            ],
        },
    }
]
COTTON_DIR = "cotton"

# Languages and time -----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch"), ("en", "English"), ("tr", "Türkçe"), ("ar", "العربية"), ("uk", "Українська")]
RESIDENT_LANGUAGES = {"tr", "ar", "uk"}  # for what residents see; rooms behind a sign-in are in the others
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_NAME = "language"
USE_TZ = True
TIME_ZONE = _env("TIME_ZONE", "Europe/Berlin")
EASY_RULES = _env(
    "EASY_RULES"
)  # TOML with own limits and words of Leichte Sprache; the same names as texts/rulesets/leicht.toml

# Sign-in ----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "quartier.config.signin.AccountAdapter"
ACCOUNT_FORMS = {
    "set_password": "quartier.config.signin_forms.SetPassword",
    "change_password": "quartier.config.signin_forms.ChangePassword",
    "reset_password_from_key": "quartier.config.signin_forms.ResetPassword",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # signing up is closed; allauth asks here whether passwords exist
ACCOUNT_EMAIL_VERIFICATION = "none"  # a person is invited, or signs in by a code sent to the address
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a mail when the password or the second step changed
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
# Per address and per connection; a jury signs in from one room, so connections have more room than addresses.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "20/5m/ip,5/5m/key",
    "request_login_code": "120/h/ip,3/5m/key",
    "reset_password": "20/h/ip,3/h/key",
    "invite": "40/h/user",
    "hand_in": "60/h/ip",  # ideas by people without an account
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if _env("BEHIND_PROXY") == "1" else 0  # else X-Forwarded-For is not believed
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ADAPTER = "quartier.config.signin.SecondStepAdapter"
MFA_TOTP_TOLERANCE = 1  # half a minute: clocks of phones differ
MFA_TOTP_ISSUER = "Quartier"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:start"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"

# Safety -----------------------------------------------------------------------------------------------------------
SECURE = QUARTIER_URL.startswith("https:")
SESSION_COOKIE_NAME = "sitzung"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _env("BEHIND_PROXY") == "1" else None
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "quartier.config.signin.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "script-src": [SELF],
        "style-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# Shared by all workers: rate limits. A row per counter in the database; culling earlier would forget counters. -------
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 20000},
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

# Files and mail ---------------------------------------------------------------------------------------------------
MEDIA_ROOT = DATA / "files"
FILE_UPLOAD_PERMISSIONS = 0o640
STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if DEBUG or _env("STATIC") == "plain":  # tests and development: no collectstatic
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 31536000
DEFAULT_FROM_EMAIL = _env("MAIL_FROM", "Quartier <quartier@localhost>")
MAIL = urlsplit(_env("MAIL"))  # smtp://user:password@host:587, or empty: every mail becomes a file
if MAIL.hostname:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = MAIL.hostname, MAIL.port or 587
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(MAIL.username or ""), unquote(MAIL.password or "")
    EMAIL_USE_TLS = EMAIL_PORT == 587
    EMAIL_USE_SSL = EMAIL_PORT == 465
    EMAIL_TIMEOUT = 20
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA / "mail"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"quartier": {"level": "INFO"}, "django.request": {"level": "ERROR"}},
}
