"""Numbers of files are read or refused: no sign, mark or currency is dropped on the way."""

from decimal import Decimal

import pytest

from imports.mapping.errors import Unclear
from imports.mapping.numbers import Numbers, multiplied


@pytest.mark.parametrize(
    ("decimal", "thousands", "text", "number"),
    [
        (".", None, "8.3799469484296", "8.3799469484296"),
        (".", None, "2.20462262e-05", "0.0000220462262"),
        (".", None, "0", "0"),
        (".", None, " 12 ", "12"),
        (".", None, "12 345.5", "12345.5"),
        (".", None, "12\u00a0345", "12345"),
        (".", ",", "1,234,567.89", "1234567.89"),
        (".", ",", "12,34,567", "1234567"),
        (",", None, "24570,83333", "24570.83333"),
        (",", ".", "1.234,5", "1234.5"),
        (".", "'", "1'234.5", "1234.5"),
        (".", None, "-5", "-5"),
        (".", None, "\u22125", "-5"),
        (".", None, "5-", "-5"),
        (".", None, "(5.50)", "-5.50"),
        (".", None, "+5", "5"),
        (".", None, "٣٤", "34"),
        (",", None, "١٢٣٫٥", "123.5"),
        (".", None, "١٬٢٣٤٫٥", "1234.5"),
        (".", ",", "१,२३,४५६.७", "123456.7"),
    ],
)
def test_numbers_are_read_by_the_marks_of_the_mapping(decimal, thousands, text, number):
    assert Numbers(decimal, thousands).read(text) == Decimal(number)


@pytest.mark.parametrize(
    ("decimal", "thousands", "text"),
    [
        (".", None, "1,234"),
        (".", None, "1,5"),
        (",", None, "1.234"),
        (".", ",", "1,23"),
        (".", ",", "1,2345"),
        (".", None, "12%"),
        (".", None, "NaN"),
        (".", None, "inf"),
        (".", None, "1e999"),
        (".", None, "1e9999999999"),
        (".", None, "twelve"),
        (".", None, "12 kg"),
        (".", None, "1.2.3"),
        (".", None, "--5"),
        (".", None, "$5"),
        (".", None, "1" * 90_000 + "x"),
        (".", None, "1 " * 45_000 + "-"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_is_no_number_or_might_be_another_is_refused(decimal, thousands, text):
    with pytest.raises(Unclear):
        Numbers(decimal, thousands).read(text)


@pytest.mark.parametrize(
    ("text", "currency", "number"),
    [
        ("$1,200.50", "CAD", "1200.50"),
        ("US$ 5", "USD", "5"),
        ("€5", "EUR", "5"),
        ("5 €", "EUR", "5"),
        ("USD 5", "USD", "5"),
        ("5 USD", "USD", "5"),
        ("($5)", "USD", "-5"),
        ("-$5", "USD", "-5"),
    ],
)
def test_a_currency_sign_is_read_where_it_agrees_with_the_currency(text, currency, number):
    assert Numbers(".", ",").read(text, currency=currency, is_money=True) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "currency"), [("€5", "USD"), ("US$5", "CAD"), ("5 GBP", "EUR"), ("$5", None)]
)
def test_a_currency_sign_that_disagrees_is_refused(text, currency):
    with pytest.raises(Unclear):
        Numbers(".", ",").read(text, currency=currency, is_money=True)


def test_factors_multiply_without_rounding():
    assert multiplied(Decimal("1.25"), Decimal(10_000_000)) == Decimal(12_500_000)
    assert str(multiplied(Decimal("97637.52830265669339612345678901"), Decimal("0.001"))) == (
        "97.63752830265669339612345678901"
    )
