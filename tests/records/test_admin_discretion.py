"""The free text of a record stays with those inside on every screen of the admin that shows the record or its rows."""

import pytest

from operations.models import Marking
from records.services import withdraw
from tests.calls import person, signed_in
from tests.factories.agencies import UserFactory
from tests.factories.operations import OperationFactory, OutcomeFactory, ParticipationFactory
from tests.factories.seizures import SeizedItemFactory, SeizureFactory

pytestmark = pytest.mark.django_db

TEXTS = {"note": "Vault 9K", "reason": "Informant was wrong", "description": "Behind the third panel"}
READERS = {
    "its agency": (lambda: person("analyst", "US-ICE"), True),
    "a leading agency": (lambda: person("analyst", "US-CBP"), True),
    "an auditor": (lambda: UserFactory(role="auditor", agency=None), True),
    "an administrator": (lambda: UserFactory(role="administrator", agency=None), False),
    "another analyst": (lambda: person("analyst", "US-FBI"), False),
    "another supervisor": (lambda: person("supervisor", "US-FBI"), False),
    "a participant": (lambda: person("supervisor", "US-DEA"), False),
}


@pytest.fixture
def records():
    """An open record of each kind, withdrawn with a reason after somebody was named to read it."""
    operation = OperationFactory(owner="US-CBP")
    ParticipationFactory(operation=operation, agency="US-DEA")
    by = person("supervisor", "US-ICE")
    own = {"owner": "US-ICE", "operation": operation, "note": TEXTS["note"], "marking": Marking.GREEN}
    found = {
        "outcome": OutcomeFactory(**own, description=TEXTS["description"]),
        "seizure": SeizureFactory(**own, item=None),
    }
    item = SeizedItemFactory(seizure=found["seizure"], description=TEXTS["description"])
    for record in found.values():
        record.readers.add(UserFactory(first_name="Rob", last_name="Reader"))
        withdraw(record, by=by, reason=TEXTS["reason"])
    return found | {"item": item}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    ("kind", "address", "texts"),
    [
        ("outcome", "/admin/operations/outcome/{}/change/", {"note", "reason", "description"}),
        ("seizure", "/admin/seizures/seizure/{}/change/", {"note", "reason", "description"}),
        ("item", "/admin/seizures/seizeditem/{}/change/", {"description"}),
        ("outcome", "/admin/operations/outcome/{}/history/", {"reason"}),
        ("seizure", "/admin/seizures/seizure/{}/history/", {"reason"}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_who_is_outside_reads_no_free_text(records, kind, address, texts, reader):
    who, inside = READERS[reader]

    response = signed_in(who()).get(address.format(records[kind].pk))

    assert response.status_code == 200
    page = response.content.decode()
    assert {name for name in TEXTS if TEXTS[name] in page} == (texts if inside else set())
    assert ("Rob Reader" in page) == (inside and kind != "item")


@pytest.mark.parametrize("kind", ["outcome", "seizure"])
def test_a_text_that_is_withheld_is_stored_as_it_was(records, kind):
    address = {"outcome": "/admin/operations/outcome/", "seizure": "/admin/seizures/seizure/"}[kind]
    client = signed_in(person("supervisor", "US-FBI"))

    client.get(f"{address}{records[kind].pk}/change/")
    refused = client.post(f"{address}{records[kind].pk}/change/", {"note": "Mine."})

    records[kind].refresh_from_db()
    assert (refused.status_code, records[kind].note) == (403, TEXTS["note"])
