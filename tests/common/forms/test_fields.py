"""Numbers are read strictly, so that what was typed is never taken for something else."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from common.forms.fields import CodeField, NamedField, PickField
from common.forms.listing import Choice, Listing
from common.forms.numbers import NumberField

LISTING = Listing("colour", [("", [Choice("RED", "Red <b>", 1)]), ("Cold", [Choice("BLUE", "Blue", 2)])])


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", "12"),
        (" 12.50 ", "12.50"),
        ("0", "0"),
        (".5", "0.5"),
        ("+3", "3"),
        ("9" * 40, "9" * 40),
        ("0." + "1" * 40, "0." + "1" * 40),
    ],
)
def test_a_number_is_kept_digit_for_digit(text, number):
    assert NumberField(required=False).clean(text) == Decimal(number)


def test_nothing_typed_is_not_reported():
    assert NumberField(required=False).clean("") is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param("1.234.567", "is written as 1234567", id="thousands-by-point"),
        pytest.param("12,5", "is written as 12.5", id="decimal-comma"),
        pytest.param("1,200", "1200 or as 1.2", id="one-or-a-thousand"),
        pytest.param("1e999", "not a number", id="exponent"),
        pytest.param("1e5", "not a number", id="small-exponent"),
        pytest.param("NaN", "not a number", id="nan"),
        pytest.param("Infinity", "not a number", id="infinity"),
        pytest.param("١٢", "not a number", id="other-digits"),
        pytest.param("ten", "not a number", id="a-word"),
        pytest.param("9" * 41, "40 digits", id="too-many-digits"),
        pytest.param("0." + "1" * 41, "40 digits", id="too-many-decimals"),
        pytest.param("9" * 100_000, "40 digits", id="far-too-many-digits"),
        pytest.param("1\0", "Null characters", id="a-null-character"),
        pytest.param("-1", "negative", id="negative"),
    ],
)
def test_what_is_no_number_is_refused_in_words(text, sentence):
    with pytest.raises(ValidationError, match=sentence) as refusal:
        NumberField(negative="It is negative.").clean(text)

    assert len(str(refusal.value)) < 200


def test_a_list_is_written_out_once_with_the_chosen_marked():
    assert LISTING.options("BLUE") == (
        '<option value="RED">Red &lt;b&gt;</option>'
        '<optgroup label="Cold"><option value="BLUE" selected>Blue</option></optgroup>'
    )


def test_what_is_chosen_is_the_row_itself():
    field = PickField()
    field.offer(LISTING)

    assert field.clean("BLUE") == 2


@pytest.mark.parametrize("code", ["GREEN", "blue", "B" * 1000, '"><script>', "\0"])
def test_what_is_not_offered_cannot_be_chosen(code):
    field = PickField()
    field.offer(LISTING)

    with pytest.raises(ValidationError, match="There is no colour"):
        field.clean(code)


def test_a_typed_code_may_be_in_small_letters():
    field = CodeField()
    field.offer(LISTING)

    assert field.clean("blue") == 2


@pytest.mark.parametrize(("text", "row"), [("RED", 1), ("red", 1), ("blue", 2), ("Blu", 2), ("", None)])
def test_a_field_with_the_options_of_another_takes_a_code_or_a_name(text, row):
    field = NamedField(required=False, options_of="id_colour")
    field.offer(LISTING)

    assert field.clean(text) == row
    assert 'data-options-of="id_colour"' in str(field.widget.render("other", text))
