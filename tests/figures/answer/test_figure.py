"""A figure by itself: its qualifier, and how it is written."""

from decimal import Decimal

import pytest

from figures.answer.figure import Figure, added, decimal_text, overlap


@pytest.mark.parametrize(
    ("parts", "qualifier"),
    [
        ({}, "exact"),
        ({"exact": 2}, "exact"),
        ({"exact": 1, "at_least": 1}, "at_least"),
        ({"exact": 1, "at_most": 1}, "at_most"),
        ({"at_least": 1, "at_most": 1}, "approximately"),
        ({"exact": 5, "approximately": 1}, "approximately"),
        ({"at_least": 1, "approximately": 1}, "approximately"),
        ({"exact": 1, "unquantified": 1}, "at_least"),
        ({"at_most": 1, "unquantified": 1}, "at_least"),
        ({"approximately": 1, "unquantified": 1}, "at_least"),
        ({"exact": 1, "unvalued": 1}, "at_least"),
    ],
)
def test_the_qualifier_of_a_total(parts, qualifier):
    assert Figure({}, "KGM", **parts).qualifier == qualifier


@pytest.mark.parametrize(
    ("value", "text"),
    [("1E+2", "100"), ("0.50", "0.5"), ("0E-7", "0"), ("100", "100"), ("1E-7", "0.0000001"), ("10.0", "10")],
)
def test_a_number_is_written_without_an_exponent_or_trailing_zeros(value, text):
    assert decimal_text(Decimal(value)) == text


def test_the_sum_of_what_is_not_known_is_not_known():
    unknown = Figure({}, "KGM", unquantified=1, records=1)

    assert added([unknown, unknown], cell={}, unit="KGM").value is None
    assert added([unknown, Figure({}, "KGM", Decimal(5), records=1)], cell={}, unit="KGM").value == 5


def test_an_overlap_of_what_is_not_known_has_no_value():
    together, total = (
        Figure({}, "KGM", records=2, unquantified=2),
        Figure({}, "KGM", records=1, unquantified=1),
    )

    assert (overlap(together, total).value, overlap(together, total).records) == (None, 1)
