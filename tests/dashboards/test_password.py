"""Everybody changes their own password in the pages; the trail tells it, and sessions elsewhere end."""

import pytest
from django.test import Client
from django.urls import reverse

from agencies.models import RefusedAccess, Role, User
from tests.factories.agencies import UserFactory

pytestmark = pytest.mark.django_db
OLD, NEW = "an old long secret", "a new long secret"


def person(role):
    outside = role in (Role.AUDITOR, Role.ADMINISTRATOR)
    user = UserFactory(role=role, **({"agency": None} if outside else {}))
    user.set_password(OLD)
    user.save()
    return user


def signed_in(user):
    client = Client()
    assert client.post(reverse("sign-in"), {"username": user.username, "password": OLD}).status_code == 302
    return client


def change(client, old=OLD, new=NEW, again=None):
    sent = {"old_password": old, "new_password1": new, "new_password2": again or new}
    return client.post(reverse("password"), sent)


@pytest.mark.parametrize("role", Role.values)
def test_everybody_changes_their_own_password(role):
    user = person(role)
    client = signed_in(user)

    assert reverse("password") in client.get(reverse("overview")).content.decode()
    assert change(client).url == reverse("overview")

    user.refresh_from_db()
    assert user.check_password(NEW)


def test_sessions_elsewhere_end_and_this_one_goes_on():
    user = person(Role.PARTNER)
    here, elsewhere = signed_in(user), signed_in(user)

    change(here)

    assert here.get(reverse("overview")).status_code == 200
    assert elsewhere.get(reverse("overview")).status_code == 302


def test_the_trail_tells_who_changed_it():
    user = person(Role.PARTNER)

    change(signed_in(user))

    event = User.pgh_event_model.objects.filter(pgh_obj=user, pgh_label="password").latest("pgh_id")
    told = event.pgh_context.metadata
    assert (told["action"], told["user"], told["username"]) == ("password changed", user.pk, user.username)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        pytest.param({"old": "wrong"}, "old password was entered incorrectly", id="wrong-old-one"),
        pytest.param({"again": "another long secret"}, "password fields didn", id="two-that-differ"),
        pytest.param({"new": "short"}, "too short", id="too-short"),
        pytest.param({"new": "password123456"}, "too common", id="too-common"),
    ],
)
def test_what_is_wrong_is_said_and_changes_nothing(typed, sentence):
    user = person(Role.ANALYST)

    page = change(signed_in(user), **typed)

    user.refresh_from_db()
    assert sentence in page.content.decode()
    assert user.check_password(OLD)


def test_the_old_password_is_not_guessed_here_either():
    user = person(Role.ANALYST)
    client = signed_in(user)

    answers = [change(client, old=f"guess {number}") for number in range(15)]

    assert answers[0].status_code == 200
    assert answers[-1].status_code == 429
    assert int(answers[-1]["Retry-After"]) > 0
    assert RefusedAccess.objects.exists()
    assert change(client).status_code == 429


def test_who_is_not_signed_in_is_asked_to(client):
    assert client.get(reverse("password")).url.startswith(reverse("sign-in"))
