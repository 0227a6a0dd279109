"""An item says whether its weight is gross or net, and whether it is estimated or provisional, at every door."""

import pytest
from django.db import IntegrityError, transaction

from seizures import services
from seizures.models import SeizedItem, Seizure
from tests.calls import findings, person, post, signed_in
from tests.entry import COCAINE, beside, seizure, text_of
from tests.factories.seizures import SeizedItemFactory, SeizureFactory

pytestmark = pytest.mark.django_db

STATED = {"weight": "gross", "estimated": True, "provisional": True}
SENT = {"measure": "NARC.COCAINE", "quantity": "10", "unit": "KGM"}


@pytest.fixture
def ice():
    return person("analyst", "US-ICE")


def test_it_is_sent_and_read_by_the_api_and_stands_on_the_page(ice):
    client = signed_in(ice)
    answer = post(client, "/api/v1/seizures/", {"items": [SENT | STATED]})

    assert {name: answer.json()["items"][0][name] for name in STATED} == STATED
    page = text_of(client.get(f"/seizures/{answer.json()['id']}/"))
    assert "gross weight · estimated · provisional" in page


def test_it_is_typed_on_the_page(ice):
    sent = seizure(COCAINE | {"weight": "net", "estimated": "on"})
    signed_in(ice).post("/seizures/new/", sent)

    item = Seizure.objects.get().items.get()
    assert (item.weight, item.estimated, item.provisional) == ("net", True, False)


REFUSED = {
    "no weight": (
        {"measure": "WEAPONS", "quantity": "3", "unit": "C62", "weight": "net"},
        "Only what is weighed",
    ),
    "no quantity": ({"measure": "NARC.COCAINE", "weight": "net"}, "Give the quantity that is gross or net"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_only_a_weight_is_gross_or_net(what, ice):
    item, sentence = REFUSED[what]
    answer = post(signed_in(ice), "/api/v1/seizures/", {"items": [item]})

    assert answer.status_code == 400
    assert sentence in findings(answer)["/items/0/weight"]


def test_the_page_says_so_beside_the_field(ice):
    weapons = {
        "kind": "WILDLIFE",
        "measure": "WILDLIFE",
        "qualifier": "exact",
        "quantity": "3",
        "unit": "C62",
    }
    answer = signed_in(ice).post("/seizures/new/", seizure(weapons | {"weight": "gross"}))

    assert "Only what is weighed" in beside(answer, "id_items-0-weight")


@pytest.mark.parametrize("values", [{"weight": "tare"}, {"weight": "net", "quantity": None, "unit": None}])
def test_the_database_refuses_it_too(values):
    item = SeizedItemFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        SeizedItem.objects.filter(pk=item.pk).update(**values)


def test_a_reviewer_sees_a_change_of_it(ice):
    record = SeizureFactory(owner="US-ICE", created_by=ice, verified=True)
    copy = services.amend_seizure(record, by=ice, reason="Weighed again.")
    item = copy.items.get()
    item.weight = "net"

    services.change_seizure(copy, items=[item], by=ice)

    page = text_of(signed_in(person("supervisor")).get(copy.get_absolute_url()))
    assert copy.items.get().weight == "net"
    assert "10 kg (net weight)" in page
