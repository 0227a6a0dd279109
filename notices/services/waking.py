"""Requests a worker soon after an announcement; the sweep (CELERY_BEAT_SCHEDULE) makes up for a lost request."""

import logging

from celery import current_app

logger = logging.getLogger(__name__)


def wake() -> None:
    try:
        current_app.send_task("notices.tasks.deliver", expires=60, retry=False)
    # Whatever the client library raises: what was announced is committed, and the sweep finds it.
    except Exception as error:  # noqa: BLE001
        logger.warning("No worker can be woken, the sweep has to find what was announced: %s", error)
