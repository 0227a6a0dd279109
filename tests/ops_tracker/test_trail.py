"""Whatever somebody does in the admin, the trail says who it was, and finds it by them."""

from functools import partial

import pghistory
import pytest
from django.contrib import admin
from django.contrib.admin.utils import quote
from django.urls import reverse
from pghistory import core

from agencies import services
from agencies.models import Agency, ApiKey, Country, PlaceRequest, Role, Scope, User
from measures.models import Measure, Unit
from operations.discretion import Discretion
from operations.history import history_of, named_readers
from operations.models import Marking, OperationReader, OutcomeReader, Participation
from operations.services import record_operation, record_source
from ops_tracker.event_access import ABOVE, tracked
from ops_tracker.trail import ADMINISTRATORS, CLOSED, OPEN
from outcomes.services import change_outcome
from seizures.services import change_seizure
from tests.admin_page import errors, filled
from tests.calls import person
from tests.factories.agencies import UserFactory
from tests.factories.operations import OperationFactory, OutcomeFactory, ParticipationFactory, SourceFactory
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db
EVENTS = "/admin/pghistory/events/"
WORD = "correct horse battery"


def agency():
    return Agency.objects.get(code="US-ICE").pk


def arrests():
    return {
        "measure": Measure.objects.get(code="PEOPLE.ARRESTED").pk,
        "unit": Unit.objects.quantity("C62").pk,
    }


def operation():
    led = OperationFactory(owner="US-ICE")
    ParticipationFactory(operation=led, agency="US-ICE", lead=True)
    return led.pk


def cocaine(**more):
    item = {"measure": Measure.objects.get(code="NARC.COCAINE").pk, "unit": Unit.objects.quantity("KGM").pk}
    return {
        f"items__0__{name}": value
        for name, value in {**item, "qualifier": "exact", "quantity": "9", **more}.items()
    }


# What is typed to make one of each, and what of it is changed afterwards.
ADDED = {
    "agencies.Agency": lambda: {"code": "XX-NEW", "acronym": "NEW", "name": "New"},
    "agencies.ApiKey": lambda: {"name": "New", "agency": agency(), "scopes": [Scope.READ_FIGURES]},
    "agencies.Country": lambda: {
        "code": "XNW", "name": "New", "names__0__language": "es", "names__0__name": "Nuevo",
    },
    "agencies.Place": lambda: {"name": "New", "kind": "city", "country": Country.objects.get(code="COL").pk},
    "agencies.User": lambda: {
        "username": "new", "password1": WORD, "password2": WORD, "role": "analyst", "agency": agency(),
    },
    "measures.ExchangeRate": lambda: {
        "date": "2001-01-01", "currency": Unit.objects.currency("GBP").pk, "per_euro": "0.7", "source": "New",
    },
    "measures.Measure": lambda: {
        "code": "NEW", "name": "New", "kind": "seizure", "dimension": "mass", "accepted": ["mass"],
        "unit": Unit.objects.quantity("KGM").pk,
    },
    "measures.Unit": lambda: {"code": "NEW", "name": "New", "dimension": "mass", "factor": "3"},
    "operations.Claim": lambda: {
        "code": "new", "operation": operation(), "source": SourceFactory().pk, **arrests(), "value": "3",
        "statement": "Three.",
    },
    "operations.Indicator": lambda: {
        "code": "new", "operation": operation(), "name": "New", "before": "3", "unit": arrests()["unit"],
    },
    "operations.Operation": lambda: {"code": "NEW", "name": "New", "kind": "enforcement"},
    "operations.Outcome": lambda: {**arrests(), "quantity": "3"},
    "operations.Source": lambda: {"code": "new", "publisher": "New", "title": "New"},
    "seizures.Disposition": lambda: {
        "item": SeizureFactory(owner="US-ICE").items.get().pk, "stage": "destroyed", "quantity": "1",
    },
    "seizures.Seizure": cocaine,
}  # fmt: skip
CHANGED = {
    "operations.Claim": {"statement": "Four."},
    "operations.Outcome": {"note": "Changed."},
    "operations.Source": {"title": "Changed"},
    "seizures.Seizure": {"note": "Changed."},
    "agencies.User": {"first_name": "Changed"},
    "measures.ExchangeRate": {"source": "Changed"},
}
DELETED = sorted(
    label for label in ADDED.keys() - {"agencies.ApiKey"} if label.startswith(("agencies", "measures"))
)
SCREENS = {screen.opts.label: screen for screen in admin.site._registry.values()}


