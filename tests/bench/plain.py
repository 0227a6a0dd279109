"""A Django view with no middleware that reads the answer's bytes from Redis: `/<key>`."""

import os

import redis
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

from ops_tracker.front.bounds import Bounds
from ops_tracker.front.front import Front
from tests.bench.plan import KEPT

settings.configure(
    SECRET_KEY="serves bytes alone",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[],
    USE_I18N=False,
)
_redis = redis.Redis.from_url(os.environ["REDIS_URL"])


def stored(_request: HttpRequest, key: str) -> HttpResponse:
    body = _redis.get(KEPT + key) or b""
    return HttpResponse(body, content_type="application/json", headers={"Content-Length": str(len(body))})


def alive(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(b"{}")


urlpatterns = [path("healthz", alive), path("<str:key>", stored)]
application = Front(get_wsgi_application(), Bounds(), {})
