import pytest
from django.urls import reverse

from tests.factories.agencies import UserFactory

pytestmark = pytest.mark.django_db


def test_the_demo_accounts_are_shown_only_where_they_exist(client, settings):
    settings.DEMO = False
    assert b"Demonstration accounts" not in client.get(reverse("sign-in")).content

    settings.DEMO = True
    assert b"Demonstration accounts" in client.get(reverse("sign-in")).content


def test_a_person_signs_in_and_out(client):
    user = UserFactory()
    user.set_password("a long secret")
    user.save()

    signed_in = client.post(reverse("sign-in"), {"username": user.username, "password": "a long secret"})
    assert signed_in.url == reverse("overview")

    signed_out = client.post(reverse("sign-out"))
    assert signed_out.url == reverse("sign-in")
    assert client.get(reverse("overview")).status_code == 302


def test_a_wrong_password_is_told_in_words_and_keeps_the_name(client):
    page = client.post(reverse("sign-in"), {"username": "analyst", "password": "wrong"}).content.decode()

    assert "Please enter a correct username and password" in page
    assert 'value="analyst"' in page


def test_the_language_is_chosen_before_signing_in(client):
    response = client.post(reverse("set_language"), {"language": "fr", "next": reverse("sign-in")})

    assert response.url == reverse("sign-in")
    assert '<html lang="fr">' in client.get(reverse("sign-in")).content.decode()
