"""Whatever somebody does in the admin, the trail says who it was, and finds it by them."""

import pghistory
import pytest
from django.contrib.admin.utils import quote

from agencies.models import Agency, Role
from tests.admin_page import errors, filled
from tests.factories.agencies import UserFactory
from tests.ops_tracker.trail import (
    ADDED,
    CHANGED,
    EVENTS,
    SCREENS,
    Watched,
    actor,
    made,
    page,
)

pytestmark = pytest.mark.django_db


def test_every_screen_on_which_somebody_may_add_is_walked():
    people = {role: UserFactory(role=role) for role in Role}
    may = {
        label
        for label, screen in SCREENS.items()
        if any(user.has_perm(f"{label.lower().replace('.', '.add_')}") for user in people.values())
    }

    assert may - {"seizures.SeizedItem"} == ADDED.keys()  # items are rows of their seizure


@pytest.mark.parametrize("label", ADDED)
def test_adding_says_who(client, label):
    person, typed = actor(client, label), ADDED[label]()

    with Watched() as seen:
        made(client, label, typed)

    assert seen.people == {person.username}


@pytest.mark.parametrize(
    "label", [label for label in ADDED if label not in ("agencies.ApiKey", "seizures.Disposition")]
)
def test_changing_says_who(client, label):
    person = actor(client, label)
    address = page(label, "change", made(client, label).pk)

    with Watched() as seen:
        response = client.post(
            address, filled(client.get(address), **CHANGED.get(label, {"name": "Changed"}))
        )

    assert response.status_code == 302, errors(response)
    assert seen.people == {person.username}


@pytest.mark.parametrize(
    "label", [label for label in ADDED if label.startswith(("agencies", "measures")) and "Key" not in label]
)
def test_deleting_says_who(client, label):
    person = actor(client, label)
    row = made(client, label)

    with Watched() as seen:
        response = client.post(page(label, "delete", row.pk), {"post": "yes"})

    assert response.status_code == 302
    assert not type(row).objects.filter(pk=row.pk).exists()
    assert seen.people == {person.username}


@pytest.mark.parametrize(
    "label", [label for label in ADDED if label.startswith(("agencies", "measures")) and "Key" not in label]
)
def test_deleting_several_says_who(client, label):
    person = actor(client, label)
    row = made(client, label)
    chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}

    with Watched() as seen:
        client.post(page(label, "changelist"), chosen)

    assert not type(row).objects.filter(pk=row.pk).exists()
    assert seen.people == {person.username}


@pytest.mark.parametrize("label", ["agencies.User", "agencies.ApiKey", "agencies.Agency"])
def test_who_did_it_is_shown_and_finds_it(client, label):
    person = actor(client, label)
    row = made(client, label)

    events = client.get(EVENTS, {"person": person.username, "kind": label}).context["cl"].result_list

    assert [(event.pgh_obj_id, event.person) for event in events] == [(str(row.pk), person.username)] * len(
        events
    )
    assert events
    assert person.username in client.get(f"{EVENTS}{quote(events[0].pgh_slug)}/change/").content.decode()


def test_what_was_done_before_names_were_noted_is_found_by_the_account(client):
    person = actor(client, "agencies.Agency")
    with pghistory.context(user=person.pk, url="/admin/"):
        Agency.objects.create(code="XX-OLD", name="Old")

    events = (
        client.get(EVENTS, {"person": person.username, "kind": "agencies.Agency"}).context["cl"].result_list
    )

    assert [(event.named, event.person) for event in events] == [("XX-OLD", person.username)]
