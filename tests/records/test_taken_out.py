"""Whoever was taken out of an operation reads its own records in it, and not what the operation is called today."""

import pytest

from operations.models import Outcome
from seizures.models import Seizure
from seizures.services import change_seizure
from tests.calls import person, send, signed_in
from tests.entry import text_of
from tests.factories.keys import key_client
from tests.factories.operations import OperationFactory, OutcomeFactory, ParticipationFactory
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db

NAME = "TAKENOUTQUOKKA"


@pytest.fixture
def reader():
    return person("supervisor", "US-ICE")


@pytest.fixture
def records(reader):
    operation = OperationFactory(code=NAME, name=NAME, marking="TLP:AMBER", owner="US-CBP")
    joined = ParticipationFactory(operation=operation, agency=reader.agency)
    stated = {"owner": "US-ICE", "operation": operation, "created_by": reader}
    found = [SeizureFactory(reference="OURS-1", **stated), OutcomeFactory(reference="OURS-2", **stated)]
    joined.delete()
    return found


def doors(record):
    kind, app = record._meta.model_name, record._meta.app_label
    return [
        record.get_absolute_url(),
        f"{record.get_absolute_url()}edit/",
        f"/{kind}s/",
        "/my-work/",
        f"/search/?q={record.reference}",
        f"/api/v1/{kind}s/",
        f"/api/v1{record.get_absolute_url()}",
        f"/admin/{app}/{kind}/",
        f"/admin/{app}/{kind}/{record.pk}/change/",
        f"/admin/{app}/{kind}/{record.pk}/history/",
        "/evidence/?status=unverified",
        "/evidence.csv?status=unverified",
        "/api/v1/figures/evidence/?status=unverified",
    ]


def test_no_door_names_the_operation(reader, records):
    client, told, found = signed_in(reader), [], []
    for record in records:
        for door in doors(record):
            answer = client.get(door)
            text = b"".join(answer).decode() if answer.streaming else text_of(answer)
            assert answer.status_code == 200, door
            told += [door] if NAME in text else []
            found += [door] if record.reference in text or "/edit/" in door else []

    assert told == []
    assert len(found) == sum(len(doors(record)) for record in records)


@pytest.mark.parametrize("screen", ["seizures/seizure", "operations/outcome"])
def test_the_admin_neither_searches_nor_filters_by_it(reader, records, screen):
    client = signed_in(reader)
    lead = signed_in(person("supervisor", "US-CBP"))
    address = f"/admin/{screen}/"

    assert "OURS-" not in text_of(client.get(address, {"q": NAME}))
    assert "OURS-" in text_of(client.get(address, {"q": "OURS"}))
    SeizureFactory(verified=True, owner="US-CBP", operation=records[0].operation, reference="THEIRS-1")
    OutcomeFactory(verified=True, owner="US-CBP", operation=records[0].operation, reference="THEIRS-2")
    assert "THEIRS-" in text_of(lead.get(address, {"q": NAME}))
    assert NAME in text_of(lead.get(address))


def test_an_edit_leaves_the_record_in_it(reader, records):
    seizure, outcome = records
    operation = seizure.operation_id
    seizure.operation = None
    change_seizure(seizure, by=reader)
    key = key_client("records:read", "records:write", agency="US-ICE")
    path = f"/api/v1/outcomes/{outcome.pk}/"
    read = key.get(path)
    sent = send(key, "PATCH", path, {"operation": None, "note": "Mended."}, if_match=read["ETag"])

    assert (read.json()["operation"], sent.status_code) == (None, 200)
    assert Seizure.objects.get(pk=seizure.pk).operation_id == operation
    assert Outcome.objects.get(pk=outcome.pk).operation_id == operation
