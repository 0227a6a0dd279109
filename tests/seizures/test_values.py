"""Money is valued by the last rate published on or before the day, and anew when a better one arrives."""

import datetime
from decimal import Decimal

import pytest

from measures.models import ExchangeRate, Unit
from outcomes.tasks import revalue as revalue_outcomes
from seizures.tasks import revalue as revalue_items
from tests.factories.operations import OutcomeFactory
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db


def rate(currency: str, day: str, per_euro: str) -> None:
    ExchangeRate.objects.update_or_create(
        currency=Unit.objects.currency(currency),
        date=datetime.date.fromisoformat(day),
        defaults={"per_euro": Decimal(per_euro), "source": "test"},
    )


@pytest.fixture
def rates():
    ExchangeRate.objects.all().delete()
    rate("USD", "2021-07-05", "1.2")
    rate("CAD", "2021-07-05", "1.5")


def test_the_last_rate_on_or_before_the_day_is_used(rates):
    rate("CAD", "2021-07-08", "9")

    item = SeizureFactory(date="2021-07-06", item__cash="150", item__currency="CAD").items.get()

    assert (item.value, item.rate_date) == (Decimal(120), datetime.date(2021, 7, 5))


@pytest.mark.parametrize(
    ("date", "currency"),
    [
        pytest.param("2021-07-04", "CAD", id="before-the-first-rate"),
        pytest.param("", "CAD", id="no-date"),
        pytest.param("2021-07-06", "COP", id="no-rate"),
    ],
)
def test_without_a_rate_the_value_is_unknown(rates, date, currency):
    item = SeizureFactory(date=date, item__cash="150", item__currency=currency).items.get()

    assert (item.value, item.rate_date) == (None, None)


def test_the_reporting_currency_needs_no_rate_and_no_date():
    assert SeizureFactory(date="", item__cash="150").items.get().value == 150


def test_a_moved_date_brings_its_own_rate(rates):
    rate("CAD", "2021-08-01", "3")
    seizure = SeizureFactory(date="2021-07-06", item__cash="150", item__currency="CAD")

    seizure.date = seizure.date.parse("2021-08-02")
    seizure.save()

    assert seizure.items.get().value == Decimal(60)


def test_records_are_valued_anew_when_a_rate_arrives(rates):
    item = SeizureFactory(date="2021-07-06", item__cash="150", item__currency="CAD").items.get()
    fine = {"measure": "FORFEITURE.CRIMINAL", "quantity": None, "unit": None, "currency": "CAD"}
    outcome = OutcomeFactory(**fine, amount="300", date="2021-07-06")
    rate("CAD", "2021-07-06", "2")

    assert (revalue_items(), revalue_outcomes()) == (1, 1)
    assert (revalue_items(), revalue_outcomes()) == (0, 0)

    item.refresh_from_db()
    outcome.refresh_from_db()
    assert (item.value, outcome.value) == (Decimal(90), Decimal(180))
