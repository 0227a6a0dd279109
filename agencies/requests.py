"""The type of requests to pages, with what the middleware adds."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from agencies.models import User


class SignedInRequest(HttpRequest):
    """A request of a signed-in person: LoginRequiredMiddleware lets nobody else through to a page."""

    user: User
    htmx: HtmxDetails
