"""What became of goods, entered and read by API."""

import pytest

from seizures.models import Disposition
from tests.calls import findings, person, post, signed_in
from tests.factories.seizures import DispositionFactory, SeizureFactory

pytestmark = pytest.mark.django_db
DISPOSITIONS = "/api/v1/dispositions/"


@pytest.fixture
def api():
    return signed_in(person())


def test_it_is_added_to_an_item_of_a_draft(api):
    item = SeizureFactory(owner="US-ICE", item__quantity="10").items.get()

    made = post(
        api, DISPOSITIONS, {"item": str(item.pk), "stage": "destroyed", "quantity": "4", "date": "2010"}
    )

    assert made.status_code == 201, made.content
    assert (made.json()["seizure"], made.json()["unit"]) == (str(item.seizure_id), "KGM")
    assert Disposition.objects.get().quantity == 4


def test_more_than_was_seized_is_refused(api):
    item = SeizureFactory(owner="US-ICE", item__quantity="10").items.get()

    refused = post(api, DISPOSITIONS, {"item": str(item.pk), "stage": "destroyed", "quantity": "11"})

    assert list(findings(refused)) == ["/quantity"]


@pytest.mark.parametrize(
    ("made", "status"),
    [
        pytest.param({"owner": "US-ICE", "verified": True}, 409, id="verified"),
        pytest.param({"owner": "US-CBP", "submitted": True}, 403, id="anothers"),
        pytest.param({"owner": "US-CBP", "marking": "TLP:AMBER+STRICT", "submitted": True}, 400, id="hidden"),
    ],
)
def test_not_to_what_may_not_be_changed(api, made, status):
    item = SeizureFactory(**made).items.get()

    assert post(api, DISPOSITIONS, {"item": str(item.pk), "stage": "destroyed"}).status_code == status


def test_those_of_hidden_seizures_are_not_listed(api):
    shown = DispositionFactory(item=SeizureFactory(verified=True).items.get())
    DispositionFactory(item=SeizureFactory(verified=True, marking="TLP:RED").items.get())

    assert [row["id"] for row in api.get(DISPOSITIONS).json()["results"]] == [str(shown.pk)]
