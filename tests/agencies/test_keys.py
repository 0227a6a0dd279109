"""Keys of partner systems: shown once, kept as a hash, scoped, expiring, revocable."""

import datetime
import hashlib

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.utils import timezone

from agencies import services
from agencies.models import Agency, ApiKey, Role
from common.errors import Invalid, NotAllowed
from tests.factories.agencies import UserFactory

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)


def a_key(**facts):
    stated = {
        "agency": Agency.objects.get(code="US-FBI"),
        "name": "Nightly pull",
        "scopes": ["figures:read"],
        "by": None,
    }
    return services.make_key(**{**stated, **facts})


def test_only_the_hash_of_a_key_is_kept():
    key, raw = a_key()

    assert raw.startswith("opt_")
    assert len(raw) == len("opt_") + 43
    assert key.key_hash == hashlib.sha256(raw.encode()).hexdigest()
    kept = ApiKey.objects.filter(pk=key.pk).values().get()
    assert not [value for value in kept.values() if raw[12:] in str(value)]


def test_no_two_keys_are_alike():
    assert len({a_key()[1] for _ in range(5)}) == 5


def test_the_trail_of_a_key_does_not_tell_its_hash():
    key, _raw = a_key()

    assert ApiKey.pgh_event_model.objects.filter(pgh_obj=key).exists()
    assert "key_hash" not in {field.name for field in ApiKey.pgh_event_model._meta.fields}


def test_a_key_is_found_by_its_text():
    key, raw = a_key()

    assert services.find_key(raw) == key


@pytest.mark.parametrize("raw", ["", "opt_", "opt_nothing", "\0", "\ud800", "x" * 100_000])
def test_other_text_finds_nothing(raw):
    a_key()

    assert services.find_key(raw) is None


def test_finding_costs_the_same_whether_the_key_exists(django_assert_num_queries):
    _key, raw = a_key()
    services.find_key(raw)

    for text in (raw, "opt_nothing"):
        # the key and its agency
        with django_assert_num_queries(1):
            services.find_key(text)


def test_use_is_noted_at_most_once_a_minute():
    key, raw = a_key()
    services.find_key(raw)
    first = ApiKey.objects.get(pk=key.pk).last_used_at

    services.find_key(raw)
    assert ApiKey.objects.get(pk=key.pk).last_used_at == first

    ApiKey.objects.update(last_used_at=first - datetime.timedelta(seconds=61))
    services.find_key(raw)
    assert ApiKey.objects.get(pk=key.pk).last_used_at >= first


def test_an_expired_key_opens_nothing():
    key, raw = a_key(expires_at=timezone.now() + HOUR)
    assert services.find_key(raw)

    ApiKey.objects.filter(pk=key.pk).update(expires_at=timezone.now())

    assert services.find_key(raw) is None


def test_a_revoked_key_opens_nothing_and_stays_revoked():
    key, raw = a_key()

    first = services.revoke_key(key, by=None).revoked_at
    second = services.revoke_key(key, by=None).revoked_at

    assert services.find_key(raw) is None
    assert first == second


@pytest.mark.parametrize(
    ("facts", "path", "words"),
    [
        pytest.param({"scopes": ["everything"]}, "scopes", "possible are figures:read", id="unknown scope"),
        pytest.param({"scopes": []}, "scopes", "at least one scope", id="no scope"),
        pytest.param({"name": " "}, "name", "blank", id="no name"),
        pytest.param({"name": "x" * 81}, "name", "at most 80", id="long name"),
        pytest.param({"expires_at": timezone.now() - HOUR}, "expires_at", "past", id="expired already"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(facts, path, words):
    with pytest.raises(Invalid) as refusal:
        a_key(**facts)

    assert words in " ".join(refusal.value.errors[path])
    assert not ApiKey.objects.exists()


@pytest.mark.parametrize("role", Role)
def test_only_administrators_make_and_revoke_keys(role):
    key, _raw = a_key()
    user = UserFactory(role=role)

    if role == Role.ADMINISTRATOR:
        assert a_key(by=user)[0].created_by == user
        assert services.revoke_key(key, by=user).revoked_at
    else:
        with pytest.raises(NotAllowed):
            a_key(by=user)
        with pytest.raises(NotAllowed):
            services.revoke_key(key, by=user)


def test_the_database_wants_a_scope():
    with pytest.raises(IntegrityError, match="key_has_a_scope"):
        ApiKey.objects.filter(pk=a_key()[0].pk).update(scopes=[])


def test_createkey_prints_the_key_alone(capsys):
    call_command(
        "createkey", agency="US-FBI", name="Nightly pull", scopes="figures:read records:read", days=30
    )

    printed = capsys.readouterr().out
    key = services.find_key(printed.removesuffix("\n"))
    assert printed.count("\n") == 1
    assert (key.name, key.agency.code, key.scopes) == (
        "Nightly pull",
        "US-FBI",
        ["figures:read", "records:read"],
    )
    assert key.expires_at - timezone.now() > datetime.timedelta(days=29)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        pytest.param({"agency": "US-XXX"}, "no agency US-XXX; there are AE-MOD, AU-ABF", id="unknown agency"),
        pytest.param({"scopes": "figures:rea"}, "no scope figures:rea; possible are", id="unknown scope"),
        pytest.param({"scopes": ""}, "at least one scope", id="no scope"),
        pytest.param({"name": ""}, "name: ", id="no name"),
    ],
)
def test_createkey_says_what_there_is(options, words):
    with pytest.raises(CommandError, match=words):
        call_command("createkey", **{"agency": "US-FBI", "name": "x", "scopes": "figures:read", **options})
