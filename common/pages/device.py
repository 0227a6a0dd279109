"""Entries that a browser had stored: sent by a script once the server can be reached, and answered in JSON."""

import re
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import salted_hmac
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from common.errors import Refused
from common.forms.once import ONCE
from common.forms.typed import is_typist

HEADER = "Idempotency-Key"
# The field that names the user of the page that sends, as `typist` does on the page itself.
SENDER = "sender"
# The cookie by which the next page learns which entry has been saved.
SAVED, SAVED_LIFETIME = "entered_", 24 * 3600
_PLAIN = re.compile(r"[\w-]{1,64}")


def device_name(user: Any) -> str:
    """The name under which a browser stores what is this user's: it tells nobody who that is."""
    return salted_hmac("device", str(user.pk)).hexdigest()[:32]


def is_sent_by_script(request: HttpRequest) -> bool:
    return request.method == "POST" and HEADER in request.headers


def is_sent_by_user(request: HttpRequest) -> bool:
    """Whether the page that sends is the user's: another person's may still be open when they sign in."""
    return is_typist(request.POST.get(SENDER, ""), request.user)


def remember_saved(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Adds the cookie by which the browser removes the entry that it had stored."""
    number = request.POST.get(ONCE, "")
    if settings.DEVICE_DRAFTS and _PLAIN.fullmatch(number):
        response.set_cookie(
            f"{SAVED}{number}",
            "1",
            max_age=SAVED_LIFETIME,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
    return response


def saved_answer(request: HttpRequest, url: str) -> HttpResponse:
    """The answer to the script: the address of what was saved, and what a page would say of it."""
    return JsonResponse({"url": url, "sentences": [str(each) for each in get_messages(request)]}, status=201)


def sign_in_answer() -> HttpResponse:
    """The answer to the script where nobody, or somebody else, is signed in: the entry waits on."""
    sentence = _("Sign in as the person who typed this: then it is sent.")
    return JsonResponse({"sentences": [sentence], "sign_in": True}, status=403)


def refusal_answer(refusal: Refused) -> HttpResponse:
    """The answer to the script where the record may not be changed at all."""
    return JsonResponse({"sentences": [str(refusal)]}, status=refusal.page_status)


def refused_answer(form: Any) -> HttpResponse:
    """The answer to the script where the form has errors: nothing was saved."""
    found = [
        f"{capfirst(each.label)}: {each.sentence}" if each.label else each.sentence for each in form.problems
    ]
    refusal = [str(form.refusal)] if form.refusal else []
    status = form.status if form.refusal else 422
    return JsonResponse({"sentences": refusal + found}, status=status)
