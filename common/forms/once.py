"""Forms that are saved once, however often the page is sent."""

import hashlib
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, QueryDict

from common.db.once import save_once
from common.forms.typed import TYPIST

# The hidden field with a number that each page of a new row has of its own.
ONCE = "once"


def page_number(request: HttpRequest) -> str:
    """The number of a page that saves something new: that which it has sent, if it is shown again."""
    return request.POST.get(ONCE) or uuid4().hex


def save_form_once(sent: QueryDict, user: Any, save: Callable[[], Any]) -> tuple[Any, str]:
    """The saved row and its id; None and the id where the same page, filled in alike, has saved the row before."""
    token, digest = sent.get(ONCE, "")[:64], _digest(sent)
    if not token:
        saved = save()
        return saved, str(saved.pk)
    return save_once(user, f"form/{token}/{digest}", digest, save)


def _digest(sent: QueryDict) -> str:
    of_the_page = ("csrfmiddlewaretoken", TYPIST)
    fields = sorted((name, values) for name, values in sent.lists() if name not in of_the_page)
    return hashlib.sha256(repr(fields).encode(errors="replace")).hexdigest()
