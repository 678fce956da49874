"""Settings of every real process: portal, console and command. Nothing here is decided by hand at run time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from etterlev.project.configuration import DatabaseAddress, NotSetUp, configuration

CONFIGURATION = configuration()
SURFACE = CONFIGURATION.surface
PACKAGE = Path(__file__).resolve().parents[2]


def _secret_key() -> str:
    try:
        return CONFIGURATION.secret_file.read_text(encoding="ascii").strip()
    except FileNotFoundError as error:
        if SURFACE == "command":
            # The command signs nothing; `etterlev init` writes the file.
            return "command"
        raise NotSetUp(home=CONFIGURATION.home) from error


def _database(address: DatabaseAddress) -> dict[str, Any]:
    if address.engine == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": address.name,
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA secure_delete=ON;"
                "PRAGMA cache_size=-16384;PRAGMA journal_size_limit=67108864;PRAGMA temp_store=MEMORY;",
            },
            "TEST": {"NAME": f"{address.name}.test"},
        }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": address.name,
        "USER": address.user,
        "PASSWORD": address.password,
        "HOST": address.host,
        "PORT": address.port,
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
    }


SECRET_KEY = _secret_key()
DEBUG = CONFIGURATION.debug
ALLOWED_HOSTS = ["*"] if DEBUG else [*{CONFIGURATION.portal_host, CONFIGURATION.console_host}]
DATABASES = {"default": _database(CONFIGURATION.database), "keys": _database(CONFIGURATION.keys_database)}
# Who may read past row-level security: migrations and backups, never a surface.
OWNER = {"USER": CONFIGURATION.owner_database.user, "PASSWORD": CONFIGURATION.owner_database.password}
DATABASE_ROUTERS = ["etterlev.database.store.KeyStoreRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

ROOMS = [
    "etterlev.ledger",
    "etterlev.vault.keystore",
    "etterlev.vault",
    "etterlev.controllers",
    "etterlev.people",
    "etterlev.letters",
    "etterlev.access",
    "etterlev.sources",
    "etterlev.register",
    "etterlev.requests",
    "etterlev.closings",
    "etterlev.backups",
    "etterlev.notice",
    "etterlev.portal",
    "etterlev.console",
    "etterlev.project",
]
# Nobody signs in to the portal: it has neither the console nor what signing in takes.
_SIGN_IN = [] if SURFACE == "portal" else ["django.contrib.sessions", "allauth", "allauth.account", "allauth.mfa"]
# Rooms first: their templates stand before those of the libraries.
INSTALLED_APPS = [
    *(room for room in ROOMS if SURFACE != "portal" or room != "etterlev.console"),
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    *_SIGN_IN,
]

_COMMON = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "etterlev.project.edge.Headers",
    "etterlev.project.edge.Errors",
]
_SURFACES = {
    "portal": [
        "django.middleware.gzip.GZipMiddleware",
        *_COMMON,
        "django.middleware.locale.LocaleMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
    ],
    "console": [
        *_COMMON,
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "allauth.account.middleware.AccountMiddleware",
        "etterlev.console.middleware.StaffLanguage",
        "etterlev.console.middleware.StaffOnly",
    ],
}
# The command never serves; it loads the console's so that Django's checks see everything there is.
MIDDLEWARE = _SURFACES.get(SURFACE, _SURFACES["console"])
ROOT_URLCONF = f"etterlev.project.urls.{SURFACE if SURFACE in _SURFACES else 'console'}"
WSGI_APPLICATION = "etterlev.project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "etterlev.project.edge.page",
            ],
            "builtins": ["django.templatetags.i18n", "etterlev.project.templatetags.words"],
        },
    }
]

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_NAME = "language"
TIME_ZONE = "Europe/Oslo"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = CONFIGURATION.home / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 31_536_000

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = [] if SURFACE == "portal" else ["etterlev.console.sign_in.StaffBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "etterlev.console.sign_in.StaffAccounts"
ACCOUNT_FORMS = {"login": "etterlev.console.sign_in_form.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/sign-in/"
ACCOUNT_SESSION_REMEMBER = False
MFA_ADAPTER = "etterlev.console.sign_in.SealedFactors"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Etterlev"
# On a real address nobody sees a person's details by password alone; on this machine's own, a trial may.
SECOND_FACTOR_REQUIRED = CONFIGURATION.console_origin.startswith("https://")

_ORIGIN = CONFIGURATION.console_origin if SURFACE == "console" else CONFIGURATION.portal_origin
_SECURE = _ORIGIN.startswith("https://")
SESSION_COOKIE_NAME = "console"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 60 * 60
CSRF_COOKIE_NAME = f"csrf-{SURFACE}"
CSRF_FAILURE_VIEW = "etterlev.project.edge.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if _SECURE else 0
X_FRAME_OPTIONS = "DENY"
# Besides the group's own website in the register: notice/embedding.py.
EMBED_ORIGINS = CONFIGURATION.embed_origins
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# Django's own 500 mails and tracebacks carry request bodies: logs get the error's class, nothing else
# (project/edge.py).
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"classes_only": {"()": "etterlev.project.logs.ClassesOnly"}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["classes_only"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": [], "propagate": True}, "django.server": {"handlers": [], "propagate": True}},
}

HOME = CONFIGURATION.home
RING = CONFIGURATION.ring
SECRET_FILE = CONFIGURATION.secret_file
RECIPIENTS = CONFIGURATION.recipients
LOCKS = CONFIGURATION.locks
LEDGER_ORIGIN = CONFIGURATION.ledger_origin
SMTP_URL = CONFIGURATION.smtp_url
SENDER = CONFIGURATION.sender
PORTAL_ORIGIN = CONFIGURATION.portal_origin
CONSOLE_ORIGIN = CONFIGURATION.console_origin
