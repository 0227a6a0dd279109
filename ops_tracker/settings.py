"""Every setting, from the environment; docs/operators.md lists the variables."""

import os
import secrets
from pathlib import Path

import dj_database_url
import pghistory
import pgtrigger
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from redis.backoff import NoBackoff
from redis.retry import Retry

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("OPS_TRACKER_DATA", BASE_DIR / ".data")).resolve()


def _flag(name: str, default: bool = False) -> bool:
    return os.environ.get(name, str(int(default))).lower() in {"1", "true", "yes", "on"}


def _list(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def _secret_key() -> str:
    """SECRET_KEY, or one made on first use and kept with the data: there is no default secret."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    path = DATA_DIR / "secret_key"
    if not path.exists():
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


class _Trackers(tuple[pghistory.RowEvent, ...]):
    """pghistory copies these for each model; pgtrigger knows its operations by identity, so they are made anew."""

    def __deepcopy__(self, memo: object) -> "_Trackers":
        return type(self)(type(tracker)() for tracker in self)


DEBUG = _flag("DEBUG")
SECRET_KEY = _secret_key()
ALLOWED_HOSTS = _list("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1],testserver")
CSRF_TRUSTED_ORIGINS = _list("CSRF_TRUSTED_ORIGINS")
# Demo accounts are made, and shown on the sign-in page, only where this is set: `make run` does.
DEMO = _flag("OPS_TRACKER_DEMO")

INSTALLED_APPS = [
    "ops_tracker.site.Config",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "pgtrigger",
    "pghistory",
    "django_htmx",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "csp",
    "measures",
    "agencies",
    "operations",
    "seizures",
    "figures",
    "dashboards",
    "ops_tracker",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ops_tracker.middleware.kept_figures",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "ops_tracker.middleware.no_nul_characters",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "ops_tracker.middleware.fold_soon",
]

ROOT_URLCONF = "ops_tracker.urls"
WSGI_APPLICATION = "ops_tracker.wsgi.application"
ASGI_APPLICATION = "ops_tracker.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "dashboards.frame.frame",
            ],
        },
    },
]

# The embedded services fill both variables in before Django starts (ops_tracker/embedded.py).
DATABASES = {
    "default": dj_database_url.config(
        default="postgresql:///ops_tracker", conn_max_age=60, conn_health_checks=True
    )
}
DATABASES["default"]["ATOMIC_REQUESTS"] = False
# Triggers ask for pgtrigger.ignore: where it is missing, each row of a load slows the next. What is prepared, from the
# fifth time on unless it asks for it, keeps to one plan (docs/decisions/0018, agencies/statements.py).
POSTGRES = "-c pgtrigger.ignore={} -c plan_cache_mode=force_generic_plan"
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", POSTGRES)
DATABASES["default"]["OPTIONS"]["prepare_threshold"] = 5
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/0")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        # A Redis that does not answer is done without, soon. Once more at once: it may have been started anew.
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5, "retry": Retry(NoBackoff(), 1)},
    }
}

AUTH_USER_MODEL = "agencies.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "overview"
LOGOUT_REDIRECT_URL = "sign-in"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish")), ("fr", _("French")), ("pt", _("Portuguese"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", DATA_DIR / "static"))
NODE_MODULES = BASE_DIR / "node_modules"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "ops_tracker.static.PackageFinder",
]
# What pages use of the npm packages: the address prefix, the package's folder, the files in it.
STATIC_PACKAGES = {
    "vendor/tabler": (NODE_MODULES / "@tabler/core/dist", ["css/tabler.min.css", "js/tabler.min.js"]),
    "vendor/htmx": (NODE_MODULES / "htmx.org/dist", ["htmx.min.js"]),
    "vendor/echarts": (NODE_MODULES / "echarts/dist", ["echarts.min.js"]),
    "vendor/topojson-client": (NODE_MODULES / "topojson-client/dist", ["topojson-client.min.js"]),
    "vendor/world-atlas": (NODE_MODULES / "world-atlas", ["countries-110m.json"]),
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "ops_tracker.static.StaticStorage"},
}
MEDIA_ROOT = DATA_DIR / "files"
# A seizure may be entered with a hundred items of a dozen fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "agencies.api.authentication.KeyAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["agencies.api.permissions.HasScope"],
    "DEFAULT_RENDERER_CLASSES": ["ops_tracker.rendering.Json"],
    "DEFAULT_PARSER_CLASSES": ["common.api.Body"],
    # The Accept header alone says which form is wanted: `format` is a parameter like any other.
    "URL_FORMAT_OVERRIDE": None,
    "DEFAULT_PAGINATION_CLASS": "common.api.CursorPages",
    "DEFAULT_FILTER_BACKENDS": ["common.api.StrictFilters"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "common.api.problem",
    "COERCE_DECIMAL_TO_STRING": True,
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Ops Tracker",
    "DESCRIPTION": "What joint law-enforcement and customs operations achieve, in totals that can be trusted.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "ops_tracker.openapi.describe_conventions",
    ],
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "docExpansion": "list", "validatorUrl": None},
    # Choices of one name that differ, and choices of several names that are one.
    "ENUM_NAME_OVERRIDES": {
        "PrecisionEnum": "measures.partial_date.Precision",
        "ConveyanceEnum": "operations.models.Conveyance",
        "ConcealmentEnum": "operations.models.Concealment",
        "OperationKindEnum": "operations.models.Operation.Kind",
        "SeizureKindEnum": "seizures.models.Seizure.Kind",
        "MeasureKindEnum": "measures.models.Measure.Kind",
        "PlaceKindEnum": "agencies.models.Place.Kind",
        "AgencyKindEnum": "agencies.models.Agency.Kind",
        "CountryKindEnum": "agencies.models.Country.Kind",
        "StageEnum": "operations.models.Stage",
        "DispositionStageEnum": "seizures.models.Disposition.Stage",
        "DimensionEnum": "measures.models.Dimension",
    },
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
# Cookies travel over TLS alone unless the site is served on loopback, as `make run` does.
HTTPS = _flag("HTTPS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REDIRECT_EXEMPT = ["^metrics$"]  # read from inside, past the proxy
METRICS_TOKEN = os.environ.get("METRICS_TOKEN", "")
# Other names below the domain, and the browsers' preload lists, are not ours to decide on.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _flag("BEHIND_PROXY") else None
X_FRAME_OPTIONS = "DENY"

# Celery spells the address of a Unix socket otherwise than the cache does.
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
# Whoever sends a task to a broker that does not answer gives up soon; workers go on trying by themselves.
CELERY_BROKER_TRANSPORT_OPTIONS = {"max_retries": 1, "socket_connect_timeout": 2, "socket_timeout": 5}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "UTC"
# Writes ask for a fold by themselves; the sweep finds what was asked for in vain. Rates are published in the
# afternoon; what was valued by an older one is valued anew in the night, and then the books are checked.
CELERY_BEAT_SCHEDULE = {
    "fold what is pending": {"task": "figures.tasks.fold", "schedule": 5, "options": {"expires": 5}},
    "revalue seizures": {"task": "seizures.tasks.revalue", "schedule": crontab(hour="2", minute="10")},
    "revalue outcomes": {"task": "operations.tasks.revalue", "schedule": crontab(hour="2", minute="20")},
    "reconcile the ledger": {"task": "figures.tasks.reconcile", "schedule": crontab(hour="2", minute="40")},
    "sessions": {"task": "ops_tracker.tasks.forget_old_sessions", "schedule": crontab(hour="3", minute="0")},
}
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "celerybeat-schedule")

# History is written by the database, a statement at a time, and nobody can change it afterwards.
PGHISTORY_LEVEL = pgtrigger.Statement
PGHISTORY_APPEND_ONLY = True
PGHISTORY_DEFAULT_TRACKERS = _Trackers(
    (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
)
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

# The currency in which money is valued so that it can be added up.
REPORTING_CURRENCY = os.environ.get("REPORTING_CURRENCY", "USD")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "WARNING")},
    # A page that somebody may not open is no fault of ours.
    "loggers": {"django.request": {"level": "ERROR"}},
}
