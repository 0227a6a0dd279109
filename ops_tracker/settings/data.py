"""PostgreSQL, Redis, files, and the tracking of history."""

import os

import dj_database_url
import pghistory
import pgtrigger
from redis.backoff import NoBackoff
from redis.retry import Retry

from ops_tracker.settings.environment import DATA_DIR


class _Trackers(tuple[pghistory.RowEvent, ...]):
    """New trackers for each model: pghistory copies these, and pgtrigger identifies operations by identity."""

    def __deepcopy__(self, memo: object) -> "_Trackers":
        return type(self)(type(tracker)() for tracker in self)


# The embedded services fill both variables in before Django starts (ops_tracker/local/embedded.py).
DATABASES = {
    "default": dj_database_url.config(
        default="postgresql:///ops_tracker", conn_max_age=60, conn_health_checks=True
    )
}
DATABASES["default"]["ATOMIC_REQUESTS"] = False
# Triggers ask for pgtrigger.ignore: where it is missing, each row of a load slows the next. What is prepared, from the
# fifth time on unless it asks for it, keeps to one plan (docs/decisions/0018, common/db/statements.py).
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
MEDIA_ROOT = DATA_DIR / "files"
# A seizure may be entered with a hundred items of a dozen fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# History is written by the database, a statement at a time, and nobody can change it afterwards.
PGHISTORY_LEVEL = pgtrigger.Statement
PGHISTORY_APPEND_ONLY = True
PGHISTORY_DEFAULT_TRACKERS = _Trackers(
    (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
)
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")
