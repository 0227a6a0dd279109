"""Who was named to read a record, by whom and when, and who is told so."""

from functools import partial

import pytest
from django.urls import reverse
from pghistory import core

from operations.discretion import Discretion
from operations.history import history_of, named_readers
from operations.models import Marking, Operation, OutcomeReader
from operations.services import record_operation, record_source
from outcomes.services import change_outcome
from seizures.services import change_seizure
from tests.calls import person
from tests.factories.agencies import UserFactory
from tests.factories.operations import OperationFactory, OutcomeFactory, SourceFactory
from tests.factories.seizures import SeizureFactory
from tests.ops_tracker.trail import (
    EVENTS,
)

pytestmark = pytest.mark.django_db


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


def page_of_history(record):
    """The page that has the history: of an operation, a tab of its own."""
    if isinstance(record, Operation):
        return reverse("operation-history", args=[record.code])
    return record.get_absolute_url()


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

    page = client.get(page_of_history(records[kind])).content.decode()

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

    page = client.get(page_of_history(records[kind]))

    assert page.status_code == 200
    assert "Rob Reader" not in page.content.decode()


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
