"""What became of goods, entered and read by API."""

import pytest

from seizures.models import Disposition
from tests.calls import findings, person, post, send, signed_in
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


def test_one_of_a_draft_is_changed_under_its_tag_and_removed(api):
    item = SeizureFactory(owner="US-ICE", item__quantity="10").items.get()
    row = DispositionFactory(item=item)
    path = f"{DISPOSITIONS}{row.pk}/"
    tag = api.get(path).headers["ETag"]

    changed = send(api, "PATCH", path, {"quantity": "5"}, if_match=tag)
    late = send(api, "PATCH", path, {"quantity": "6"}, if_match=tag)
    too_much = send(api, "PATCH", path, {"quantity": "11"}, if_match="*")
    removed = send(api, "DELETE", path, if_match=changed.headers["ETag"])

    assert (changed.status_code, changed.json()["quantity"]) == (200, "5")
    assert (late.status_code, list(findings(too_much)), removed.status_code) == (412, ["/quantity"], 204)
    assert not Disposition.objects.exists()


@pytest.mark.parametrize(
    "made", [{"owner": "US-ICE", "verified": True}, {"owner": "US-CBP", "submitted": True}]
)
def test_one_of_what_may_not_be_changed_stays(api, made):
    row = DispositionFactory(item=SeizureFactory(**made).items.get())
    path = f"{DISPOSITIONS}{row.pk}/"

    assert send(api, "PATCH", path, {"quantity": "1"}, if_match="*").status_code in (403, 409)
    assert send(api, "DELETE", path, if_match="*").status_code in (403, 409)
    row.refresh_from_db()
    assert row.quantity == 4


def test_one_is_not_moved_to_the_item_of_another_seizure(api):
    row = DispositionFactory(item=SeizureFactory(owner="US-ICE").items.get())
    other = SeizureFactory(owner="US-ICE").items.get()

    moved = send(api, "PATCH", f"{DISPOSITIONS}{row.pk}/", {"item": str(other.pk)}, if_match="*")

    assert moved.status_code == 409
    row.refresh_from_db()
    assert row.item_id != other.pk
