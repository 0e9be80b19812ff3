"""One settings file. What differs between machines comes from the environment:

COCREA_DATA_DIR   where the database, keys, files and mail live (default ``var``)
DATABASE_URL      PostgreSQL instead of SQLite, for example postgres://user:pw@host/name
COCREA_SECRET_KEY secret of this installation (made and kept in the data directory when absent)
COCREA_HOSTS      comma-separated names this portal answers to
COCREA_BASE_URL   public address, for receipts, mail and feeds
COCREA_EMAIL_BACKEND  a Django mail backend (default: files below the data directory)
COCREA_FROM_EMAIL sender of every mail
COCREA_SMTP_URL   where mail leaves: smtp://user:password@host:587 (STARTTLS), smtps://...:465
COCREA_SOURCE_URL where the source of this installation is offered (the licence asks for it)
COCREA_DEBUG      1: Django's debug pages; never on a public machine
COCREA_HTTPS      1: behind HTTPS; secure cookies and HSTS
"""

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

import dj_database_url

import cocrea

PACKAGE = Path(cocrea.__file__).resolve().parent
DATA_DIR = Path(os.environ.get("COCREA_DATA_DIR", "var")).resolve()
RELEASE = cocrea.__version__


def _secret() -> str:
    given = os.environ.get("COCREA_SECRET_KEY")
    if given:
        return given
    path = DATA_DIR / "keys" / "secret.key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.parent.chmod(0o700)
        try:
            with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as out:
                out.write(secrets.token_urlsafe(50))
        except FileExistsError:
            pass  # two workers starting together: the other one wrote it
    return path.read_text()


SECRET_KEY = _secret()
DEBUG = os.environ.get("COCREA_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("COCREA_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")
SOURCE_URL = os.environ.get("COCREA_SOURCE_URL", "")
BASE_URL = os.environ.get("COCREA_BASE_URL", "http://127.0.0.1:8000").rstrip("/")

# From the ground up: a room may import only rooms before it (pyproject.toml, import-linter).
ROOMS = [
    "ui",
    "ledger",
    "search",
    "people",
    "languages",
    "documents",
    "notices",
    "process",
    "agreement",
    "voices",
    "consultations",
    "meetings",
    "outreach",
    "sensemaking",
    "commitments",
    "plan",
    "followup",
    "opendata",
    "trace",
    "site",
]
ROOMS = [room for room in ROOMS if (PACKAGE / room / "apps.py").exists()]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    # Before allauth: ui gives its pages their templates, and the first one found wins.
    *[f"cocrea.{room}" for room in ROOMS],
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Tokens in pages are masked anew each time and the length is padded, so that compressing them
    # tells nobody anything (BREACH).
    "django.middleware.gzip.GZipMiddleware",
    "cocrea.ui.middleware.SecurityHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "cocrea.ui.middleware.SentOnce",
    "cocrea.ui.middleware.DomainErrors",
    "cocrea.process.middleware.CurrentProcess",
    "cocrea.site.demo.middleware.TravelGate",
]

COMPOSITION = "cocrea.config.composition"

ROOT_URLCONF = "cocrea.config.urls"
WSGI_APPLICATION = "cocrea.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "cocrea.ui.templatetags.ui",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cocrea.ui.context.chrome",
                "cocrea.site.context.navigation",
            ],
        },
    }
]

SQLITE_OPTIONS = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        "PRAGMA secure_delete=ON; PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;"
    ),
}
DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{DATA_DIR / 'cocrea.sqlite3'}", conn_max_age=0
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 600
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "es"
LANGUAGES = [("es", "Español"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "site:desk"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
# Colours of a country or a town: custom properties, in a file beside the data (docs/theme.md).
THEME = (DATA_DIR / "theme" / "theme.css").is_file()
STATICFILES_DIRS = [("theme", DATA_DIR / "theme")] if THEME else []
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 31_536_000

SMTP = urlsplit(os.environ.get("COCREA_SMTP_URL", ""))
EMAIL_BACKEND = os.environ.get(
    "COCREA_EMAIL_BACKEND",
    f"django.core.mail.backends.{'smtp' if SMTP.hostname else 'filebased'}.EmailBackend",
)
EMAIL_HOST, EMAIL_PORT = SMTP.hostname or "localhost", SMTP.port or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(SMTP.username or ""), unquote(SMTP.password or "")
EMAIL_USE_SSL = SMTP.scheme == "smtps"
EMAIL_USE_TLS = SMTP.scheme == "smtp" and SMTP.username is not None
EMAIL_TIMEOUT = 20
EMAIL_FILE_PATH = DATA_DIR / "mail"
DEFAULT_FROM_EMAIL = os.environ.get("COCREA_FROM_EMAIL", "cocrea@localhost")

HTTPS = os.environ.get("COCREA_HTTPS") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
# A file of names never touches the disk outside the vault: up to this size it stays in memory.
FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000
CSRF_FAILURE_VIEW = "cocrea.ui.views.csrf_failure"

ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = None  # the address lives in account_emailaddress, in the vault
ACCOUNT_ADAPTER = "cocrea.people.adapter.AccountAdapter"
MFA_ADAPTER = "cocrea.people.adapter.MfaAdapter"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Cocrea"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "cache",
    }
}

# How long a rendered public page may be kept; its validator changes with the record and the minute.
PAGES_KEPT_SECONDS = 90

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016"]
