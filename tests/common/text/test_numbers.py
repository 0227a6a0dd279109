"""Numbers are read as the language of the page writes them, and what could be two numbers is asked."""

import re
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as some

from common.text.numbers import format_number, number, number_in_words, read_number

LANGUAGES = ("en", "es", "fr", "pt")
COMMA = ("es", "fr", "pt")


def reading(language, text):
    with translation.override(language):
        return read_number(text)


def sentence(language, text):
    with pytest.raises(ValidationError) as refusal:
        reading(language, text)
    return refusal.value.messages[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text", ["12", " 12 ", "+12", "1 200", "1\u202f200", "1\u00a0200 000", "1'200", "1’200’000"]
)
def test_digits_and_neutral_groups_are_read_alike_everywhere(language, text):
    assert reading(language, text.replace("\u00a0200 000", "\u00a0200\u00a0000")) == Decimal(
        re.sub(r"\D", "", text)
    )


@pytest.mark.parametrize(
    ("languages", "text", "value"),
    [
        (("en",), "12.5", "12.5"),
        (("en",), "1.234", "1.234"),
        (("en",), "0.125", "0.125"),
        (("en",), ".5", "0.5"),
        (("en",), "1,234.5", "1234.5"),
        (("en",), "3,500,000", "3500000"),
        (("en",), "1 234.50", "1234.50"),
        (COMMA, "12,5", "12.5"),
        (COMMA, "1,234", "1.234"),
        (COMMA, "0,125", "0.125"),
        (COMMA, ",5", "0.5"),
        (COMMA, "1.234,5", "1234.5"),
        (COMMA, "3.500.000", "3500000"),
        (COMMA, "1\u202f234,50", "1234.50"),
        (COMMA, "-1,5", "-1.5"),
        (COMMA, "\u22121,5", "-1.5"),
    ],
)
def test_a_number_is_read_as_the_language_writes_it(languages, text, value):
    for language in languages:
        assert str(reading(language, text)) == value


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("1.200", {"1200", "1.2"}),
        ("1,200", {"1200", "1.2"}),
        ("15.000", {"15000", "15"}),
        ("15,000", {"15000", "15"}),
    ],
)
def test_what_could_be_two_numbers_is_asked_and_each_answer_is_read(language, text, readings):
    with translation.override(language):
        quoted, *named = re.findall(r"\d[\d.,]*\d|\d", sentence(language, text))

        assert quoted == text
        assert {str(read_number(each.rstrip("."))) for each in named} == readings


@pytest.mark.parametrize(
    ("language", "text"), [("en", "1,234"), ("es", "1.234"), ("pt", "1.234"), ("fr", "1.234")]
)
def test_one_group_of_digits_could_be_decimals(language, text):
    assert "can be read as 1234 or as 1" in sentence(language, text)


@pytest.mark.parametrize(
    ("language", "text", "right"),
    [
        ("en", "12,5", "12.5"),
        ("en", "1.234,5", "1234.5"),
        ("en", "0,125", "0.125"),
        ("en", "1.234.567", "1234567"),
        ("es", "12.5", "12,5"),
        ("fr", "12.50", "12,50"),
        ("pt", "1,234.5", "1234,5"),
    ],
)
def test_another_notation_is_refused_with_the_right_one(language, text, right):
    assert sentence(language, text) == f"On this page “{text}” is written as {right}."


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text",
    [
        "", " ", ".", ",", "-", "1_000", "١٢", "\uff11\uff12", "1e5", "1e999", "NaN", "Infinity", "ten", "1 2", "12 34",
        "1,234,56", "1.2.3", "1 234,567 890", "1\t200", "1\n200", "1,234'567", "--1", "+-1", "1-", "0x10", "½", "1\0",
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused_in_words(language, text):
    assert "is not a number" in sentence(language, text)


@pytest.mark.parametrize("text", ["9" * 41, "0.", "9" * 100_000])
def test_a_number_has_an_end(text):
    text = text + "1" * 41 if text == "0." else text

    assert "40 digits" in sentence("en", text)


NUMBERS = some.decimals(allow_nan=False, allow_infinity=False, places=6) | some.decimals(
    min_value=-(10**7), max_value=10**7, places=3
)


@given(some.sampled_from(LANGUAGES), NUMBERS.filter(lambda value: abs(value) < 10**30))
def test_what_is_written_is_read_back_the_same(language, value):
    with translation.override(language):
        assert read_number(format_number(value)) == value


@given(some.sampled_from(LANGUAGES), NUMBERS.filter(lambda value: abs(value) < 10**30))
def test_what_is_shown_is_read_back_the_same_or_asked_and_never_as_another(language, value):
    with translation.override(language):
        try:
            read = read_number(number(value))
        except ValidationError as error:
            read = value if error.code == "two_readings" else error

        assert read == value


@pytest.mark.parametrize(
    ("language", "value", "text"),
    [
        ("en", "12", "12"),
        ("en", "15000", "15,000 (15 thousand)"),
        ("en", "3500012", "3,500,012 (3 million 500 thousand 12)"),
        ("en", "1.2", "1.2 (1 and a fraction)"),
        ("en", "0.5", "0.5 (less than 1)"),
        ("es", "1000000", "1.000.000 (1 millón)"),
        ("es", "2500000", "2.500.000 (2 millones 500 mil)"),
        ("fr", "1000", "1\u202f000 (1 mille)"),
        ("fr", "1000000", "1\u202f000\u202f000 (1 million)"),
        ("pt", "2000000000", "2.000.000.000 (2 bilhões)"),
        ("en", "9" * 20, "99,999,999,999,999,999,999 (99,999,999 trillion 999 billion 999 million 999 thousand 999)"),
    ],
)  # fmt: skip
def test_a_number_is_spelled_so_that_a_thousandfold_is_seen(language, value, text):
    with translation.override(language):
        assert number_in_words(Decimal(value)) == text
