"""What each reader learns of records at each door: inner text, who acted, and the names of what is hidden from them."""

import pytest
from django.contrib.admin.utils import quote
from django.urls import reverse
from pghistory.models import Events

from agencies.models import Agency, Scope, User
from common.audit import audited
from dashboards.operation.tabs import TABS
from ops_tracker.event_access import ABOVE, tracked
from records import services
from tests.calls import person, signed_in
from tests.entry import text_of
from tests.factories.agencies import UserFactory
from tests.factories.keys import key_client
from tests.factories.operations import OperationFactory, OutcomeFactory, ParticipationFactory
from tests.factories.seizures import CreditFactory, SeizureFactory

pytestmark = pytest.mark.django_db

# A word of each that stands nowhere else.
WORDS = {
    "note": "notequokka",
    "state_reason": "statequokka",
    "comment": "commentquokka",
    "description": "itemquokka",
    "edit_reason": "editquokka",
    "who": "Personquokka",
    "part_of": "WHOLEQUOKKA",
    "amends": "ORIGINALQUOKKA",
    "credited": "CREDITEDQUOKKA",
    "parent": "UMBRELLAQUOKKA",
}
INNER = {"note", "state_reason", "comment", "description", "edit_reason", "who"}
OPERATIONS, RECORDS = {"credited", "parent"}, {"part_of", "amends"}
# What may be known by whom. Own people are named for the hidden records, and their agency takes part in the hidden
# operations; those who lead, and everybody else, may see neither.
READERS = {
    "own analyst": INNER | OPERATIONS | RECORDS,
    "lead's supervisor": INNER,
    "auditor": INNER,
    "key of its agency": INNER | OPERATIONS,
    "key of its agency that only reads": OPERATIONS,
    "participant": set(),
    "outsider": set(),
    "partner": set(),
    "partner of its agency": OPERATIONS,
    "administrator": set(),
    "key of the lead": set(),
    "key of another agency": set(),
}
# What each door tells of that to who may know it. Filters offer the operations, and lists have the hidden records, to
# those from whom they are not hidden.
ACTS = {"state_reason", "edit_reason", "who"}
NAMES = OPERATIONS | RECORDS
DOORS = {
    "record pages": INNER | RECORDS | {"credited"},
    "lists": NAMES,
    "operation page": {"parent"},
    # An edit of a note moves no figure.
    "changes page": ACTS - {"edit_reason"} | NAMES,
    "changes file": ACTS - {"edit_reason"} | NAMES,
    "evidence page": RECORDS,
    "evidence file": {"part_of"},
    "search": set(),
    "api records": {"note", "state_reason", "description", "credited"},
    "api lists": {"note", "state_reason", "description", "credited"} | RECORDS,
    "api operations": OPERATIONS,
    "api changes": ACTS - {"edit_reason"} | NAMES,
    "api evidence": RECORDS,
    "admin forms": INNER - {"comment", "edit_reason"} | NAMES,
    "admin histories": ACTS,
    "trail list": ACTS,
    "trail event": INNER,
}
# Everybody who reads the trail reads who acted.
TRAIL = {"auditor": INNER, "administrator": {"who"}}
ADMIN = {"own analyst", "lead's supervisor", "auditor", "participant", "outsider", "administrator"}


@pytest.fixture
def scene():
    """A verified record of each kind with all that there is to say, one that was withdrawn and one that is a part."""
    ice, lead, participant = (Agency.objects.get(code=code) for code in ("US-ICE", "US-CBP", "US-DEA"))
    umbrella = OperationFactory(code=WORDS["parent"], name=WORDS["parent"], marking="TLP:AMBER")
    credited = OperationFactory(code=WORDS["credited"], name=WORDS["credited"], marking="TLP:AMBER")
    atlas = OperationFactory(code="ATLAS", parent=umbrella)
    ParticipationFactory(operation=umbrella, agency=ice)
    ParticipationFactory(operation=credited, agency=ice)
    ParticipationFactory(operation=atlas, agency=lead, role="lead")
    ParticipationFactory(operation=atlas, agency=participant)
    seizures = records_of(SeizureFactory, "item__description", ice, atlas)
    outcomes = records_of(OutcomeFactory, "description", ice, atlas)
    CreditFactory(seizure=seizures[0], agency=None, operation=credited)
    for _standing, _gone, part in (seizures, outcomes):
        with audited(by=part.created_by, action="edited", reason=WORDS["edit_reason"]):
            type(part).objects.filter(pk=part.pk).update(note=f"{WORDS['note']} again")
    return [type(each).objects.get(pk=each.pk) for each in (*seizures, *outcomes)]


def records_of(kind, description, agency, operation):
    own, _ = User.objects.get_or_create(username="named", role="analyst", agency=agency)
    author, reviewer = (
        UserFactory(
            agency=agency, role=role, last_name=WORDS["who"], username=f"{WORDS['who']}-{role}-{description}"
        )
        for role in ("analyst", "supervisor")
    )
    hidden = {"verified": True, "owner": agency, "marking": "TLP:RED", "readers": [own]}
    stated = {
        "owner": agency, "created_by": author, "operation": operation, "note": WORDS["note"],
        description: WORDS["description"],
    }  # fmt: skip
    original = kind(reference=WORDS["amends"], **hidden)
    standing = kind(submitted=True, amends=original, revision=2, reference="STANDING", **stated)
    gone = kind(submitted=True, reference="GONE", **stated)
    part = kind(verified=True, part_of=kind(reference=WORDS["part_of"], **hidden), reference="PART", **stated)
    for record in (standing, gone):
        services.verify(record, by=reviewer)
    services.withdraw(gone, by=reviewer, reason=WORDS["state_reason"])
    services.comment(standing, by=author, text=WORDS["comment"])
    return standing, gone, part


CLIENTS = {
    "own analyst": lambda: signed_in(User.objects.get(username="named")),
    "lead's supervisor": lambda: signed_in(person("supervisor", "US-CBP")),
    "auditor": lambda: signed_in(UserFactory(role="auditor", agency=None)),
    "key of its agency": lambda: key_client(*Scope.values, agency="US-ICE"),
    "key of its agency that only reads": lambda: key_client("records:read", "figures:read", agency="US-ICE"),
    "participant": lambda: signed_in(person("analyst", "US-DEA")),
    "outsider": lambda: signed_in(person("supervisor", "US-ATF")),
    "partner": lambda: signed_in(person("partner", "US-FBI")),
    "partner of its agency": lambda: signed_in(person("partner", "US-ICE")),
    "administrator": lambda: signed_in(UserFactory(role="administrator", agency=None)),
    "key of the lead": lambda: key_client(agency="US-CBP"),
    "key of another agency": lambda: key_client(agency="US-FBI"),
}


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
