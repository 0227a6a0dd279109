"""Money is valued by the rate that holds on its day, and anew, at once, when that is corrected; so are quantities."""

import datetime
from decimal import Decimal

import pytest

from measures.models import ExchangeRate, Unit
from ops_tracker.management.commands.load_reference import load_irrevocable_rates
from tests.factories.operations import OutcomeFactory
from tests.factories.seizures import DispositionFactory, SeizureFactory

pytestmark = pytest.mark.django_db


def rate(currency: str, day: str, per_euro: str, until: str | None = None) -> None:
    ExchangeRate.objects.update_or_create(
        currency=Unit.objects.currency(currency),
        date=datetime.date.fromisoformat(day),
        defaults={"per_euro": Decimal(per_euro), "source": "test", "valid_to": until},
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
        pytest.param("2021-07-13", "CAD", id="over-a-week-after-the-last"),
        pytest.param("", "CAD", id="no-date"),
        pytest.param("2021-07-06", "COP", id="no-rate"),
    ],
)
def test_without_a_rate_the_value_is_unknown(rates, date, currency):
    item = SeizureFactory(date=date, item__cash="150", item__currency=currency).items.get()

    assert (item.value, item.rate_date) == (None, None)


def test_a_rate_holds_for_a_week(rates):
    item = SeizureFactory(date="2021-07-12", item__cash="150", item__currency="CAD").items.get()

    assert (item.value, item.rate_date) == (Decimal(120), datetime.date(2021, 7, 5))


def test_a_rate_that_says_until_when_holds_so_long_and_goes_before_those_of_a_day(rates):
    rate("USD", "2021-08-16", "1.2")
    rate("CAD", "2021-08-16", "9")
    rate("CAD", "2021-07-01", "3", until="2021-08-31")

    item = SeizureFactory(date="2021-08-18", item__cash="150", item__currency="CAD").items.get()

    assert (item.value, item.rate_date) == (Decimal(60), datetime.date(2021, 7, 1))


@pytest.mark.parametrize(
    ("currency", "date", "value"),
    [
        pytest.param("HRK", "2023-01-10", "120", id="of its first days"),
        pytest.param("HRK", "2026-03-02", "120", id="for ever"),
        pytest.param("BGN", "2026-03-02", "462.3", id="of the newest"),
        pytest.param("DEM", "2026-03-02", "462.3", id="of the first"),
    ],
)
def test_money_that_became_the_euro_has_its_irrevocable_rate(currency, date, value):
    load_irrevocable_rates()
    rate("HRK", "2022-12-30", "7.5365")
    for day in ("2023-01-09", "2026-02-27"):
        rate("USD", day, "1.2")

    item = SeizureFactory(date=date, item__cash="753.45", item__currency=currency).items.get()

    assert item.value.quantize(Decimal("0.1")) == Decimal(value)
    assert str(item.rate_date) in ("2023-01-09", "2026-02-27")


def test_the_day_before_it_joined_money_has_the_rate_of_that_day():
    load_irrevocable_rates()
    rate("HRK", "2022-12-30", "10")
    rate("USD", "2022-12-30", "1.2")

    item = SeizureFactory(date="2022-12-31", item__cash="100", item__currency="HRK").items.get()

    assert item.value == 12


def test_the_reporting_currency_needs_no_rate_and_no_date():
    assert SeizureFactory(date="", item__cash="150").items.get().value == 150


def test_a_moved_date_brings_its_own_rate(rates):
    rate("CAD", "2021-08-01", "3")
    rate("USD", "2021-08-01", "1.2")
    seizure = SeizureFactory(date="2021-07-06", item__cash="150", item__currency="CAD")

    seizure.date = seizure.date.parse("2021-08-02")
    seizure.save()

    assert seizure.items.get().value == Decimal(60)


def test_every_record_is_valued_anew_at_once_when_a_rate_arrives(rates):
    item = SeizureFactory(date="2021-07-06", item__cash="150", item__currency="CAD").items.get()
    gone = DispositionFactory(item=item, stage="forfeited", quantity=None, amount="75")
    fine = {"measure": "FORFEITURE.CRIMINAL", "quantity": None, "unit": None, "currency": "CAD"}
    outcome = OutcomeFactory(**fine, amount="300", date="2021-07-06")

    rate("CAD", "2021-07-06", "2")

    for row in (item, gone, outcome):
        row.refresh_from_db()
    assert (item.value, gone.value, outcome.value) == (Decimal(90), Decimal(45), Decimal(180))
    assert item.rate_date == datetime.date(2021, 7, 5)
