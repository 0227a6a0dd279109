"""A write asks for a fold: once for many, after it is committed, and at no risk to itself."""

import logging
import time

import pytest
from celery import current_app
from django.core.cache import cache
from django.db import transaction

from common.errors import Refused
from figures import tasks
from figures.ledger import folding, waking
from figures.models import Pending
from records.services import return_to_author, submit, verify
from tests.factories.agencies import UserFactory
from tests.factories.operations import OutcomeFactory
from tests.factories.seizures import SeizureFactory
from tests.records.kinds import supervisor_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(monkeypatch):
    """The tasks for the ledger that were sent."""
    found = []

    def send(name, **options):
        # Notices go their own way: tests/notices.
        if name.startswith("figures."):
            found.append((name, options))

    monkeypatch.setattr(current_app, "send_task", send)
    monkeypatch.setattr(waking, "REQUESTED", "figures:fold-requested-in-a-test")
    cache.delete(waking.REQUESTED)
    return found


@pytest.fixture
def no_redis(settings, monkeypatch):
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}}
    yield
    waking._Outage.began = waking._Outage.tried = 0.0


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


def test_a_change_asks_once_it_is_committed_whoever_makes_it(sent, django_capture_on_commit_callbacks):
    """No request is needed: commands and jobs change records by the same services."""
    record = OutcomeFactory()

    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        submit(record, by=record.created_by)
        return_to_author(record, by=supervisor_of(record), reason="Mend it.")
        assert sent == []

    assert callbacks
    assert len(sent) == 1


def take_back(record):
    with transaction.atomic():
        submit(record, by=record.created_by)
        raise RuntimeError


def test_what_is_refused_or_taken_back_asks_for_nothing(sent, django_capture_on_commit_callbacks):
    record = OutcomeFactory()

    with django_capture_on_commit_callbacks(execute=True):
        with pytest.raises(Refused):
            verify(record, by=supervisor_of(record))
        with pytest.raises(RuntimeError):
            take_back(record)

    assert sent == []


def test_an_act_after_one_that_was_taken_back_asks_all_the_same(sent, django_capture_on_commit_callbacks):
    record = OutcomeFactory()

    with django_capture_on_commit_callbacks(execute=True):
        with pytest.raises(RuntimeError):
            take_back(record)
        submit(record, by=record.created_by)

    assert len(sent) == 1


@pytest.mark.parametrize(("method", "body"), [("get", None), ("post", {"items": []})])
def test_a_request_that_changes_nothing_asks_for_nothing(
    client, sent, django_capture_on_commit_callbacks, method, body
):
    client.force_login(UserFactory())

    with django_capture_on_commit_callbacks(execute=True):
        getattr(client, method)("/api/v1/seizures/", body, content_type="application/json")

    assert sent == []


def test_a_redis_that_is_down_is_told_once_and_costs_nothing(sent, no_redis, caplog):
    began = time.monotonic()

    with caplog.at_level(logging.WARNING):
        for _ in range(50):
            waking.request_fold()

    assert time.monotonic() - began < 2
    assert sent == []
    [line] = caplog.records
    assert line.getMessage().startswith("No fold can be requested, the sweep has to find what is pending: ")


def test_a_redis_that_is_back_is_asked_again(sent, no_redis, settings):
    waking.request_fold()
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": settings.REDIS_URL}}
    waking._Outage.tried -= waking.SILENCE

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
    # Of each seizure one of its goods, and one of the seizure itself.
    assert (last.postings, folding.pending().number) == (6, 0)
    assert last.rate == pytest.approx(6 / last.seconds)
