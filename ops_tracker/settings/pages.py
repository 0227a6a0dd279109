"""Languages and static files."""

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from ops_tracker.settings.attachments import ATTACHMENT_STORAGE
from ops_tracker.settings.environment import BASE_DIR, DATA_DIR, flag

# Entries that are being typed stay on the device until they are sent (docs/decisions/0123).
DEVICE_DRAFTS = flag("DEVICE_DRAFTS", default=True)

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
    "attachments": ATTACHMENT_STORAGE,
    "staticfiles": {"BACKEND": "ops_tracker.static.StaticStorage"},
}