def page(label, name, *args):
    app, model = label.lower().split(".")
    return reverse(f"admin:{app}_{model}_{name}", args=args)


def newest():
    return {
        event: event.objects.order_by("-pgh_id").values_list("pgh_id", flat=True).first()
        for event in core.event_models()
    }


class Watched:
    """Who is said to have done what happens inside."""

    def __enter__(self):
        self.before = newest()
        return self

    def __exit__(self, *_details):
        self.events = [
            row
            for event, last in self.before.items()
            for row in event.objects.filter(pgh_id__gt=last or 0).select_related("pgh_context")
        ]
        self.people = {row.pgh_context and row.pgh_context.metadata.get("username") for row in self.events}


def actor(client, label):
    """Somebody who may add such rows, and change and delete them where anybody may."""
    roles = (Role.ADMINISTRATOR, Role.SUPERVISOR)
    app, model = label.lower().split(".")
    people = [UserFactory(role=role, agency="US-ICE") for role in roles]
    person = next(person for person in people if person.has_perm(f"{app}.add_{model}"))
    client.force_login(person)
    return person


def made(client, label, typed=None):
    screen, address = SCREENS[label], page(label, "add")
    present = set(screen.model.objects.values_list("pk", flat=True))
    response = client.post(address, filled(client.get(address), **(typed or ADDED[label]())))
    assert response.status_code == 302, errors(response)
    return screen.model.objects.exclude(pk__in=present).filter(**own(label)).get()


def own(label):
    # What a row of an inline form brings with it is no row of the screen.
    return {"key": None} if label == "agencies.User" else {}


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


def test_revoking_a_key_says_who(client):
    person = actor(client, "agencies.ApiKey")
    key = made(client, "agencies.ApiKey")

    with Watched() as seen:
        client.post(page("agencies.ApiKey", "changelist"), {"action": "revoke", "_selected_action": [key.pk]})

    assert ApiKey.objects.get(pk=key.pk).revoked_at
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
        key, _raw = services.make_key(
            agency=Agency.objects.get(code="XX-NEW"), name="K", scopes=Scope.values, by=by
        )
        services.revoke_key(key, by=by)

    assert seen.people == {by.username}


@pytest.fixture
def named():
    """A RED record of each kind for which a supervisor has named somebody, and then nobody but themselves."""
    by = UserFactory(role="supervisor", agency="US-ICE", first_name="Sue", last_name="Supervisor")
    reader = UserFactory(first_name="Rob", last_name="Reader")
    marked = {"owner": "US-ICE", "marking": Marking.RED}
    records = {
        "operation": (OperationFactory(**marked), record_operation),
        "outcome": (OutcomeFactory(**marked), change_outcome),
        "seizure": (SeizureFactory(**marked), partial(change_seizure, items=None)),
        "source": (SourceFactory(**marked), record_source),
    }
    for record, save in records.values():
        record.readers.add(by)
        save(record, readers=[reader], by=by)
        save(record, readers=[], by=by)
    return by, reader, {kind: record for kind, (record, _save) in records.items()}


@pytest.mark.parametrize("kind", ["operation", "outcome", "seizure", "source"])
def test_naming_a_reader_leaves_who_named_whom_to_read_what(named, kind):
    by, reader, records = named
    events = core.event_models()
    [model] = [each for each in events if each.pgh_tracked_model.__name__ == f"{kind.title()}Reader"]

    rows = model.objects.filter(user_id=reader.pk).order_by("pgh_id").select_related("pgh_context")

    assert [(row.pgh_label, getattr(row, f"{kind}_id")) for row in rows] == [
        ("insert", records[kind].pk),
        ("delete", records[kind].pk),
    ]
    assert {row.pgh_context.metadata["username"] for row in rows} == {by.username}


@pytest.mark.django_db(transaction=True)  # what one transaction does has one time
@pytest.mark.parametrize("kind", ["operation", "outcome", "seizure"])
def test_the_page_s_history_shows_who_was_named_and_by_whom(client, named, kind):
    by, reader, records = named
    records[kind].readers.add(reader)
    client.force_login(by)

    page = client.get(records[kind].get_absolute_url()).content.decode()

    history = page[page.index('id="history"') :]
    assert "Named reader" in history
    assert "Rob Reader" in history


