"""Apps, middleware and templates."""

import django_stubs_ext

from ops_tracker.settings.environment import BASE_DIR

# Lets Django's own classes be written with their types, as ModelAdmin[Operation].
django_stubs_ext.monkeypatch()

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
    "common",
    "measures",
    "agencies",
    "operations",
    "records",
    "seizures",
    "outcomes",
    "figures",
    "analysis",
    "imports",
    "notices",
    "dashboards",
    "ops_tracker",
]

MIDDLEWARE = [
    "ops_tracker.middleware.keys_over_tls_alone",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ops_tracker.middleware.plain_etags",
    "ops_tracker.middleware.no_store",
    "ops_tracker.middleware.rate_limit_headers",
    "ops_tracker.middleware.cached_figures",
    "ops_tracker.middleware.country_names",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "ops_tracker.middleware.refused_by_front",
    "ops_tracker.middleware.no_nul_characters",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ops_tracker.middleware.preferences",
    "ops_tracker.session_ended.SignInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "ops_tracker.middleware.History",
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
