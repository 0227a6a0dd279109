"""A POST that is sent again is done once, and answered as the first time."""

import datetime
import json
import threading

import pytest
from django.db import connection
from django.urls import URLResolver, get_resolver
from django.utils import timezone

from common.api.creating import IdempotentMixin, delete_old_answers
from common.models import AnsweredOnce
from seizures.models import Seizure
from tests.calls import findings, person, post, signed_in
from tests.factories.keys import key_client
from tests.factories.seizures import SeizureFactory

SEIZURES = "/api/v1/seizures/"
CASH = {"items": [{"measure": "CASH.CURRENCY", "amount": "5.50", "currency": "USD"}]}
KEY = "0190a000-0000-7000-8000-000000000000"


@pytest.fixture
def api(db):
    return signed_in(person())


def test_the_same_again_is_answered_again_and_recorded_once(api):
    first = post(api, SEIZURES, CASH, idempotency_key=KEY)
    again = post(api, SEIZURES, CASH, idempotency_key=KEY)

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert [again[name] for name in ("ETag", "Location")] == [first[name] for name in ("ETag", "Location")]
    assert (again.get("Idempotent-Replayed"), first.get("Idempotent-Replayed")) == ("true", None)
    assert Seizure.objects.count() == 1


def test_without_a_key_it_is_recorded_again(api):
    post(api, SEIZURES, CASH)
    post(api, SEIZURES, CASH)

    assert Seizure.objects.count() == 2


def test_the_answer_is_that_of_then_whatever_became_of_it(api):
    first = post(api, SEIZURES, CASH, idempotency_key=KEY)
    post(api, f"{first.json()['url']}submit/")

    assert post(api, SEIZURES, CASH, idempotency_key=KEY).json()["state"] == "draft"


def test_a_list_is_recorded_once_too(api):
    first = post(api, SEIZURES, [CASH, CASH], idempotency_key=KEY)
    again = post(api, SEIZURES, [CASH, CASH], idempotency_key=KEY)

    assert again.content == first.content
    assert Seizure.objects.count() == 2


def test_how_the_body_is_spelled_makes_no_difference(api):
    first = post(api, SEIZURES, {**CASH, "country": "USA"}, idempotency_key=KEY)
    spelled = json.dumps({"country": "USA", **CASH}, indent=2).replace("USA", "\\u0055SA")

    assert post(api, SEIZURES, spelled, idempotency_key=KEY).content == first.content


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (SEIZURES, {**CASH, "country": "USA"}),
        (SEIZURES, [CASH]),
        ("/api/v1/outcomes/", CASH),
    ],
)
def test_another_request_with_the_same_key_is_refused(api, path, body):
    post(api, SEIZURES, CASH, idempotency_key=KEY)

    refused = post(api, path, body, idempotency_key=KEY)

    assert refused.status_code == 422
    assert "Take a new one" in findings(refused)[""]
    assert Seizure.objects.count() == 1


def test_keys_of_others_are_others(api):
    for client in (api, signed_in(person()), key_client(), key_client()):
        assert post(client, SEIZURES, CASH, idempotency_key=KEY).status_code == 201

    assert Seizure.objects.count() == 4


def test_what_was_refused_has_not_used_its_key(api):
    refused = post(api, SEIZURES, {"items": []}, idempotency_key=KEY)

    assert refused.status_code == 400
    assert post(api, SEIZURES, CASH, idempotency_key=KEY).status_code == 201


@pytest.mark.parametrize("key", ["", " ", "two words", "é", "x" * 256])
def test_a_key_is_visible_text_of_some_length(api, key):
    assert post(api, SEIZURES, CASH, idempotency_key=key).status_code == 400
    assert not Seizure.objects.exists()


def test_a_step_is_taken_once(api):
    original = SeizureFactory(owner="US-ICE", verified=True)

    first = post(api, f"{SEIZURES}{original.pk}/amend/", {"reason": "Corrected."}, idempotency_key=KEY)
    again = post(api, f"{SEIZURES}{original.pk}/amend/", {"reason": "Corrected."}, idempotency_key=KEY)

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert original.amendments.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_once_are_one():
    user, answers = person(), []

    def send() -> None:
        answers.append(post(signed_in(user), SEIZURES, CASH, idempotency_key=KEY))
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [answer.status_code for answer in answers] == [201] * 4
    assert len({answer.content for answer in answers}) == 1
    assert Seizure.objects.count() == 1


@pytest.mark.parametrize(("hours", "left"), [(24, 1), (49, 0)])
def test_keys_are_kept_for_two_days(api, hours, left):
    post(api, SEIZURES, CASH, idempotency_key=KEY)
    AnsweredOnce.objects.update(at=timezone.now() - datetime.timedelta(hours=hours))

    delete_old_answers()

    assert AnsweredOnce.objects.count() == left


def test_every_post_of_the_api_takes_a_key():
    views = [view for view in views_of(get_resolver()) if "post" in view.http_method_names]
    posting = [
        view.cls for view in views if "post" in getattr(view, "actions", {}) or hasattr(view.cls, "post")
    ]

    assert len(posting) > 10
    assert [view for view in posting if not issubclass(view, IdempotentMixin)] == []


def views_of(resolver):
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from views_of(entry)
        elif hasattr(entry.callback, "cls"):
            entry.callback.http_method_names = entry.callback.cls.http_method_names
            yield entry.callback
