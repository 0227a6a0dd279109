"""What each reader learns of records at each door: inner text, who acted, and the names of what is hidden from them."""

import pytest
from django.contrib.admin.utils import quote
from django.urls import reverse
from pghistory.models import Events

from dashboards.operation.tabs import TABS
from ops_tracker.event_access import ABOVE, tracked
from tests.entry import text_of
from tests.ops_tracker.discreet import (
    CLIENTS,
    INNER,
    OPERATIONS,
    READERS,
    RECORDS,
    TAKEN_OUT,
    TRAIL,
    WORDS,
    discreet_scene,
)

pytestmark = pytest.mark.django_db

# What each door tells of that to who may know it. Filters offer the operations, and lists have the hidden records, to
# those from whom they are not hidden.
ACTS = {"state_reason", "edit_reason", "who"}
NAMES = OPERATIONS | RECORDS
QUOTED = {"source", "hidden_excerpt"}
DOORS = {
    "record pages": INNER | RECORDS | {"credited", "attached"} | QUOTED,
    "lists": NAMES | TAKEN_OUT,
    "operation page": {"parent", "source"},
    # An edit of a note moves no figure.
    "changes page": ACTS - {"edit_reason"} | NAMES,
    "changes file": ACTS - {"edit_reason"} | NAMES | TAKEN_OUT,
    "evidence page": RECORDS | TAKEN_OUT,
    "evidence file": {"part_of"} | TAKEN_OUT,
    "search": set(),
    "api records": {"note", "state_reason", "description", "credited", "excerpt", "hidden_excerpt"},
    "api lists": {"note", "state_reason", "description", "credited", "excerpt", "hidden_excerpt"}
    | RECORDS
    | TAKEN_OUT,
    "api operations": OPERATIONS | TAKEN_OUT,
    "api changes": ACTS - {"edit_reason"} | NAMES | TAKEN_OUT,
    "api evidence": RECORDS | TAKEN_OUT,
    "admin forms": INNER - {"comment", "edit_reason"} | NAMES | QUOTED | {"attached"},
    "admin histories": ACTS,
    "trail list": ACTS,
    "trail event": INNER,
}
ADMIN = {
    "own analyst",
    "taken out",
    "lead's supervisor",
    "auditor",
    "participant",
    "outsider",
    "administrator",
}


@pytest.fixture
def scene():
    return discreet_scene()


def addresses(door, scene):
    """Where the door is, or where all of it are."""
    place, _space, kind = door.rpartition(" ")
    if place == "trail":
        return trail(kind)
    fixed = {
        "lists": ["/seizures/", "/outcomes/"],
        "operation page": [reverse(tab, args=["ATLAS"]) for tab in TABS],
        "search": [f"/search/?q={reference}" for reference in ("STANDING", "GONE", "PART")],
        "api lists": ["/api/v1/seizures/", "/api/v1/outcomes/"],
        "api operations": ["/api/v1/operations/", "/api/v1/operations/ATLAS/"],
        "api changes": ["/api/v1/figures/changes/?since=2009-01-01"],
        "api evidence": ["/api/v1/figures/evidence/"],
    }
    if door in fixed:
        return fixed[door]
    if place in ("changes", "evidence"):
        since = "?since=2009-01-01" if place == "changes" else ""
        return [reverse(place if kind == "page" else f"{place}-csv") + since]
    if place == "admin":
        page = "change" if kind == "forms" else "history"
        return [admin_of(record, page) for record in (*scene, scene[0].operation)]
    return [("/api/v1" if place == "api" else "") + record.get_absolute_url() for record in scene]


def trail(kind):
    """The lists of events by kind of object, or the pages of all events of what has a marking."""
    if kind == "list":
        return [f"/admin/pghistory/events/?kind={label}" for label in ABOVE]
    events = Events.objects.across(*(tracked()[label] for label in ABOVE))
    slugs = events.values_list("pgh_slug", flat=True)
    return [reverse("admin:pghistory_events_change", args=[quote(slug)]) for slug in slugs]


def admin_of(record, page):
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_{page}", args=[record.pk])


def told(client, door, scene):
    """Which of the words the door tells."""
    answers = [client.get(address) for address in addresses(door, scene)]
    assert {answer.status_code for answer in answers} <= {200, 302}, door
    text = "".join(
        b"".join(answer.streaming_content).decode() if answer.streaming else text_of(answer)
        for answer in answers
    )
    return {name for name, word in WORDS.items() if word in text}


@pytest.mark.parametrize("reader", READERS)
def test_a_reader_learns_at_each_door_what_they_may_and_no_more(scene, reader):
    client = CLIENTS[reader]()
    doors = {
        door: tells
        for door, tells in DOORS.items()
        if ("key" not in reader or door.startswith("api"))
        and ("admin" not in door or reader in ADMIN)
        and ("trail" not in door or reader in TRAIL)
    }

    found = {door: told(client, door, scene) for door in doors}

    expected = {
        door: tells & (TRAIL if door.startswith("trail") else READERS)[reader]
        for door, tells in doors.items()
    }
    assert {door: found[door] ^ expected[door] for door in doors if found[door] != expected[door]} == {}
