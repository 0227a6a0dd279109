"""The admin screen of dispositions: items that are told apart, and never more than was seized."""

import pytest

from agencies.models import Agency, Place
from seizures.models import Disposition
from tests.admin_page import errors, filled
from tests.factories.agencies import UserFactory
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ice():
    return Agency.objects.get(code="US-ICE")


@pytest.fixture
def analyst(client, ice):
    user = UserFactory(role="analyst", agency=ice)
    client.force_login(user)
    return user


def test_a_disposition_is_added_to_a_draft_and_never_more_than_was_seized(client, analyst, ice):
    item = SeizureFactory(owner=ice, item__cash="1000").items.get()
    add = "/admin/seizures/disposition/add/"

    refused = client.post(add, filled(client.get(add), item=item.pk, stage="forfeited", amount="1001"))
    accepted = client.post(
        add, filled(client.get(add), item=item.pk, stage="forfeited", amount="1000", date="2010")
    )

    assert "Only 1,000 USD was seized" in errors(refused)["amount"][0]
    assert accepted.status_code == 302, errors(accepted)
    assert str(Disposition.objects.get().date) == "2010"


def test_a_disposition_chooses_among_items_that_are_told_apart_and_may_be_disposed_of(client, analyst, ice):
    place = Place.objects.create(name="Miami", kind="airport")
    for reference, amount in (("A-1", "500"), ("A-2", "700")):
        SeizureFactory(owner=ice, reference=reference, place=place, date="2026-01-02", item__cash=amount)
    SeizureFactory(owner=ice, reference="VERIFIED", verified=True, item__cash="1")
    other = SeizureFactory(owner="US-CBP", reference="ANOTHERS", submitted=True, item__cash="1").items.get()
    add = "/admin/seizures/disposition/add/"

    found = client.get(
        "/admin/autocomplete/",
        {"app_label": "seizures", "model_name": "disposition", "field_name": "item", "term": "currency"},
    )
    refused = client.post(add, filled(client.get(add), item=other.pk, stage="forfeited", amount="1"))

    texts = sorted(result["text"].replace("\N{NO-BREAK SPACE}", " ") for result in found.json()["results"])
    assert [text.partition(", ")[0] for text in texts] == ["Currency"] * 2
    assert [text.partition("Miami")[2] for text in texts] == [" 2026-01-02, A-1", " 2026-01-02, A-2"]
    assert ["500" in texts[0], "700" in texts[1]] == [True, True]
    assert "not one of the available choices" in errors(refused)["item"][0]
