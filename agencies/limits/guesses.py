"""Limits on guessing passwords and keys.

A browser that has signed in before holds a signed cookie and a limit of its own, so that strangers who guess a
password do not lock its owner out (OWASP: device cookie).
"""

import secrets
import unicodedata
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from agencies.limits.addresses import client_address, network_of
from agencies.limits.buckets import Bucket, Limit, clear, fingerprint, give_back, spend
from common.errors import Refused

# Failures only: who signs in gets back what the attempt has cost.
ACCOUNT_FROM_ADDRESS = Limit(burst=5, seconds=60)
ACCOUNT = Limit(burst=30, seconds=60)
ADDRESS = Limit(burst=60, seconds=6)
DEVICE = Limit(burst=10, seconds=60)
KEYS_FROM_ADDRESS = Limit(burst=30, seconds=2)

COOKIE, SALT, DAYS, MOST = "device", "agencies.limits.device", 180, 5


class TooOften(Refused):
    """The limit is reached; `wait` is the number of seconds until the next attempt."""

    code = "too_often"
    status = 429

    def __init__(self, sentence: str, wait: float) -> None:
        super().__init__(sentence)
        self.wait = max(1, -int(-wait // 1))


class Attempt:
    """An attempt to sign in as `name`. Raises TooOften before any password is checked."""

    def __init__(self, request: HttpRequest, name: str) -> None:
        account = fingerprint(_normal(name))
        place = network_of(client_address(request))
        if (device := _device(request)) and account in device["accounts"]:
            self.own: Bucket = (f"password/device/{device['id']}/{account}", DEVICE)
            self.shared: tuple[Bucket, ...] = ()
        else:
            self.own = (f"password/{account}/{place}", ACCOUNT_FROM_ADDRESS)
            self.shared = ((f"password/{account}", ACCOUNT), (f"password/from/{place}", ADDRESS))
        allowance = spend(self.own, *self.shared)
        if allowance and not allowance.allowed:
            raise too_often(allowance.wait)

    def succeed(self) -> None:
        clear(self.own)
        if self.shared:
            give_back(*self.shared)


def refuse_key(request: HttpRequest) -> None:
    """Counts an invalid key. Raises TooOften after too many from one network; valid keys go on working."""
    place = network_of(client_address(request))
    allowance = spend((f"key/from/{place}", KEYS_FROM_ADDRESS))
    if allowance and not allowance.allowed:
        raise too_often(allowance.wait)


def too_often(wait: float) -> TooOften:
    found = TooOften("", wait)
    sentence = _("That was wrong too often. Try again in %(wait)d seconds.") % {"wait": found.wait}
    return TooOften(sentence, wait)


def remember_device(request: HttpRequest, response: HttpResponse, name: str) -> None:
    """Sets the cookie that marks this browser as one from which the account has signed in."""
    known: dict[str, Any] = _device(request) or {"id": secrets.token_urlsafe(16), "accounts": []}
    account = fingerprint(_normal(name))
    others = [each for each in known["accounts"] if each != account]
    text = signing.dumps({"id": known["id"], "accounts": [*others, account][-MOST:]}, salt=SALT)
    response.set_cookie(
        COOKIE, text, max_age=DAYS * 86400, secure=request.is_secure(), httponly=True, samesite="Lax"
    )


def _device(request: HttpRequest) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = signing.loads(
            request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=DAYS * 86400
        )
    except signing.BadSignature:
        return None
    return found


def _normal(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
