"""Idempotency-Key: a POST that the client sends again, because the answer was lost, is executed once."""

import datetime
import functools
import hashlib
import json
import re
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as lazy
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response

from common.db.once import reserve
from common.models import AnsweredOnce

HEADER, REPLAYED = "Idempotency-Key", "Idempotent-Replayed"
KEPT = datetime.timedelta(hours=48)
# Visible characters; in quotes too, as the draft of the standard has it.
KEY = re.compile(r"[!-~]{1,255}")


class KeyMalformed(exceptions.APIException):
    status_code = 400
    default_code = "idempotency_key_malformed"
    default_detail = lazy("An Idempotency-Key has 1 to 255 visible characters of ASCII and no blanks.")


class KeyUsedOtherwise(exceptions.APIException):
    status_code = 422
    default_code = "idempotency_key_used"
    default_detail = lazy("This Idempotency-Key came with another request already. Take a new one for this.")


class IdempotentMixin:
    """A view whose POSTs accept an Idempotency-Key."""

    post: Callable[..., Response]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)  # type: ignore[misc]
        key = request.headers.get(HEADER)
        if request.method == "POST" and key is not None:
            # Of this request's view alone; DRF looks for it after this.
            self.post = functools.partial(_once, key, self.post)


def delete_old_answers() -> None:
    AnsweredOnce.objects.filter(at__lt=timezone.now() - KEPT).delete()


@transaction.atomic
def _once(key: str, act: Callable[..., Response], request: Request, *args: Any, **kwargs: Any) -> Response:
    if not KEY.fullmatch(key):
        raise KeyMalformed
    digest = _digest(request)
    stored = reserve(request.user, key, digest)
    if stored.digest != digest:
        raise KeyUsedOtherwise
    if stored.status:
        return _answered_again(stored)
    response = act(request, *args, **kwargs)
    stored.status, stored.location = response.status_code, response.get("Location", "")
    stored.version = getattr(response, "version", None)
    parts = [response.data, getattr(response, "whole", None)]
    stored.body = request.accepted_renderer.render(parts, None, {}).decode()
    stored.save()
    return response


def _answered_again(stored: AnsweredOnce) -> Response:
    data, whole = json.loads(stored.body)
    response = Response(data, status=stored.status, headers={REPLAYED: "true"})
    if stored.location:
        response["Location"] = stored.location
    if stored.version:
        response.version, response.whole = stored.version, whole
    return response


def _digest(request: Request) -> str:
    """A hash of the request's address and parsed body: the same for two spellings of the same JSON."""
    body = json.dumps(request.data, sort_keys=True, default=str)
    return hashlib.sha256(f"{request.get_full_path()}\n{body}".encode(errors="replace")).hexdigest()
