"""No transition is taken with a record that changed since it was read, on any door."""

import pytest
from django.db.models import F

from operations.models import Assignment
from tests.records.kinds import FACTORIES
from tests.records.transitions import Door, doors, enter, read

pytestmark = pytest.mark.django_db

ALL = [(kind, door) for kind in FACTORIES for door in doors(kind)]
# Over the API these take the record as it is now, where the client does not say what it has read: none of them
# decides on it or changes a total, and what they open or hand over is looked at next.
ANY_VERSION = {
    Door("api", name)
    for name in ("submit", "take_back", "begin_review", "amend", "attachments", "assignment")
}


def named(value):
    return f"{value.name}: {value.transition}" if isinstance(value, Door) else str(value)


def stands(record):
    """Everything that the database has of the record and of its amendments."""
    model = type(record)
    return (
        list(model.objects.filter(pk=record.pk).values()),
        set(record.amendments.values_list("pk")),
        record.attachments.count(),
        list(Assignment.objects.filter(record=record.pk).values_list("reviewer")),
    )


@pytest.mark.parametrize(("kind", "door"), ALL, ids=named)
def test_a_stale_version_changes_nothing_on_any_door(kind, door):
    record, browser = enter(kind, door.transition)
    stated = read(browser, kind, record, door)
    # Somebody else changes it meanwhile.
    type(record).objects.filter(pk=record.pk).update(note="Looked at again.", version=F("version") + 1)
    before = stands(record)

    for sent in (stated, "x", "0", "99999999999999999999", None):
        if not (sent is None and door in ANY_VERSION):
            door.send(kind, browser, record, sent)
            assert stands(record) == before, sent


@pytest.mark.parametrize(("kind", "door"), ALL, ids=named)
def test_the_version_that_stands_passes_every_door(kind, door):
    """Otherwise the other test would see nothing change for another reason."""
    record, browser = enter(kind, door.transition)
    before = stands(record)

    door.send(kind, browser, record, read(browser, kind, record, door))

    assert stands(record) != before
