"""Nothing behind a sign-in stays in a browser's cache."""

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from tests.calls import person, signed_in
from tests.factories.keys import key_client
from tests.ops_tracker.addresses import addresses

pytestmark = pytest.mark.django_db


def stored(response) -> bool:
    # A file that is not read to its end stays open.
    b"".join(response.streaming_content if response.streaming else ())
    return "no-store" not in response.get("Cache-Control", "")


def test_the_walk_finds_what_there_is():
    found = addresses()

    assert {"/", "/admin/", "/evidence.csv", "/api/v1/seizures/", "/operations/x/"} <= set(found)
    for path in found:
        try:
            resolve(path)
        except Resolver404:
            pytest.fail(f"{path} is no address")


@pytest.mark.parametrize("role", ["administrator", "supervisor"])
def test_no_answer_to_a_person_is_kept_by_their_browser(role):
    client = signed_in(person(role), raise_request_exception=False)

    kept = [path for path in addresses() if stored(client.get(path))]

    assert kept == []


def test_a_partners_system_may_keep_an_answer_and_ask_whether_it_has_changed():
    client = key_client()

    first = client.get("/api/v1/measures/")
    again = client.get("/api/v1/measures/", headers={"if-none-match": first["ETag"]})

    assert first["Cache-Control"] == "private, no-cache"
    assert again.status_code == 304


def test_a_refused_key_is_told_what_nobody_keeps():
    assert not stored(key_client().get("/api/v1/measures/?bad=1"))


def test_static_files_are_kept_for_ever(settings, tmp_path):
    (tmp_path / "a.0123456789ab.css").write_text("a {}")
    settings.STATIC_ROOT, settings.WHITENOISE_AUTOREFRESH = tmp_path, True

    response = Client().get("/static/a.0123456789ab.css")

    assert b"".join(response.streaming_content) == b"a {}"
    response.close()
    assert "no-store" not in response["Cache-Control"]
