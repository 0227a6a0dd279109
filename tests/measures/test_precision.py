"""Figures are shown with no more digits than their sources warrant, and bounds stay true."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from measures import formats
from measures.formats.precision import digits_of, significant
from measures.models import Unit


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "text"),
    [
        pytest.param("2993.709642", "KGM", "approximately", "about 2,990\xa0kg", id="about"),
        pytest.param("435976.9984531705125", "KGM", "approximately", "about 436,000\xa0kg", id="about-much"),
        pytest.param("435976.9984531705125", "KGM", "exact", "435,977\xa0kg", id="a-sum"),
        pytest.param("11977.5176392179", "KGM", "at_least", "more than 11,977.5\xa0kg", id="a-lower-bound-stays-true"),
        pytest.param("11977.5176392179", "KGM", "at_most", "nearly 11,977.6\xa0kg", id="an-upper-bound-too"),
        pytest.param("12345678.9", "KGM", "exact", "12,345,679\xa0kg", id="whole-kilograms-stay"),
        pytest.param("0.45359237", "KGM", "exact", "0.453592\xa0kg", id="less-than-one"),
        pytest.param("10", "KGM", "exact", "10\xa0kg", id="what-is-short-stays"),
        pytest.param("3.785411784", "LTR", "approximately", "about 3.79\xa0L", id="litres"),
        pytest.param("1234567", "C62", "approximately", "about 1,234,567\xa0weapons", id="counts-are-whole"),
        pytest.param("349775.69955", "USD", "exact", "US$349,775.70", id="money-to-its-minor-unit"),
        pytest.param("349775.69955", "USD", "approximately", "about US$350,000", id="money-about"),
    ],
)  # fmt: skip
def test_a_figure_has_the_digits_that_its_source_warrants(value, unit, qualifier, text):
    counted_in = "weapons" if unit == "C62" else ""

    assert formats.figure(Decimal(value), unit, qualifier, counted_in) == text
    assert formats.number(Decimal(value)) in formats.figure(
        Decimal(value), unit, qualifier, counted_in, exact=True
    ).replace(formats.money(Decimal(value), "USD"), formats.number(Decimal(value)))


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["KGM", "LBR", "USD"])
def test_what_a_source_states_is_shown_as_it_states_it(code):
    unit = Unit.objects.get(code=code)

    assert "1,234,567.89" in formats.figure(Decimal("1234567.89"), unit, "approximately")


@pytest.mark.parametrize(
    ("reported", "converted", "qualifier", "shown"),
    [
        ("3.3", "2993.709642", "approximately", "2990"),
        ("3.3", "2993.709642", "exact", "2994"),
        ("1", "0.45359237", "exact", "0.454"),
        ("12.5", "5.669904625", "exact", "5.67"),
        ("1234", "559.73298458", "exact", "559.7"),
        ("1234.5678", "559.99052634", "exact", "559.991"),
    ],
)
def test_what_is_converted_has_the_digits_of_what_was_reported(reported, converted, qualifier, shown):
    digits = digits_of(Decimal(reported))

    assert significant(Decimal(converted), qualifier, digits) == Decimal(shown)


AMOUNTS = some.decimals(min_value=0, max_value=10**30, allow_nan=False, places=12)


@given(AMOUNTS, some.sampled_from(["exact", "at_least", "at_most", "approximately"]))
def test_rounding_keeps_a_bound_true_and_something_is_never_nothing(value, qualifier):
    shown = significant(value, qualifier)

    assert shown <= value or qualifier != "at_least"
    assert shown >= value or qualifier != "at_most"
    assert bool(shown) == bool(value)
    assert abs(shown - value) <= value * Decimal("0.005")
    assert significant(shown, qualifier) == shown