@pytest.mark.django_db(transaction=True)
def test_the_history_shows_who_named_whom_and_took_it_back():
    by, reader = person("analyst", "US-ICE"), UserFactory(last_name="Reader")
    record = OutcomeFactory(owner="US-ICE", created_by=by, marking="TLP:RED")
    record.readers.add(by)
    change_outcome(record, readers=[reader], by=by)
    change_outcome(record, readers=[], by=by)

    gone, named, _entered = history_of(
        record, Discretion(by), parts=[named_readers(OutcomeReader, "outcome")]
    )

    assert {each.who for each in (gone, named)} == {by.username}
    assert [(change.before, change.after.value) for change in named.changes] == [(None, "Reader")]
    assert [(change.before.value, change.after) for change in gone.changes] == [("Reader", None)]


@pytest.mark.parametrize("kind", ["operation", "outcome", "seizure"])
def test_who_was_named_is_for_those_inside(client, named, kind):
    _by, _reader, records = named
    type(records[kind]).objects.update(marking=Marking.GREEN)
    if kind != "operation":
        type(records[kind]).objects.update(state="submitted")
    client.force_login(UserFactory(role="partner"))

    assert "Rob Reader" not in client.get(records[kind].get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("kind", "screen"),
    [
        ("operation", "operations/operation"),
        ("outcome", "operations/outcome"),
        ("seizure", "seizures/seizure"),
        ("source", "operations/source"),
    ],
)
def test_the_admin_s_history_shows_who_was_named_and_by_whom(client, named, kind, screen):
    by, _reader, records = named
    client.force_login(by)

    page = client.get(f"/admin/{screen}/{records[kind].pk}/history/").content.decode()

    assert "Named reader: Rob Reader" in page
    assert by.username in page


def test_the_trail_calls_a_named_reader_by_record_and_person_for_who_may_see_the_record(client, named):
    by, reader, records = named
    auditor = UserFactory(role="auditor", agency=None)
    client.force_login(auditor)
    asked = {"person": by.username, "kind": "operations.OperationReader"}

    hidden = client.get(EVENTS, asked).context["cl"].result_list
    records["operation"].readers.add(auditor)
    shown = client.get(EVENTS, asked).context["cl"].result_list

    assert not any(reader.username in event.named for event in hidden)
    name = f"{records['operation'].name}: {reader.username}"
    assert [(event.named, event.person) for event in shown].count((name, by.username)) == 2


def test_of_a_hidden_record_the_trail_shows_that_it_changed_and_not_what_it_is_called_or_why(client):
    seizure = SeizureFactory(marking=Marking.RED, reference="HIDDEN-1")
    with pghistory.context(username="somebody", reason="Vault 9K", url=f"/seizures/{seizure.pk}/"):
        type(seizure).objects.filter(pk=seizure.pk).update(note="Edited.")
    client.force_login(UserFactory(role="auditor", agency=None))

    listed = client.get(EVENTS, {"kind": "seizures.Seizure", "person": "somebody"})
    [event] = listed.context["cl"].result_list
    opened = client.get(f"{EVENTS}{quote(event.pgh_slug)}/change/")

    for response in (listed, opened):
        assert "somebody" in response.content.decode()
        assert not any(
            word in response.content.decode() for word in ("HIDDEN-1", "Vault 9K", f"/seizures/{seizure.pk}")
        )


def test_a_model_that_the_trail_does_not_know_is_nobody_s_to_read(client, monkeypatch):
    monkeypatch.setattr("ops_tracker.trail.OPEN", set())
    Agency.objects.create(code="XX-NEW", name="Vault 9K")
    client.force_login(UserFactory(role="auditor", agency=None, is_superuser=True))

    listed = client.get(EVENTS, {"kind": "agencies.Agency"})
    event = listed.context["cl"].result_list[0]

    assert not event.open
    assert "Vault 9K" not in client.get(f"{EVENTS}{quote(event.pgh_slug)}/change/").content.decode()


@pytest.mark.parametrize(("role", "reads"), [("administrator", True), ("auditor", False)])
def test_what_place_somebody_missed_is_for_administrators(client, role, reads):
    event = tracked()["agencies.PlaceRequest"]
    PlaceRequest.objects.create(name="Vault 9K", requested_by=UserFactory())
    client.force_login(UserFactory(role=role, agency=None))

    pages = [
        f"{EVENTS}?kind=agencies.PlaceRequest",
        f"{EVENTS}{quote(f'{event._meta.label}:{event.objects.get().pgh_id}')}/change/",
    ]

    assert [("Vault 9K" in client.get(page).content.decode()) for page in pages] == [reads, reads]


def test_every_tracked_model_is_known_to_the_trail():
    assert tracked().keys() == OPEN | ADMINISTRATORS | CLOSED | ABOVE.keys()
    assert OperationReader._meta.label in ABOVE
    assert Participation._meta.label in ABOVE
    assert User._meta.label in OPEN
