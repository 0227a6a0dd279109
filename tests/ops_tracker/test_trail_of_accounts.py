"""What is done to accounts and keys leaves an event with its author, and no secret."""

import pytest
from django.contrib.admin.utils import quote

from agencies import services
from agencies.models import Agency, ApiKey, Role, Scope, User
from tests.factories.agencies import UserFactory
from tests.ops_tracker.trail import (
    EVENTS,
    SCREENS,
    WORD,
    Watched,
    actor,
    made,
    page,
)

pytestmark = pytest.mark.django_db


def test_revoking_a_key_says_who(client):
    person = actor(client, "agencies.ApiKey")
    key = made(client, "agencies.ApiKey")

    with Watched() as seen:
        client.post(page("agencies.ApiKey", "changelist"), {"action": "revoke", "_selected_action": [key.pk]})

    assert ApiKey.objects.get(pk=key.pk).revoked_at
    assert seen.people == {person.username}


@pytest.mark.parametrize("door", ["an administrator", "themselves"])
def test_setting_a_password_leaves_an_event_without_the_password(client, door):
    person = actor(client, "agencies.User")
    whose = UserFactory() if door == "an administrator" else person
    person.set_password(WORD)
    person.save()
    client.force_login(person)
    new = {
        "password1": "another battery staple",
        "password2": "another battery staple",
        "usable_password": "true",
    }

    with Watched() as seen:
        if door == "an administrator":
            client.post(f"/admin/agencies/user/{whose.pk}/password/", new)
        else:
            words = {
                "old_password": WORD,
                "new_password1": new["password1"],
                "new_password2": new["password1"],
            }
            client.post("/admin/password_change/", words)

    whose.refresh_from_db()
    assert whose.check_password("another battery staple")
    [event] = [row for row in seen.events if row.pgh_label == "password"]
    assert (event.pgh_obj_id, seen.people) == (whose.pk, {person.username})
    shown = client.get(EVENTS, {"person": person.username, "change": "password"})
    [listed] = shown.context["cl"].result_list
    assert (listed.named, SCREENS["pghistory.Events"].what(listed)) == (whose.username, "Password set")
    detail = client.get(f"{EVENTS}{quote(listed.pgh_slug)}/change/").content.decode()
    assert whose.password not in detail


def test_a_service_says_who_where_no_request_does():
    by = UserFactory(role=Role.ADMINISTRATOR, agency=None)

    with Watched() as seen:
        services.save(Agency(code="XX-NEW", name="New"), by=by)
        agency = Agency.objects.get(code="XX-NEW")
        people = [User(username=name, password="!", role=Role.ANALYST, agency=agency) for name in ("a", "b")]
        for person in people:
            services.save(person, by=by)
        key, _raw = services.make_key(agency=agency, name="K", scopes=Scope.values, by=by, holder=people[0])
        services.name_holder(key, people[1], by=by)
        services.limit_key(key, 5, by=by)
        services.revoke_key(key, by=by)

    assert seen.people == {by.username}


def test_a_key_that_is_limited_leaves_an_act_of_its_own():
    key = services.make_key(
        agency=Agency.objects.get(code="US-ICE"), name="K", scopes=[Scope.values[0]], by=None
    )[0]

    services.limit_key(key, 5, by=None)

    last = ApiKey.pgh_event_model.objects.filter(pgh_obj=key.pk).order_by("pgh_id").last()
    assert (last.calls_per_minute, last.pgh_context.metadata["action"]) == (5, "limited")
