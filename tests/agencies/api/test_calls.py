"""Keys and persons call the API so often in a minute, kept answers included, and are told how often they may."""

import re

import pytest
from django.test import Client

from agencies import services
from agencies.models import Agency, ApiKey, RefusedAccess, Scope
from common.errors import Invalid, NotAllowed
from tests.admin_page import filled
from tests.calls import findings, person, signed_in

UNITS, FIGURES = "/api/v1/units/", "/api/v1/figures/?by=measure"
HOME = "192.0.2.7"


def a_key(**facts):
    stated = {
        "agency": Agency.objects.get(code="US-FBI"),
        "name": "Nightly pull",
        "scopes": Scope.values,
        "by": None,
    }
    return services.make_key(**stated | facts)


def calling(raw):
    return Client(headers={"authorization": f"Bearer {raw}"})


def test_answers_say_how_many_more_there_may_be(db, settings):
    settings.API_CALLS_PER_MINUTE = 60
    client = calling(a_key()[1])

    first, second = client.get(UNITS), client.get(UNITS)

    assert first["RateLimit-Policy"] == '"default";q=60;w=60'
    assert re.fullmatch(r'"default";r=59;t=\d+', first["RateLimit"])
    assert second["RateLimit"].startswith('"default";r=58;')


def test_one_more_is_429_and_says_when_to_come_again(db, settings):
    settings.API_CALLS_PER_MINUTE = 3
    client = calling(a_key()[1])
    assert [client.get(UNITS).status_code for _ in range(3)] == [200] * 3

    refused = client.get(UNITS)

    assert refused.status_code == 429
    assert 1 <= int(refused["Retry-After"]) <= 20
    assert refused["RateLimit"].startswith('"default";r=0;')
    assert "more than 3 requests a minute" in findings(refused)[""]


def test_each_key_and_each_person_has_a_limit_of_their_own(db, settings):
    settings.API_CALLS_PER_MINUTE = 1
    one, another, somebody = calling(a_key()[1]), calling(a_key()[1]), signed_in(person())

    assert [client.get(UNITS).status_code for client in (one, another, somebody)] == [200] * 3
    assert [client.get(UNITS).status_code for client in (one, another, somebody)] == [429] * 3


@pytest.mark.django_db(transaction=True)
def test_an_answer_out_of_the_cache_is_a_call_too_and_repeats_no_number(settings):
    settings.API_CALLS_PER_MINUTE = 4
    client = calling(a_key()[1])

    answers = [client.get(FIGURES) for _ in range(6)]

    assert [each.status_code for each in answers] == [200] * 4 + [429] * 2
    assert [each["RateLimit"].split(";")[1] for each in answers] == ["r=3", "r=2", "r=1", "r=0", "r=0", "r=0"]


def test_an_administrator_gives_a_key_another_limit(db, settings):
    settings.API_CALLS_PER_MINUTE = 1
    key, raw = a_key(calls_per_minute=2)
    client = calling(raw)
    assert [client.get(UNITS).status_code for _ in range(3)] == [200, 200, 429]

    services.limit_key(key, 100, by=person("administrator"))

    assert client.get(UNITS)["RateLimit-Policy"] == '"default";q=100;w=60'
    assert ApiKey.pgh_event_model.objects.filter(pgh_obj=key, calls_per_minute=100).exists()


@pytest.mark.parametrize("wrong", [0, -1])
def test_a_key_calls_at_least_once(db, wrong):
    with pytest.raises(Invalid):
        a_key(calls_per_minute=wrong)
    with pytest.raises(Invalid):
        services.limit_key(a_key()[0], wrong, by=None)


def test_nobody_else_gives_a_key_another_limit(db):
    with pytest.raises(NotAllowed):
        services.limit_key(a_key()[0], 100, by=person("supervisor"))


def test_the_limit_is_set_on_the_keys_screen(db, client):
    key, _raw = a_key()
    client.force_login(person("administrator"))

    address = f"/admin/agencies/apikey/{key.pk}/change/"

    client.post(address, filled(client.get(address), calls_per_minute="250"))

    key.refresh_from_db()
    assert key.calls_per_minute == 250


def test_zero_is_no_limit_at_all(db, settings):
    settings.API_CALLS_PER_MINUTE = 0

    assert "RateLimit" not in calling(a_key()[1]).get(UNITS)


def test_many_wrong_keys_from_one_place_are_told_to_wait_and_a_right_one_works_there(db):
    raw = a_key()[1]
    wrong = [
        Client().get(UNITS, headers={"authorization": f"Bearer opt_{number}"}, REMOTE_ADDR=HOME).status_code
        for number in range(40)
    ]

    assert wrong[:30] == [401] * 30
    assert wrong[-1] == 429
    assert calling(raw).get(UNITS, REMOTE_ADDR=HOME).status_code == 200


def test_refused_keys_are_counted_and_a_revoked_one_by_its_name(db, caplog):
    key, raw = a_key()
    services.revoke_key(key, by=None)

    refused = calling(raw).get(UNITS, REMOTE_ADDR=HOME)
    calling("opt_nothing").get(FIGURES, REMOTE_ADDR=HOME)

    assert refused.status_code == 401
    found = RefusedAccess.objects.filter(kind="key").values_list("who", "address", "number")
    assert sorted(found) == [("", HOME, 1), (f"{key.prefix} Nightly pull", HOME, 1)]
    assert raw not in caplog.text
    assert "A key was refused" in caplog.text
