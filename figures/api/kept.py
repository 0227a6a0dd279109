"""Answers kept for as long as nothing has changed. Whatever cannot be told, or kept, is answered anew."""

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

from agencies.api.authentication import FOUND, key_in
from agencies.limits.calls import spend_call
from agencies.models import Scope
from agencies.services import find_key_beside
from common.redis import redis_client
from figures.ledger.version import VERSION, version_in
from figures.question.moments import format_instant

SECONDS = 3600
# Larger answers take more to keep than to work out again.
BYTES = 1_000_000
# What may be sent again with an answer. A response with any other header is not kept: it may be of one request alone.
REPEATABLE = {
    "allow", "cache-control", "content-disposition", "content-language", "content-length", "content-security-policy",
    "content-type", "cross-origin-opener-policy", "etag", "link", "referrer-policy", "vary", "x-content-type-options",
    "x-frame-options",
}  # fmt: skip
log = logging.getLogger(__name__)


def kept(request: HttpRequest, work_out: Callable[[HttpRequest], HttpResponse]) -> HttpResponse:
    """The answer kept for whoever calls with a key, as it was sent; or that it has not changed since they have it.

    Where there is none, it is worked out, and kept by the version that there was before. Either is as of now: by the
    instant at which a kept one was worked out, readers would learn when anything was written that is hidden from them.
    """
    now = format_instant(timezone.now())
    name = _name(request) if _may_be_kept(request) else ""
    if not (found := _read(name)):
        answer = work_out(request)
        _keep(name, answer)
        return answer
    body, headers, instant = found
    response = HttpResponse(body.replace(instant, now.encode()) if instant else body, headers=headers)
    return get_conditional_response(request, etag=headers["ETag"], response=response) or response


def _keep(name: str, response: HttpResponse) -> None:
    if not name or response.status_code != 200 or response.cookies or len(response.content) > BYTES:
        return
    if {header.lower() for header in response.headers} - REPEATABLE:
        return
    try:
        redis_client().set(name, pickle.dumps(_parts(response)), ex=SECONDS)
    except RedisError as error:
        log.warning("An answer could not be kept: %s", error)


def _parts(response: HttpResponse) -> tuple[bytes, dict[str, str], bytes]:
    """The body and the headers, and the instant that the body names."""
    return response.content, dict(response.headers), getattr(response, "instant", "").encode()


def _may_be_kept(request: HttpRequest) -> bool:
    fresh = "no-cache" in request.headers.get("Cache-Control", "")
    # Inside a transaction others might never see what is seen here.
    return request.method in SAFE_METHODS and not fresh and not connection.in_atomic_block


def _name(request: HttpRequest) -> str:
    """What an answer depends on; empty for who comes without a key that may read figures."""
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
    asked = (_program(), *known, request.method, request.get_full_path(), *stated)
    return hashlib.sha256(repr(asked).encode()).hexdigest()


def _read(name: str) -> Any:
    if not name:
        return None
    try:
        found = redis_client().get(name)
    except RedisError:
        return None
    return pickle.loads(found) if found else None  # noqa: S301 -- written above


@cache
def _program() -> str:
    """Of what answers are made by: what an older one kept is not sent by a newer."""
    rooms = [settings.BASE_DIR / "common", *(Path(app.path) for app in apps.get_app_configs())]
    files = sorted(file for room in rooms if room.parent == settings.BASE_DIR for file in room.rglob("*.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
