"""Amounts as people type them, with scale, unit and qualifier beside the number."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from measures.models import Unit
from measures.reference.units import rows
from measures.typed import read_typed

QUANTITIES = {row["code"]: Unit(**row) for row in rows()}
MONEY = {code: Unit(code=code, name=code, dimension="money") for code in ("USD", "EUR", "GBP", "COP", "JPY")}


def read(text, units=QUANTITIES):
    typed = read_typed(text, units, example="2.5 kg")
    return str(typed.number), typed.unit.code if typed.unit else "", typed.qualifier


@pytest.mark.parametrize(
    ("text", "number", "unit", "qualifier"),
    [
        ("12", "12", "", ""),
        ("1.2m", "1200000", "", ""),
        ("1 million", "1000000", "", ""),
        ("3.5 t", "3.5", "TNE", ""),
        ("5kg", "5", "KGM", ""),
        ("5 KGM.", "5", "KGM", ""),
        ("1 200 kg", "1200", "KGM", ""),
        ("2 lb 4 oz", "2.25", "LBR", ""),
        # Not to be divided without rounding: in the smaller unit.
        ("1 lb 1 g", "454.59237", "GRM", ""),
        (">50 kg", "50", "KGM", "at_least"),
        ("more than 50 kilos", "50", "KGM", "at_least"),
        ("up to 20 g", "20", "GRM", "at_most"),
        ("about 3 tons", "3", "TON", "approximately"),
        ("c. 3", "3", "", "approximately"),
        ("~ 2 thousand tablets", "2000", "U2", "approximately"),
        ("\uff15\u3000kg", "5", "KGM", ""),
    ],
)
def test_a_quantity_is_read_with_what_stands_beside_it(text, number, unit, qualifier):
    assert read(text) == (number, unit, qualifier)


@pytest.mark.parametrize(
    ("text", "number", "unit", "qualifier"),
    [
        ("€ 12 500", "12500", "EUR", ""),
        ("US$1.2m", "1200000", "USD", ""),
        ("USD 5 million", "5000000", "USD", ""),
        ("12 eur", "12", "EUR", ""),
        ("over 5bn COP", "5000000000", "COP", "at_least"),
    ],
)
def test_money_is_read_with_its_currency(text, number, unit, qualifier):
    assert read(text, MONEY) == (number, unit, qualifier)


@pytest.mark.parametrize(
    ("language", "text", "number", "unit", "qualifier"),
    [
        ("es", "más de 3,5 t", "3.5", "TNE", "at_least"),
        ("fr", "environ 2,5 kilos", "2.5", "KGM", "approximately"),
        ("pt", "1,2 milhão de comprimidos", "1200000", "U2", ""),
        # A word of another language than the page's; the number is in the page's notation.
        ("fr", "about 2,5 kg", "2.5", "KGM", "approximately"),
    ],
)
def test_words_of_every_language_are_known(language, text, number, unit, qualifier):
    with translation.override(language):
        assert read(text) == (number, unit, qualifier)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("5 gallon", "“gallon” is not a unit that fits here."),
        ("2 lb 1 kg", "units that are not of one kind"),
        ("3 oz 2 lb", "not the larger first"),
        ("5 kg 3", "units that are not of one kind"),
        ("1,200 kg", "can be read as 1200 or as 1.2"),
        ("about", "is not a number"),
        ("x", "is not a number"),
        ("1e5", "is not a number"),
        ("1.2.3 kg", "is not a number"),
        ("9" * 41 + " kg", "40 digits"),
        ("1" + "0" * 39 + " million", "40 digits"),
    ],
)
def test_what_is_not_understood_is_refused_in_words(text, sentence):
    with pytest.raises(ValidationError, match="(?s)" + sentence.replace(".", r"\.")):
        read(text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("$5", "sign of several currencies"),
        ("5 pesos", "sign of several currencies"),
        ("EUR 5 USD", "is not understood as an amount"),
    ],
)
def test_a_sign_of_several_currencies_is_not_guessed(text, sentence):
    with pytest.raises(ValidationError, match=sentence):
        read(text, MONEY)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit", "units"),
    [
        ("10-12 kg", "10", "12", "KGM", QUANTITIES),
        ("10\N{EN DASH}12kg", "10", "12", "KGM", QUANTITIES),
        ("10 kg - 12 kg", "10", "12", "KGM", QUANTITIES),
        ("between 1 200 and 1 500 kg", "1200", "1500", "KGM", QUANTITIES),
        ("entre 2.5 y 3 t", "2.5", "3", "TNE", QUANTITIES),
        ("3 to 4", "3", "4", "", QUANTITIES),
        ("3-4", "3", "4", "", QUANTITIES),
        ("1.2-1.5m EUR", "1200000", "1500000", "EUR", MONEY),
        ("900k to 1.2m USD", "900000", "1200000", "USD", MONEY),
        ("USD 5\N{EN DASH}6 million", "5000000", "6000000", "USD", MONEY),
    ],
)
def test_two_numbers_are_read_as_a_range(text, low, high, unit, units):
    typed = read_typed(text, units, example="2.5 kg")

    assert (str(typed.number), str(typed.high)) == (low, high)
    assert ((typed.unit.code if typed.unit else ""), typed.qualifier) == (unit, "between")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("12-10 kg", "begins with the higher number"),
        ("10-10 kg", "begins with the higher number"),
        ("10 lb - 12 kg", "is not understood as an amount"),
        ("more than 10-12 kg", "is not a unit that fits"),
        ("2009-07-14", "is not a number"),
        ("-5", ""),
    ],
)
def test_what_is_no_range_is_not_taken_for_one(text, sentence):
    if not sentence:
        assert read(text) == ("-5", "", "")
        return
    with pytest.raises(ValidationError, match=sentence):
        read(text)
