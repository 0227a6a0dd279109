"""What somebody typed and sent when their session had ended: held for an hour, until the same person is back.

A form says in a signed field whose page it is on, as the session no longer does. Only that person is shown what they
typed, and nothing is saved before they send it again. Without such a field nobody can have anything held.
"""

import secrets
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, QueryDict
from redis.exceptions import RedisError

TYPIST = "typist"
# Seconds: for how long a page may have been open, and how long what came from it is held.
OPEN, HELD = 7 * 24 * 3600, 3600
# Characters: no form of ours is longer.
MOST = 500_000
_signer = TimestampSigner(salt="typist")


@dataclass(frozen=True)
class HeldForm:
    """Where it was sent, and the fields."""

    path: str
    fields: QueryDict


def sign_typist(user: Any) -> str:
    """The value of the hidden field on a page of the user's."""
    return _signer.sign(str(user.pk))


def hold_typed(request: HttpRequest) -> str:
    """The token under which the form is held; empty if nobody can be told as its typist, or it is too long."""
    try:
        pk = _signer.unsign(request.POST.get(TYPIST, ""), max_age=OPEN)
    except BadSignature:
        return ""
    fields = request.POST.copy()
    for name in (TYPIST, "csrfmiddlewaretoken"):
        fields.pop(name, None)
    if len(sent := fields.urlencode()) > MOST:
        return ""
    token = secrets.token_urlsafe(16)
    try:
        cache.set(_key(pk, token), (request.get_full_path(), sent), timeout=HELD)
    except RedisError:
        return ""
    return token


def held_typed(token: str, user: Any) -> HeldForm | None:
    """What the user typed; None for anybody else, and after the time."""
    found = None
    with suppress(RedisError):
        found = cache.get(_key(user.pk, token)) if token.isascii() and len(token) < 40 else None
    if found is None:
        return None
    path, sent = found
    return HeldForm(path, QueryDict(sent))


def _key(pk: Any, token: str) -> str:
    return f"typed/{pk}/{token}"
