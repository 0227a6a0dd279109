"""The Redis client of the process: Django's cache makes a new one each time, which takes longer than a command."""

from functools import cache
from typing import Any

from django.conf import settings
from redis import Redis


@cache
def redis_client() -> Redis:
    options: Any = settings.CACHES["default"]["OPTIONS"]
    return Redis.from_url(settings.REDIS_URL, **options)
