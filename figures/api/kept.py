"""Answers kept for as long as nothing has changed. Whatever cannot be told, or kept, is answered anew."""

import hashlib
import logging
import pickle
from functools import cache
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from redis import Redis
from redis.exceptions import RedisError
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import SAFE_METHODS

from agencies.api.authentication import KeyAuthentication
from agencies.models import Scope
from figures.version import version

SECONDS = 3600
# Larger answers take more to keep than to work out again.
BYTES = 1_000_000
log = logging.getLogger(__name__)


def kept_answer(request: HttpRequest) -> HttpResponse | None:
    """The answer kept for whoever calls with a key, as it was sent; or that it has not changed since they have it."""
    if not _may_be_kept(request):
        return None
    try:
        found = KeyAuthentication().authenticate(request)  # type: ignore[arg-type]
    except AuthenticationFailed:
        return None
    if found is None or not found[0].allows(Scope.READ_FIGURES):
        return None
    request.kept_as = _name(request, found[0])  # type: ignore[attr-defined]
    if not (kept := _read(request.kept_as)):  # type: ignore[attr-defined]
        return None
    body, headers = kept
    response = HttpResponse(body, headers=headers)
    return get_conditional_response(request, etag=headers["ETag"], response=response)


def keep(request: HttpRequest, response: Any) -> None:
    """Keeps an answer that is about to be sent, by the version that there was before it was worked out."""
    name = getattr(request, "kept_as", "")
    if not name or response.status_code != 200 or len(response.content) > BYTES:
        return
    try:
        _redis().set(name, pickle.dumps((response.content, dict(response.headers))), ex=SECONDS)
    except RedisError as error:
        log.warning("An answer could not be kept: %s", error)


def _may_be_kept(request: HttpRequest) -> bool:
    fresh = "no-cache" in request.headers.get("Cache-Control", "")
    # Inside a transaction others might never see what is seen here.
    return request.method in SAFE_METHODS and not fresh and not connection.in_atomic_block


def _name(request: HttpRequest, reader: Any) -> str:
    now = version()
    if now is None:
        return ""
    asked = (
        now,
        reader.agency_id,
        reader.user_id,
        request.method,
        request.get_full_path(),
        request.headers.get("Accept"),
    )
    return "figures/" + hashlib.sha256(repr(asked).encode()).hexdigest()


def _read(name: str) -> Any:
    if not name:
        return None
    try:
        kept = _redis().get(name)
    except RedisError:
        return None
    return pickle.loads(kept) if kept else None  # noqa: S301 -- written above


@cache
def _redis() -> Redis:
    """Django's cache makes a client anew for each question, which takes longer than to ask it."""
    return Redis.from_url(settings.REDIS_URL, **settings.CACHES["default"]["OPTIONS"])
