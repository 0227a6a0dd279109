"""A write asks for a fold: once for many, after it is committed, and at no risk to itself."""

import logging
import time

import pytest
from celery import current_app
from django.core.cache import cache

from figures import tasks
from figures.ledger import folding, waking
from figures.models import Pending
from tests.factories.agencies import UserFactory
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(monkeypatch):
    """The tasks that were sent."""
    found = []
    monkeypatch.setattr(current_app, "send_task", lambda name, **options: found.append((name, options)))
    monkeypatch.setattr(waking, "ASKED", "figures:fold-asked-in-a-test")
    cache.delete(waking.ASKED)
    return found


@pytest.fixture
def no_redis(settings, monkeypatch):
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}}
    yield
    waking._Outage.began = waking._Outage.asked = 0.0


def test_many_writes_ask_for_one_fold(sent):
    for _ in range(100):
        waking.request_fold()

    [(name, options)] = sent
    assert name == tasks.fold.name
    assert options["retry"] is False


def test_a_write_after_the_fold_has_begun_asks_for_another(sent):
    waking.request_fold()
    tasks.fold()
    waking.request_fold()

    assert len(sent) == 2


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("get", "/operations/"),
        ("post", "/api/v1/seizures/"),
        ("post", "/no-such-page/"),
        ("post", "/sign-out/"),
    ],
)
def test_a_request_that_changes_no_record_asks_for_no_fold(client, sent, method, address):
    client.force_login(UserFactory())

    getattr(client, method)(address)

    assert sent == []


def test_a_redis_that_is_down_is_told_once_and_costs_nothing(sent, no_redis, caplog):
    began = time.monotonic()

    with caplog.at_level(logging.WARNING):
        for _ in range(50):
            waking.request_fold()

    assert time.monotonic() - began < 2
    assert sent == []
    [line] = caplog.records
    assert line.getMessage().startswith("No fold can be asked for, the sweep has to find what is pending: ")


def test_a_redis_that_is_back_is_asked_again(sent, no_redis, settings):
    waking.request_fold()
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": settings.REDIS_URL}}
    waking._Outage.asked -= waking.SILENCE

    waking.request_fold()

    assert len(sent) == 1
    assert waking._Outage.began == 0


def test_a_fold_needs_no_redis(no_redis):
    SeizureFactory()

    tasks.fold()

    assert not Pending.objects.exists()
    assert waking.last_fold() is None


def test_the_last_fold_is_remembered_with_its_rate():
    SeizureFactory.create_batch(3)

    tasks.fold()
    tasks.fold()

    last = waking.last_fold()
    assert (last.postings, folding.pending().number) == (3, 0)
    assert last.rate == pytest.approx(3 / last.seconds)
