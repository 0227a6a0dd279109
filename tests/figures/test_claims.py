"""Claims in money are compared in the currency claimed, at the rates of the day that they are about."""

import datetime as dt
from decimal import Decimal

import pytest

from measures.models import ExchangeRate, Unit
from tests.factories.keys import key_client
from tests.factories.operations import ClaimFactory, OperationFactory
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db

CLAIMS = "/api/v1/claims/"
# Dollars and yen for a euro.
RATES = [("2009-07-14", "1.25", "100"), ("2009-11-02", "1.5", "120")]


@pytest.fixture(autouse=True)
def rates():
    for day, dollars, yen in RATES:
        for code, rate in (("USD", dollars), ("JPY", yen)):
            ExchangeRate.objects.create(
                currency=Unit.objects.currency(code),
                date=dt.date.fromisoformat(day),
                per_euro=Decimal(rate),
                source="x",
            )


def compared(recorded, **claim):
    operation = OperationFactory()
    for amount, currency in recorded:
        SeizureFactory(
            verified=True, operation=operation, date="2009-07-14",
            item__measure="CASH", item__amount=amount, item__currency=currency,
        )  # fmt: skip
    ClaimFactory(operation=operation, measure="CASH", stage="seized", **claim)
    [found] = key_client("records:read", "figures:read").get(CLAIMS).json()["results"]
    figure = found["recorded"]
    return found["standing"], figure and (figure["value"], figure["unit"]), figure and figure["evidence"]


@pytest.mark.parametrize(
    ("recorded", "claim", "standing", "figure"),
    [
        pytest.param(
            [("200000", "EUR")], {"value": "200000", "unit": "EUR"},
            "agrees", ("200000", "EUR"), id="as-it-was-recorded-whatever-the-day",
        ),
        pytest.param(
            [("250000", "USD")], {"value": "200000", "unit": "EUR", "date": "2009-07-14"},
            "agrees", ("200000", "EUR"), id="at-the-rate-of-the-day-claimed",
        ),
        pytest.param(
            [("300000", "USD")], {"value": "200000", "unit": "EUR", "date": "2009-11-02"},
            "agrees", ("200000", "EUR"), id="which-is-another-than-that-of-the-records",
        ),
        pytest.param(
            [("100", "EUR"), ("12000", "JPY")], {"value": "300", "unit": "USD", "date": "2009-11-02"},
            "agrees", ("300", "USD"), id="the-reporting-currency-too",
        ),
        pytest.param(
            [("100", "EUR")], {"value": "125", "unit": "USD"},
            "agrees", ("125", "USD"), id="without-a-day-as-totals-have-it",
        ),
        pytest.param(
            [("100", "EUR"), ("50", "USD")], {"value": "120", "unit": "EUR"},
            "agrees", ("100", "EUR"), id="without-a-day-the-others-make-it-a-lower-bound",
        ),
        pytest.param(
            [("50", "USD")], {"value": "40", "unit": "EUR"}, "not_comparable", (None, "EUR"), id="no-day",
        ),
        pytest.param(
            [("50", "USD")], {"value": "40", "unit": "EUR", "date": "2001-01-01"},
            "not_comparable", (None, "EUR"), id="no-rate-of-the-day",
        ),
        pytest.param(
            [("300000", "EUR")], {"value": "200000", "unit": "EUR"},
            "falls_short", ("300000", "EUR"), id="less-than-is-recorded",
        ),
    ],
)  # fmt: skip
def test_money_is_compared_in_the_currency_claimed(recorded, claim, standing, figure):
    assert compared(recorded, **claim)[:2] == (standing, figure)


def test_what_is_recorded_in_any_currency_opens_to_its_records():
    _standing, _figure, evidence = compared(
        [("100", "EUR"), ("50", "USD")], value="140", unit="EUR", date="2009-07-14"
    )

    results = key_client("figures:read", "records:read").get(evidence).json()["results"]

    assert len(results) == 2
