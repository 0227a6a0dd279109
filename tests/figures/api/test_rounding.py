"""Money is rounded once, when it is given out: many small amounts are what one large amount is."""

from decimal import Decimal

import pytest

from figures.ledger import folding
from measures.models import ExchangeRate, Unit
from tests.factories.keys import key_client
from tests.factories.operations import OperationFactory
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db
DAY = "2009-07-14"


@pytest.fixture(autouse=True)
def rates():
    for currency, rate in (("USD", "1.4"), ("HUF", "270"), ("JPY", "3")):
        ExchangeRate.objects.create(
            currency=Unit.objects.currency(currency), date=DAY, per_euro=Decimal(rate), source="x"
        )


@pytest.fixture
def client():
    return key_client(agency="US-ICE")


def operation(code, currency, *amounts, qualifier="exact"):
    """An operation in which these amounts were seized, each a record of its own."""
    found = OperationFactory(code=code)
    for amount in amounts:
        item = {"item__cash": amount, "item__currency": currency, "item__qualifier": qualifier}
        SeizureFactory(verified=True, date=DAY, operation=found, **item)
    return code


def values(client, code):
    answered = client.get(f"/api/v1/figures/?operation={code}&measure=CASH").json()
    return [figure["value"] for figure in answered["figures"]]


@pytest.mark.parametrize("folded", [False, True])
def test_four_small_amounts_are_one_of_four_times_as_much(client, folded):
    operation("FOUR", "HUF", "1", "1", "1", "1")
    operation("ONE", "HUF", "4")
    if folded:
        folding.fold_all()

    assert values(client, "FOUR") == values(client, "ONE") == ["0.02"]


def test_thirds_add_up_to_the_whole_even_of_a_bound(client):
    operation("THIRDS", "JPY", *["1"] * 3, qualifier="at_least")

    assert values(client, "THIRDS") == ["1.4"]


def test_what_is_less_than_the_least_coin_is_not_nothing(client):
    operation("LITTLE", "HUF", "0.5")

    assert values(client, "LITTLE") == ["0.0026"]


def test_the_lines_of_evidence_are_not_rounded_and_add_up_to_the_figure(client):
    operation("FOUR", "HUF", "1", "1", "1", "1")

    page = client.get("/api/v1/figures/evidence/?operation=FOUR&measure=CASH").json()

    lines = [Decimal(line["value"]) for line in page["results"]]
    assert len(lines) == 4
    assert sum(lines).quantize(Decimal("0.01")) == Decimal("0.02")
    assert sum(lines) > Decimal("0.0207")


def test_a_record_shows_its_value_to_the_least_coin(client):
    operation("ONE", "HUF", "1000")

    [seizure] = client.get("/api/v1/seizures/?operation=ONE").json()["results"]

    assert seizure["items"][0]["value"] == "5.19"


def test_amounts_as_reported_keep_their_digits(client):
    operation("DOLLARS", "USD", "0.10", "0.20")

    assert values(client, "DOLLARS") == ["0.3"]
