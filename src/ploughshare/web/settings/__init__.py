"""Django's settings. The environment decides where things lie; what is safe is not a matter of the environment.

``PLOUGHSHARE_DATABASE_URL``  ``sqlite:///path`` or ``postgresql://...``; an SQLite file in the data folder by default
``PLOUGHSHARE_DATA_DIR``      folder of the embedded database and the gathered static files
``PLOUGHSHARE_SECRET_KEY``    key for signing; by default one that is made once and kept in the data folder
``PLOUGHSHARE_ALLOWED_HOSTS`` names the site is served under, with commas; naming any demands HTTPS.
                              By default the site answers on the loopback address only
``PLOUGHSHARE_DEBUG``         ``1`` for work on the site itself; never on a server
"""

from __future__ import annotations

import os
from datetime import timedelta

from ploughshare.assets import FOLDER as ASSETS
from ploughshare.web.settings import environment

DATA_DIR = environment.data_folder(os.environ)
DEBUG = os.environ.get("PLOUGHSHARE_DEBUG") == "1"
SECRET_KEY = environment.secret_key(os.environ, DATA_DIR)
_named_hosts = [host.strip() for host in os.environ.get("PLOUGHSHARE_ALLOWED_HOSTS", "").split(",") if host.strip()]
ALLOWED_HOSTS = [*_named_hosts, *environment.LOOPBACK_HOSTS]

DATABASES = {
    "default": environment.database(
        os.environ.get("PLOUGHSHARE_DATABASE_URL") or f"sqlite:///{DATA_DIR / 'ploughshare.sqlite3'}"
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_htmx",
    "ploughshare.web.accounts",
    "ploughshare.web.records",
    "ploughshare.web.desk",
    "ploughshare.web.site",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ploughshare.web.headers.ContentSecurityPolicy",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "ploughshare.web.urls"
WSGI_APPLICATION = "ploughshare.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
            ]
        },
    }
]

# Static files come from this server and no other, under names that change with their content.
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [(kind, ASSETS / kind) for kind in ("js", "css", "fonts") if (ASSETS / kind).is_dir()]
WHITENOISE_USE_FINDERS = DEBUG
STORAGES = {
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    }
}

# Nothing from elsewhere, nothing inline, nothing evaluated. The icons of MapLibre's style sheet are data.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_SAMESITE = "Strict"
if _named_hosts:
    # A site with a name stands behind a server that speaks HTTPS for it and says so in this header.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_SECURE = True

# Signing in: long passwords that nobody else has, and few attempts. No e-mail is ever sent.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
        ("UserAttributeSimilarityValidator", {}),
    )
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "drafts"
LOGOUT_REDIRECT_URL = "countries"
LOCKED_MINUTES = 15
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=LOCKED_MINUTES)
# Name and address together: by the name alone, anybody could lock an editor out from anywhere.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "ploughshare.web.accounts.views.signing.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # who signed in when is nobody's business; what was done is in the audit

# A document is written to disk while it comes in, never past what a report may have.
FILE_UPLOAD_HANDLERS = [
    "ploughshare.web.desk.uploads.BoundedUpload",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# A language is offered once its translation is in web/site/locale: a page that calls English text Korean misleads.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
USE_TZ = True
TIME_ZONE = "UTC"

EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
# Warnings and errors only: a log of queries or of rows would hold what is restricted.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"terminal": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["terminal"], "level": "WARNING"},
    "loggers": {"django": {"handlers": [], "level": "WARNING", "propagate": True}},
}
