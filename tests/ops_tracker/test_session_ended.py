"""A session that ends while somebody types costs them nothing that they typed, and shows it to nobody else."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from common.forms import typed
from operations.models import Operation
from seizures.models import Seizure
from tests import entry
from tests.factories.agencies import UserFactory
from tests.factories.seizures import SeizureFactory
from tests.page import attributes, parsed

pytestmark = pytest.mark.django_db
PASSWORD = "a long secret"


@pytest.fixture
def analyst():
    return person("analyst-who-types")


def person(username):
    user = UserFactory(role="analyst", agency="US-ICE", username=username)
    user.set_password(PASSWORD)
    user.save()
    return user


def signed_in(user, **kwargs):
    client = Client(**kwargs)
    client.force_login(user)
    return client


def form_of(client, address):
    """The fields that only the page knows: who is on it."""
    return {"typist": attributes(parsed(client.get(address)).css_first("[name=typist]"))["value"]}


def sign_in(client, address, user):
    page = client.get(address)
    sent = {
        "username": user.username,
        "password": PASSWORD,
        "next": parse_qs(urlsplit(address).query)["next"][0],
    }
    token = page.context.get("csrf_token")
    return client.post(reverse("sign-in"), sent | ({"csrfmiddlewaretoken": str(token)} if token else {}))


TYPED = {
    "seizure-new": (entry.seizure(note="A long note", date="2009-07-14"), Seizure),
    "outcome-new": (entry.outcome(note="A long note"), None),
    "operation-new": (entry.operation(objectives="A long text"), Operation),
}


@pytest.mark.parametrize("name", TYPED)
def test_the_form_comes_back_filled_after_signing_in(analyst, name):
    client, address = signed_in(analyst), reverse(name)
    sent = TYPED[name][0] | form_of(client, address)
    client.logout()

    to_sign_in = client.post(address, sent).url
    back = sign_in(client, to_sign_in, analyst).url
    page = client.get(back)

    assert urlsplit(back).path == address
    assert "A long" in entry.text_of(page)
    assert "Your session had ended" in entry.text_of(page)
    assert (Seizure.objects.count(), Operation.objects.count()) == (0, 0)


def test_what_came_back_is_saved_by_sending_it(analyst):
    client, address = signed_in(analyst), reverse("seizure-new")
    sent = entry.seizure(entry.COCAINE, entry.CASH, note="A long note") | form_of(client, address)
    client.logout()
    back = sign_in(client, client.post(address, sent).url, analyst).url

    form = client.get(back).context["form"]
    client.post(back, form.data)

    assert Seizure.objects.get().note == "A long note"
    assert Seizure.objects.get().items.count() == 2


def test_an_edit_goes_on_in_the_version_that_was_read(analyst):
    seizure = SeizureFactory(owner=analyst.agency, created_by=analyst)
    client, address = signed_in(analyst), reverse("seizure-edit", args=[seizure.pk])
    sent = entry.seizure(version="1", note="Mine") | form_of(client, address)
    client.logout()
    to_sign_in = client.post(address, sent).url
    Seizure.objects.filter(pk=seizure.pk).update(version=2, note="Another's")

    back = sign_in(client, to_sign_in, analyst).url
    client.post(back, client.get(back).context["form"].data)

    assert Seizure.objects.get().note == "Another's"


def test_nobody_else_is_shown_what_was_typed(analyst):
    client, address = signed_in(analyst), reverse("seizure-new")
    sent = entry.seizure(note="A long note") | form_of(client, address)
    client.logout()

    back = sign_in(client, client.post(address, sent).url, person("another-person")).url
    page = entry.text_of(client.get(back))

    assert "A long note" not in page
    assert "typed by somebody else" in page


def test_a_reason_that_was_typed_is_sent_again_with_one_press(analyst):
    seizure = SeizureFactory(owner=analyst.agency, created_by=analyst, submitted=True)
    client, address = signed_in(analyst), reverse("seizure-withdraw", args=[seizure.pk])
    sent = {"reason": "It did not happen", "version": "1"} | form_of(client, seizure.get_absolute_url())
    client.logout()

    back = sign_in(client, client.post(address, sent).url, analyst).url
    page = client.get(back)
    fields = dict(page.context["fields"])
    client.post(page.context["path"], fields)

    seizure.refresh_from_db()
    assert (seizure.state, seizure.state_reason) == ("withdrawn", "It did not happen")
    assert signed_in(person("another-person")).get(back).status_code == 404


def test_a_form_with_the_token_of_an_older_session_loses_nothing(analyst):
    client = signed_in(analyst, enforce_csrf_checks=True)
    address = reverse("seizure-new")
    sent = entry.seizure(note="A long note") | form_of(client, address) | {"csrfmiddlewaretoken": "x" * 64}

    response = client.post(address, sent, headers={"Origin": "http://testserver"})

    assert "A long note" in entry.text_of(client.get(response.url))


@pytest.mark.parametrize("headers", [{}, {"Origin": "http://elsewhere.example"}, {"Origin": "null"}])
def test_a_form_on_another_site_has_nothing_held(analyst, headers):
    client = signed_in(analyst, enforce_csrf_checks=True)
    sent = entry.seizure() | form_of(client, reverse("seizure-new"))

    response = client.post(reverse("seizure-new"), sent, headers=headers)

    assert response.status_code == 403


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"typist": ""}, id="of-nobody"),
        pytest.param({"typist": "1:1abcde:signature"}, id="signed-by-nobody"),
        pytest.param({"note": "x" * typed.MOST}, id="too-long"),
    ],
)
def test_nothing_is_held_of_nobody_or_without_end(analyst, monkeypatch, changed):
    held = []
    monkeypatch.setattr(cache, "set", lambda *args, **kwargs: held.append(args))
    client = signed_in(analyst)
    sent = entry.seizure() | form_of(client, reverse("seizure-new")) | changed
    client.logout()

    response = client.post(reverse("seizure-new"), sent)

    assert held == []
    assert response.url == f"{reverse('sign-in')}?next={reverse('seizure-new')}"


def test_without_redis_one_signs_in_as_ever(analyst, monkeypatch):
    client, address = signed_in(analyst), reverse("seizure-new")
    sent = entry.seizure() | form_of(client, address)
    client.logout()

    def broken(*args, **kwargs):
        raise typed.RedisError

    monkeypatch.setattr(cache, "set", broken)

    assert client.post(address, sent).url.endswith(f"?next={address}")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("http://testserver/review/?page=2", "/review/?page=2", id="the-page-of-the-button"),
        pytest.param("http://elsewhere.example/review/", None, id="another-site"),
        pytest.param("", None, id="nobody-says"),
    ],
)
def test_after_a_button_one_comes_back_to_its_page(client, before, after):
    address = reverse("seizure-verify", args=[SeizureFactory(submitted=True).pk])

    to_sign_in = client.post(address, {"version": "1"}, headers={"Referer": before} if before else {}).url

    assert parse_qs(urlsplit(to_sign_in).query)["next"] == [after or address]


def test_a_button_with_the_token_of_an_older_session_says_that_nothing_was_done(analyst):
    client = signed_in(analyst, enforce_csrf_checks=True)
    address = reverse("seizure-verify", args=[SeizureFactory(submitted=True).pk])

    response = client.post(
        address, headers={"Origin": "http://testserver", "Referer": "http://testserver/review/"}
    )

    assert response.status_code == 403
    assert "Nothing was saved" in entry.text_of(response)
