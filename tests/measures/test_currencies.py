"""Currencies: ISO 4217 with its minor units; what was withdrawn stays valid for old records."""

import datetime

import pytest
from iso4217 import Currency

from measures.models import Unit

pytestmark = pytest.mark.django_db


def test_every_currency_of_iso_4217_is_here():
    ours = set(Unit.objects.currencies().values_list("code", flat=True))

    assert {currency.code for currency in Currency} - ours == {"XXX", "XTS"}


@pytest.mark.parametrize(
    ("code", "digits"), [("JPY", 0), ("USD", 2), ("COP", 2), ("KWD", 3), ("CLF", 4), ("XAU", None)]
)
def test_minor_units_are_those_of_iso_4217(code, digits):
    assert Unit.objects.currency(code).minor_units == digits


@pytest.mark.parametrize(
    ("code", "last_day"),
    [
        ("VEF", datetime.date(2018, 8, 20)),
        ("SUR", datetime.date(1992, 10, 1)),
        ("TRL", datetime.date(2005, 12, 31)),
        ("BGN", datetime.date(2025, 12, 31)),
    ],
)
def test_withdrawn_currencies_say_until_when(code, last_day):
    assert Unit.objects.currency(code).valid_to == last_day


def test_currencies_in_use_have_no_end():
    codes = {currency.code for currency in Currency}

    assert not Unit.objects.currencies().filter(code__in=codes, valid_to__isnull=False).exists()


def test_a_dollar_says_whose_it_is():
    symbols = (
        Unit.objects.currencies()
        .filter(code__in=("USD", "CAD", "MXN", "AUD"))
        .values_list("symbol", flat=True)
    )

    assert set(symbols) == {"US$", "CA$", "MX$", "A$"}
