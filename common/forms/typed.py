"""Forms that were sent after the session had ended: stored for an hour, until the same person has signed in again.

A form says in a signed field whose page it is on, as the session no longer does. Only that person gets it back, and
nothing is saved before they send it again. Without such a field nothing is stored.
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
class StoredForm:
    """A stored form: the address that it was sent to, and its fields."""

    path: str
    fields: QueryDict


def sign_typist(user: Any) -> str:
    """The value of the hidden field that names the user of a page."""
    return _signer.sign(str(user.pk))


def store_form(request: HttpRequest) -> str:
    """Stores the form and returns its token; empty if the form is too long or names no user."""
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


def stored_form(token: str, user: Any) -> StoredForm | None:
    """The stored form of this user; None for anybody else, and after the hour."""
    found = None
    with suppress(RedisError):
        found = cache.get(_key(user.pk, token)) if token.isascii() and len(token) < 40 else None
    if found is None:
        return None
    path, sent = found
    return StoredForm(path, QueryDict(sent))


def _key(pk: Any, token: str) -> str:
    return f"typed/{pk}/{token}"


def is_typist(signed: str, user: Any) -> bool:
    """Whether the signed field names this user."""
    try:
        return _signer.unsign(signed, max_age=OPEN) == str(user.pk)
    except BadSignature:
        return False
