"""What tests/ops_tracker/test_discretion.py does not walk: an item's own screen, and who was named to read a record."""

import pytest

from operations.models import Marking
from tests.calls import person, signed_in
from tests.factories.agencies import UserFactory
from tests.factories.operations import OperationFactory, OutcomeFactory, ParticipationFactory
from tests.factories.seizures import SeizedItemFactory, SeizureFactory

pytestmark = pytest.mark.django_db

READERS = {
    "its agency": (lambda: person("analyst", "US-ICE"), True),
    "a leading agency": (lambda: person("analyst", "US-CBP"), True),
    "an auditor": (lambda: UserFactory(role="auditor", agency=None), True),
    "an administrator": (lambda: UserFactory(role="administrator", agency=None), False),
    "another supervisor": (lambda: person("supervisor", "US-FBI"), False),
    "a participant": (lambda: person("supervisor", "US-DEA"), False),
}


@pytest.fixture
def records():
    """An open record of each kind, for which somebody was named."""
    operation = OperationFactory(owner="US-CBP")
    ParticipationFactory(operation=operation, agency="US-DEA")
    own = {"owner": "US-ICE", "operation": operation, "verified": True, "marking": Marking.GREEN}
    found = {"outcome": OutcomeFactory(**own), "seizure": SeizureFactory(**own, item=None)}
    item = SeizedItemFactory(seizure=found["seizure"], description="Behind the third panel")
    for record in found.values():
        record.readers.add(UserFactory(first_name="Rob", last_name="Reader"))
    return found | {"item": item}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    ("kind", "address", "words"),
    [
        ("item", "/admin/seizures/seizeditem/{}/change/", "Behind the third panel"),
        ("outcome", "/admin/operations/outcome/{}/change/", "Rob Reader"),
        ("seizure", "/admin/seizures/seizure/{}/change/", "Rob Reader"),
        ("outcome", "/admin/operations/outcome/{}/history/", "Named reader: Rob Reader"),
        ("seizure", "/admin/seizures/seizure/{}/history/", "Named reader: Rob Reader"),
    ],
    ids=lambda value: value.split("/")[-2] if "/" in value else value.split(" ")[0],
)
def test_who_is_outside_reads_neither_the_text_nor_who_was_named(records, kind, address, words, reader):
    who, inside = READERS[reader]

    response = signed_in(who()).get(address.format(records[kind].pk))

    assert response.status_code == 200
    assert (words in response.content.decode()) is inside
