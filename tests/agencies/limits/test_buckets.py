"""Buckets of tokens in a real Redis."""

import threading
import time

import pytest

from agencies.limits import buckets
from agencies.limits.buckets import Limit, clear, give_back, spend
from common.redis import redis_client

THREE = ("three", Limit(burst=3, seconds=60))
ONE = ("one", Limit(burst=1, seconds=600))


def test_so_many_at_once_and_then_one_after_a_while():
    left = [spend(THREE).left for _ in range(3)]
    refused = spend(THREE)

    assert left == [2, 1, 0]
    assert not refused.allowed
    assert 59 < refused.wait <= 60
    assert 179 < refused.full <= 240


def test_another_comes_after_its_time():
    quick = ("quick", Limit(burst=1, seconds=0.2))
    assert spend(quick).allowed
    assert not spend(quick).allowed

    time.sleep(0.25)

    assert spend(quick).allowed


def test_of_several_all_are_spent_or_none():
    spend(ONE)
    refused = spend(THREE, ONE)

    assert not refused.allowed
    assert refused.wait > 590
    assert spend(THREE).left == 2


def test_what_is_given_back_is_there_again_and_no_more_than_there_was():
    spend(THREE)
    give_back(THREE)
    give_back(THREE)

    assert spend(THREE).left == 2


def test_what_is_cleared_was_never_spent():
    for _ in range(4):
        spend(THREE)
    clear(THREE)

    assert spend(THREE).left == 2


def test_many_at_once_get_no_more_than_there_are():
    hundred, allowed = ("hundred", Limit(burst=100, seconds=600)), []

    def take() -> None:
        allowed.extend(spend(hundred).allowed for _ in range(40))

    threads = [threading.Thread(target=take) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(allowed) == 100


def test_nothing_stays_in_redis_when_a_bucket_is_full_again():
    spend(THREE)

    assert 0 < redis_client().pttl(f"{buckets.PREFIX}three") <= 60_001


def test_without_redis_nothing_is_limited_and_the_log_says_so_once(no_redis, caplog):
    assert [spend(ONE), spend(ONE), clear(ONE)] == [None, None, None]
    assert caplog.text.count("Redis does not answer") == 1


@pytest.fixture
def no_redis(settings, monkeypatch):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    monkeypatch.setattr(buckets._Outage, "logged_at", -1e9)
    redis_client.cache_clear()
    buckets._script.cache_clear()
    yield
    redis_client.cache_clear()
    buckets._script.cache_clear()
