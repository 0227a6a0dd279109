"""What is typed beside a number on the pages of entry: its unit, its scale, its qualifier."""

from decimal import Decimal

import pytest

from operations.models import Outcome
from seizures.models import Seizure
from tests.entry import CASH, COCAINE, beside, outcome, seizure
from tests.factories.agencies import UserFactory

pytestmark = pytest.mark.django_db
NEW = "/seizures/new/"


@pytest.fixture(autouse=True)
def analyst(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.mark.parametrize(
    ("changed", "quantity", "unit", "qualifier"),
    [
        ({"quantity": "about 2 lb 4 oz", "unit": ""}, "2.25", "LBR", "approximately"),
        # The page's script chooses kilograms of itself.
        ({"quantity": "3.5 t", "unit": "KGM"}, "3.5", "TNE", "exact"),
        ({"quantity": "> 50 kg", "unit": "", "qualifier": "at_least"}, "50", "KGM", "at_least"),
        ({"quantity": "1.2k"}, "1200", "KGM", "exact"),
    ],
)
def test_an_item_is_saved_as_it_was_typed(client, analyst, changed, quantity, unit, qualifier):
    sent = seizure(COCAINE | changed, seizing_agency=analyst.agency.code)

    client.post(NEW, sent)

    item = Seizure.objects.get().items.get()
    assert (item.quantity, item.unit.code, item.qualifier) == (Decimal(quantity), unit, qualifier)


def test_money_is_saved_with_the_currency_that_was_typed(client, analyst):
    cash = CASH | {"amount": "€ 1.2m", "currency": "", "qualifier": "exact"}

    client.post(NEW, seizure(cash, seizing_agency=analyst.agency.code))

    item = Seizure.objects.get().items.get()
    assert (item.amount, item.currency.code) == (Decimal(1_200_000), "EUR")


def test_a_count_of_persons_may_be_about_so_many(client, analyst):
    client.post("/outcomes/new/", outcome(quantity="about 1.2k"))

    saved = Outcome.objects.get()
    assert (saved.quantity, saved.qualifier) == (Decimal(1200), "approximately")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"quantity": "5 gallon"}, "“gallon” is not a unit that fits here."),
        # Whole units of the currency only fit money.
        ({"quantity": "5 EUR"}, "“EUR” is not a unit that fits here."),
        ({"quantity": "about 5 kg", "qualifier": "at_most"}, "are not the same"),
        ({"quantity": "> -5 kg"}, "A quantity cannot be negative."),
        ({"quantity": "5\x00 kg"}, "Null characters are not allowed."),
    ],
)
def test_what_does_not_fit_is_refused_beside_its_field(client, analyst, changed, sentence):
    response = client.post(NEW, seizure(COCAINE | changed, seizing_agency=analyst.agency.code))

    assert response.status_code == 200
    assert sentence in beside(response, "id_items-0-quantity")
    assert not Seizure.objects.exists()


@pytest.mark.parametrize(
    ("of", "text", "shown"),
    [
        ("quantity", "about 2 lb 4 oz", "about 2.25 (2 and a fraction) lb"),
        ("quantity", "1.2m", "1,200,000 (1 million 200 thousand)"),
        ("money", "€ 12 500", "12,500 (12 thousand 500) €"),
        ("money", "$5", "“$” is a sign of several currencies. Write the code, such as USD."),
        ("quantity", "", ""),
    ],
)
def test_the_page_asks_the_server_how_an_amount_is_read(client, of, text, shown):
    assert client.get(f"/amount/{of}/", {"text": text}).content.decode().casefold() == shown.casefold()


def test_there_are_no_other_amounts(client):
    assert client.get("/amount/time/", {"text": "5"}).status_code == 404
