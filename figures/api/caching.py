"""A cache of answers, valid as long as the version of the figures is the same. Anything doubtful is computed again."""

import hashlib
import logging
import pickle
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from redis.exceptions import RedisError
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import SAFE_METHODS

from agencies.api.access import FOUND, key_in, spend_call
from agencies.models import Scope
from agencies.services import find_key_beside
from common.redis import redis_client
from common.text.instants import format_instant
from figures.ledger.version import VERSION, version_in

SECONDS = 3600
# Larger answers cost more to cache than to compute.
BYTES = 2_000_000
# What may be sent again with an answer. A response with any other header is not cached: it may be of one request alone.
REPEATABLE = {
    "allow", "cache-control", "content-disposition", "content-language", "content-length", "content-security-policy",
    "content-type", "cross-origin-opener-policy", "etag", "link", "referrer-policy", "vary", "x-content-type-options",
    "x-frame-options",
}  # fmt: skip
log = logging.getLogger(__name__)


def cached_answer(request: HttpRequest, work_out: Callable[[HttpRequest], HttpResponse]) -> HttpResponse:
    """The cached answer to a request with a key, or 304 if the client has it.

    Otherwise the answer is computed, and cached under the version from before it was. Both state the instant of now:
    the instant at which a cached one was computed would show when somebody wrote what is hidden from the reader.
    """
    now = format_instant(timezone.now())
    key = _key(request) if _may_be_cached(request) else ""
    if not (found := _read(key)):
        answer = work_out(request)
        _store(key, answer)
        return answer
    body, headers, instant = found
    response = HttpResponse(body.replace(instant, now.encode()) if instant else body, headers=headers)
    return get_conditional_response(request, etag=headers["ETag"], response=response) or response


def _store(key: str, response: HttpResponse) -> None:
    if not key or response.status_code != 200 or response.cookies or len(response.content) > BYTES:
        return
    if {header.lower() for header in response.headers} - REPEATABLE:
        return
    try:
        redis_client().set(key, pickle.dumps(_parts(response)), ex=SECONDS)
    except RedisError as error:
        log.warning("An answer could not be cached: %s", error)


def _parts(response: HttpResponse) -> tuple[bytes, dict[str, str], bytes]:
    """The body and the headers, and the instant that the body names."""
    return response.content, dict(response.headers), getattr(response, "instant", "").encode()


def _may_be_cached(request: HttpRequest) -> bool:
    fresh = "no-cache" in request.headers.get("Cache-Control", "")
    # Inside a transaction others might never see what is seen here.
    return request.method in SAFE_METHODS and not fresh and not connection.in_atomic_block


def _key(request: HttpRequest) -> str:
    """The key of the cache: all that the answer depends on. Empty for a request without a key that may read figures."""
    try:
        raw = key_in(request)
    except AuthenticationFailed:
        return ""
    if raw is None:
        return ""
    try:
        reader, [rows] = find_key_beside(raw, (VERSION, None))
    except DatabaseError:
        # The view says so in its own words.
        return ""
    now = version_in(rows)
    # So that it is not looked up again.
    request.META[FOUND] = reader
    if reader is None or now is None or not reader.allows(Scope.READ_FIGURES):
        return ""
    # Kept or worked out, it is a call; the view refuses what are too many.
    if not spend_call(request, reader):
        return ""
    return "figures/" + _fingerprint(request, now, reader.agency_id, reader.user_id)


def _fingerprint(request: HttpRequest, *known: object) -> str:
    stated = (request.headers.get(name) for name in ("Accept", "Accept-Language", "Cookie"))
    parts = (_program(), *known, request.method, request.get_full_path(), *stated)
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _read(key: str) -> Any:
    if not key:
        return None
    try:
        found: Any = redis_client().get(key)
    except RedisError:
        return None
    return pickle.loads(found) if found else None  # noqa: S301 -- written above


@cache
def _program() -> str:
    """A hash of our source code: a new release never sends an answer that an older one has cached."""
    rooms = [settings.BASE_DIR / "common", *(Path(app.path) for app in apps.get_app_configs())]
    files = sorted(file for room in rooms if room.parent == settings.BASE_DIR for file in room.rglob("*.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
