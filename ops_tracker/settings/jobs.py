"""Celery and its schedule."""

import os
from pathlib import Path

from celery.schedules import crontab

from ops_tracker.settings.data import REDIS_URL
from ops_tracker.settings.environment import DATA_DIR

# Celery spells the address of a Unix socket otherwise than the cache does.
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
# A process that sends a task to a broker that does not answer gives up soon; workers go on trying.
CELERY_BROKER_TRANSPORT_OPTIONS = {"max_retries": 1, "socket_connect_timeout": 2, "socket_timeout": 5}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "UTC"
# Writes request a fold; the sweep makes up for lost requests. The ledger is reconciled at night.
CELERY_BEAT_SCHEDULE = {
    "fold what is pending": {"task": "figures.tasks.fold", "schedule": 5, "options": {"expires": 5}},
    "reconcile the ledger": {"task": "figures.tasks.reconcile", "schedule": crontab(hour="2", minute="40")},
    "files whose message was lost": {
        "task": "imports.tasks.sweep",
        "schedule": 60,
        "options": {"expires": 60},
    },
    "files in a folder or a bucket": {
        "task": "imports.tasks.watch",
        "schedule": 60,
        "options": {"expires": 60},
    },
    "notices whose message was lost": {
        "task": "notices.tasks.deliver",
        "schedule": 60,
        "options": {"expires": 60},
    },
    "notices of the day": {"task": "notices.tasks.deliver_daily", "schedule": crontab(hour="6", minute="0")},
    "signals and forecasts": {
        "task": "analysis.tasks.watch_series",
        "schedule": crontab(hour="4", minute="10"),
    },
    "subscriptions": {
        "task": "analysis.tasks.mail_subscriptions",
        "schedule": crontab(minute="*/10"),
        "options": {"expires": 600},
    },
    "records that wait too long": {"task": "notices.tasks.escalate", "schedule": crontab(minute="17")},
    "answers": {"task": "ops_tracker.tasks.forget_old_answers", "schedule": crontab(hour="3", minute="5")},
    "sessions": {"task": "ops_tracker.tasks.forget_old_sessions", "schedule": crontab(hour="3", minute="0")},
}
# Where agencies put files for the import (imports/services/watching.py); empty for nowhere.
IMPORT_FOLDER = Path(folder) if (folder := os.environ.get("OPS_TRACKER_IMPORT_FOLDER", "")) else None
# A bucket of S3 or its like, below a prefix, in which they do so (imports/services/watching_bucket.py); empty for none.
IMPORT_BUCKET = os.environ.get("IMPORT_BUCKET", "")
IMPORT_PREFIX = os.environ.get("IMPORT_PREFIX", "")
IMPORT_ENDPOINT = os.environ.get("IMPORT_ENDPOINT", "")
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "celerybeat-schedule")
