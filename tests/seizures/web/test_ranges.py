"""An amount between two numbers is typed in one field, and shown in it again."""

from decimal import Decimal

import pytest

from operations.models import Outcome
from seizures.models import Disposition, Seizure
from tests.admin_page import errors, filled
from tests.entry import CASH, COCAINE, beside, outcome, seizure, text_of
from tests.factories.agencies import UserFactory
from tests.factories.seizures import SeizedItemFactory, SeizureFactory

pytestmark = pytest.mark.django_db
NEW = "/seizures/new/"


@pytest.fixture(autouse=True)
def analyst(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.mark.parametrize("qualifier", ["exact", "between"])
@pytest.mark.parametrize("text", ["10-12 kg", "10 \N{EN DASH} 12 kg", "between 10 and 12 kilos"])
def test_a_quantity_is_typed_as_a_range(client, analyst, text, qualifier):
    changed = {"quantity": text, "unit": "", "qualifier": qualifier}

    client.post(NEW, seizure(COCAINE | changed, seizing_agency=analyst.agency.code))

    item = Seizure.objects.get().items.get()
    assert (item.qualifier, item.quantity, item.quantity_high, item.unit.code) == ("between", 10, 12, "KGM")
    page = text_of(client.get(f"/seizures/{item.seizure_id}/edit/"))
    assert "10\N{EN DASH}12" in page


def test_money_and_persons_are_typed_as_ranges(client, analyst):
    cash = CASH | {"amount": "1.2-1.5m EUR", "currency": "", "qualifier": "exact"}

    client.post(NEW, seizure(cash, seizing_agency=analyst.agency.code))
    client.post("/outcomes/new/", outcome(quantity="10 to 12"))

    item, arrested = Seizure.objects.get().items.get(), Outcome.objects.get()
    assert (item.amount, item.amount_high) == (Decimal(1_200_000), Decimal(1_500_000))
    assert (arrested.qualifier, arrested.quantity, arrested.quantity_high) == ("between", 10, 12)


def test_a_range_that_becomes_one_number_has_no_second_one(client, analyst):
    record = SeizureFactory(owner=analyst.agency, created_by=analyst, item=None, date="2009-07-14")
    item = SeizedItemFactory(seizure=record, qualifier="between", quantity="10", quantity_high="12")
    sent = seizure(
        COCAINE | {"id": str(item.pk), "quantity": "11", "qualifier": "exact"}, version=record.version
    )

    client.post(f"/seizures/{record.pk}/edit/", sent)

    item.refresh_from_db()
    assert (item.qualifier, item.quantity, item.quantity_high) == ("exact", 11, None)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"quantity": "12-10 kg"}, "begins with the higher number"),
        ({"quantity": "10", "qualifier": "between"}, "Say between what and what"),
        ({"quantity": "10-12 kg", "qualifier": "at_most"}, "are not the same"),
    ],
)
def test_what_is_no_range_is_refused_beside_its_field(client, analyst, changed, sentence):
    response = client.post(NEW, seizure(COCAINE | changed, seizing_agency=analyst.agency.code))

    assert response.status_code == 200
    assert sentence in beside(response, "id_items-0-quantity")
    assert not Seizure.objects.exists()


def test_the_page_says_how_a_range_is_read(client):
    assert client.get("/amount/quantity/", {"text": "10-12 kg"}).content.decode() == "between 10 and 12 kg"


def test_a_disposition_is_entered_in_the_admin_with_both_numbers(client, analyst):
    item = SeizureFactory(owner=analyst.agency, item__quantity="20").items.get()
    add = "/admin/seizures/disposition/add/"
    sent = {"item": item.pk, "stage": "destroyed", "qualifier": "between", "quantity": "10"}

    refused = client.post(add, filled(client.get(add), **sent))
    accepted = client.post(add, filled(client.get(add), **sent, quantity_high="12"))

    assert "Say between what and what" in str(errors(refused))
    assert accepted.status_code == 302, errors(accepted)
    assert (Disposition.objects.get().quantity, Disposition.objects.get().quantity_high) == (10, 12)
