"""Whoever asks is answered alike whether an answer is kept or worked out: the same status, body and headers."""

import datetime

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from agencies import services
from agencies.models import ApiKey
from figures.api import caching
from tests.factories.agencies import UserFactory
from tests.factories.keys import key_client
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESS = "/api/v1/figures/?by=measure"


def with_key(*scopes, **changed):
    client = key_client(*scopes)
    if changed:
        ApiKey.objects.update(**changed)
    return client


def signed_in():
    client = Client()
    client.force_login(UserFactory(role="analyst"))
    return client


CALLERS = {
    "a key": lambda: with_key("figures:read"),
    "a key for records": lambda: with_key("records:read"),
    "an expired key": lambda: with_key(
        "figures:read", expires_at=timezone.now() - datetime.timedelta(days=1)
    ),
    "a revoked key": lambda: with_key("figures:read", revoked_at=timezone.now()),
    "an unknown key": lambda: Client(headers={"authorization": "Bearer nothing"}),
    "credentials that cannot be read": lambda: Client(headers={"authorization": "Basic %%%"}),
    "nobody": Client,
    "a person": signed_in,
}


@pytest.mark.parametrize("caller", CALLERS.values(), ids=CALLERS.keys())
def test_a_caller_is_answered_as_if_nothing_was_kept(caller):
    SeizureFactory(verified=True)
    another = key_client("figures:read")
    another.get(ADDRESS)
    client = caller()
    client.get(ADDRESS)

    again, plain = client.get(ADDRESS), client.get(ADDRESS, headers={"cache-control": "no-cache"})

    assert shown(again) == shown(plain)


def shown(response):
    """All of a response but the instant that it was worked out at, and what is left of the caller's quota."""
    body = response.json()
    body.pop("as_of", None)
    headers = {
        name: text for name, text in response.items() if name not in ("ETag", "RateLimit", "Content-Length")
    }
    return response.status_code, body, headers


def test_what_a_key_lost_since_is_not_answered_out_of_what_is_kept():
    client = key_client("figures:read")
    assert client.get(ADDRESS).status_code == client.get(ADDRESS).status_code == 200

    services.revoke_key(ApiKey.objects.get(), by=UserFactory(role="administrator", agency=None))

    assert client.get(ADDRESS).status_code == 401


@pytest.mark.parametrize("name", ["X-Request-Id", "Retry-After", "RateLimit", "Set-Cookie"])
def test_what_belongs_to_one_request_is_never_sent_again(name):
    sent = HttpResponse("{}", headers={"ETag": '"x"', name: "1"})

    caching._store("figures/of one request", sent)

    assert caching._read("figures/of one request") is None


def test_all_that_an_answer_of_figures_has_may_be_sent_again(monkeypatch):
    client = key_client("figures:read")
    first = client.get(ADDRESS)
    monkeypatch.setattr(caching, "_store", lambda *_: pytest.fail("It was worked out again."))

    assert client.get(ADDRESS).json()["figures"] == first.json()["figures"]
