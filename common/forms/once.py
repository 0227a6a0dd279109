"""Forms that are saved once, however often the page is sent."""

import hashlib
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from common.db.once import save_once, was_saved_otherwise
from common.errors import Refused
from common.forms.typed import TYPIST

# The hidden field with a number that each page of a new row has of its own.
ONCE = "once"


def page_number(request: HttpRequest) -> str:
    """The number of a page that saves something new: that which it has sent, if it is shown again."""
    return request.POST.get(ONCE) or uuid4().hex


def save_form_once(
    sent: QueryDict, user: Any, save: Callable[[], Any], *, whatever_it_has: bool = False
) -> tuple[Any, str]:
    """The saved row and its id; None and the id where the same page, filled in alike, has saved the row before.

    A page that was changed since saves another row, as after the browser's Back. With `whatever_it_has` it is refused:
    its browser does not know that the first one arrived.
    """
    token, digest = sent.get(ONCE, "")[:64], _digest(sent)
    if not token:
        saved = save()
        return saved, str(saved.pk)
    if whatever_it_has and was_saved_otherwise(user, f"form/{token}/", digest):
        raise Refused(
            _("An earlier state of this entry was saved already. Change that record, and discard this entry.")
        )
    return save_once(user, f"form/{token}/{digest}", digest, save)


def _digest(sent: QueryDict) -> str:
    of_the_page = ("csrfmiddlewaretoken", TYPIST, "sender")
    fields = sorted((name, values) for name, values in sent.lists() if name not in of_the_page)
    return hashlib.sha256(repr(fields).encode(errors="replace")).hexdigest()
