"""Guessing passwords is slow, and is known of; whoever knows theirs gets in all the same."""

import pytest
from django.test import Client
from django.urls import reverse

from agencies.limits import guesses
from agencies.models import RefusedAccess
from tests.factories.agencies import UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "a long secret"
HOME, AWAY = "192.0.2.7", "198.51.100.9"


@pytest.fixture
def user():
    user = UserFactory(username="amara")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, password, name="amara", address=HOME):
    form = {"username": name, "password": password}
    return client.post(reverse("sign-in"), form, REMOTE_ADDR=address)


def guess(times, address=HOME, name="amara", client=None):
    return [sign_in(client or Client(), "wrong", name, address).status_code for _ in range(times)]


def test_the_sixth_wrong_password_is_told_to_wait(user):
    assert guess(5) == [200] * 5

    refused = sign_in(Client(), "wrong")

    assert refused.status_code == 429
    assert 50 < int(refused["Retry-After"]) <= 60
    assert f"Try again in {refused['Retry-After']} seconds." in refused.content.decode()
    assert 'value="amara"' in refused.content.decode()


def test_the_right_password_tells_nothing_while_it_is_limited(user):
    guess(12)

    assert sign_in(Client(), PASSWORD).status_code == 429


def test_a_stranger_elsewhere_does_not_lock_out_who_knows_the_password(user):
    guess(20, address=AWAY)

    assert sign_in(Client(), PASSWORD).status_code == 302


def test_guesses_from_many_places_are_limited_for_all_of_them(user):
    statuses = [guess(1, address=f"203.0.113.{number}")[0] for number in range(40)]

    assert statuses == [200] * 30 + [429] * 10


def test_a_browser_that_is_known_is_not_locked_out_by_guesses_from_everywhere(user):
    known = Client()
    assert sign_in(known, PASSWORD).status_code == 302
    known.post(reverse("sign-out"))
    for number in range(40):
        guess(1, address=f"203.0.113.{number}")
    guess(6)

    assert sign_in(Client(), PASSWORD).status_code == 429
    assert sign_in(known, PASSWORD).status_code == 302


def test_a_browser_that_is_known_guesses_no_more_than_others(user):
    known = Client()
    sign_in(known, PASSWORD)
    known.post(reverse("sign-out"))

    assert guess(11, client=known) == [200] * 10 + [429]


def test_a_browser_is_known_for_the_accounts_that_signed_in_there(user):
    other = UserFactory(username="berta")
    known = Client()
    sign_in(known, PASSWORD)
    known.post(reverse("sign-out"))

    assert guess(6, name=other.username, client=known) == [200] * 5 + [429]


def test_a_cookie_of_ones_own_making_is_none(user):
    forged = Client()
    forged.cookies[guesses.COOKIE] = "eyJpZCI6IngifQ:1:x"

    assert guess(6, client=forged) == [200] * 5 + [429]


def test_one_password_tried_on_many_accounts_is_limited():
    statuses = [guess(1, name=f"nobody{number}")[0] for number in range(64)]

    assert statuses == [200] * 60 + [429] * 4


def test_who_signs_in_has_all_attempts_again(user):
    for _ in range(3):
        assert guess(4) == [200] * 4
        assert sign_in(Client(), PASSWORD).status_code == 302


def test_other_spellings_of_a_name_are_no_other_attempts(user):
    for name in ("amara", "Amara", "AMARA", "ａmara", "amara "):
        guess(1, name=name)

    assert guess(1) == [429]


def test_addresses_of_one_household_are_one(user):
    statuses = [guess(1, address=f"2001:db8:1:2::{number:x}")[0] for number in range(6)]

    assert statuses == [200] * 5 + [429]


def test_behind_a_proxy_its_word_counts_and_no_client_can_add_to_it(user, settings):
    settings.BEHIND_PROXY = True
    for number in range(5):
        Client().post(
            reverse("sign-in"),
            {"username": "amara", "password": "wrong"},
            headers={"x-forwarded-for": f"10.0.0.{number}, {HOME}"},
        )

    refused = Client().post(
        reverse("sign-in"),
        {"username": "amara", "password": "wrong"},
        headers={"x-forwarded-for": f"10.9.9.9, {HOME}"},
    )

    assert refused.status_code == 429


def test_refused_passwords_are_counted_by_account_and_place(user, caplog):
    guess(7)
    guess(1, address=AWAY)
    guess(2, name="a password, typed in the wrong field")

    found = {
        (row.who, row.address): (row.number, row.limited)
        for row in RefusedAccess.objects.filter(kind="password")
    }
    assert sum(number for number, _ in found.values()) == 10
    assert found["amara", AWAY] == (1, False)
    assert found["amara", HOME][1]
    assert found["", HOME] == (2, False)
    assert "A password was refused from 192.0.2.7: amara" in caplog.text
    assert "wrong field" not in caplog.text


def test_a_flood_is_a_few_rows_and_a_few_lines(user, caplog):
    for number in range(40):
        guess(3, address=f"203.0.113.{number}")
    guess(200, address=AWAY)

    assert RefusedAccess.objects.count() <= 41 * 2
    assert caplog.text.count("was refused") <= 41 * 2
    assert max(RefusedAccess.objects.values_list("number", flat=True)) >= 100


def test_a_flood_from_more_places_than_a_minute_has_room_for_is_counted_together(user, monkeypatch):
    monkeypatch.setattr("agencies.refusals.MOST", 3)

    for number in range(10):
        guess(1, address=f"203.0.113.{number}")

    # A minute may end meanwhile.
    assert RefusedAccess.objects.count() <= 8
    assert RefusedAccess.objects.filter(address=None, who="").exists()


def test_who_gets_in_leaves_no_refusal(user):
    sign_in(Client(), PASSWORD)

    assert not RefusedAccess.objects.exists()


@pytest.mark.parametrize(("role", "status"), [("administrator", 200), ("auditor", 200), ("supervisor", 403)])
def test_administrators_and_auditors_read_of_it(client, user, role, status):
    guess(1)
    client.force_login(UserFactory(role=role))

    response = client.get(reverse("admin:agencies_refusedaccess_changelist"))

    assert response.status_code == status
    assert (HOME in response.content.decode()) == (status == 200)
