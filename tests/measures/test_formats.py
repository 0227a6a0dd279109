from decimal import Decimal

import pytest
from django.utils import translation

from measures import formats


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("value", "qualifier", "text"),
    [
        pytest.param("0", "exact", "0", id="zero"),
        pytest.param("17185", "exact", "17,185", id="grouped"),
        pytest.param("999999", "exact", "999,999", id="six-digits-stay"),
        pytest.param("1000000", "exact", "1 million", id="a-million"),
        pytest.param("155000000", "exact", "155 million", id="millions"),
        pytest.param("999999999", "exact", "1 billion", id="rounded-into-the-next-name"),
        pytest.param("4567890", "exact", "4.57 million", id="rounded"),
        pytest.param("4567890", "at_least", "4.56 million", id="a-lower-bound-is-never-raised"),
        pytest.param("4561000", "at_most", "4.57 million", id="an-upper-bound-is-never-lowered"),
        pytest.param("1" + "0" * 38, "exact", "100" + ",000" * 8 + " trillion", id="enormous"),
        pytest.param("2993.7096", "exact", "2,993.71", id="two-decimals"),
        pytest.param("0.000123456", "exact", "0.000123", id="small-amounts-keep-three-digits"),
    ],
)
def test_a_headline_is_short_and_stays_true(value, qualifier, text):
    assert formats.short(Decimal(value), qualifier) == text


@pytest.mark.parametrize(
    ("language", "short", "exact"),
    [
        ("en", "US$155 million", "US$155,000,000"),
        ("es", "155 millones\xa0US$", "155.000.000\xa0US$"),
        ("fr", "155 millions\xa0$US", "155\u202f000\u202f000\xa0$US"),
        ("pt", "US$\xa0155 milhões", "US$\xa0155.000.000"),
    ],
)
def test_money_reads_as_the_language_writes_it(language, short, exact):
    with translation.override(language):
        assert formats.headline(Decimal(155000000), "USD", "exact") == short
        assert formats.with_unit(Decimal(155000000), "USD") == exact


@pytest.mark.parametrize(
    ("value", "currency", "text"),
    [
        pytest.param("1234.5", "EUR", "€1,234.50", id="minor-units"),
        pytest.param("1234.56789", "USD", "US$1,234.56789", id="never-rounded"),
        pytest.param("1000", "JPY", "JP¥1,000", id="no-minor-units"),
        pytest.param("41000", "COP", "COP\xa041,000", id="a-code-stands-apart"),
    ],
)
def test_money_is_exact(value, currency, text):
    assert formats.money(Decimal(value), currency) == text


@pytest.mark.parametrize(
    ("value", "currency", "qualifier", "text"),
    [
        pytest.param("349775.69955", "USD", "exact", "US$349,775.70", id="minor-units"),
        pytest.param("349775.69955", "USD", "at_least", "more than US$349,775.69", id="a-bound-stays-true"),
        pytest.param("349775.691", "USD", "at_most", "nearly US$349,775.70", id="an-upper-bound-too"),
        pytest.param("1000.4", "JPY", "exact", "JP¥1,000", id="no-minor-units"),
        pytest.param("0.0004", "USD", "exact", "US$0.0004", id="little-is-not-nothing"),
    ],
)
def test_money_is_shown_to_the_minor_unit_of_its_currency(value, currency, qualifier, text):
    assert formats.figure(Decimal(value), currency, qualifier) == text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "US$12,345,678 trillion"),
        ("es", "12.345.678 billones\xa0US$"),
        ("fr", "12\u202f345\u202f678 billions\xa0$US"),
        ("pt", "US$\xa012.345.678 trilhões"),
    ],
)
def test_what_has_no_name_is_grouped(language, text):
    with translation.override(language):
        assert formats.headline(Decimal(12345678) * 10**12, "USD", "exact") == text


def test_a_long_decimal_keeps_every_digit():
    value = Decimal("12345678901234567890.123456789")

    assert formats.with_unit(value, "KGM") == "12,345,678,901,234,567,890.123456789\xa0kg"
    assert formats.plain(value) == "12345678901234567890.123456789"


@pytest.mark.parametrize(
    ("unit", "counted_in", "text"),
    [
        ("KGM", "", "630\xa0kg"),
        ("LTR", "", "630\xa0L"),
        ("C62", "weapons", "630\xa0weapons"),
        ("C62", "", "630"),
    ],
)
def test_a_count_is_named_by_what_it_counts(unit, counted_in, text):
    assert formats.with_unit(Decimal(630), unit, counted_in) == text


@pytest.mark.parametrize(
    ("language", "value", "text"),
    [
        ("en", "1", "1\xa0person"),
        ("en", "0", "0\xa0persons"),
        ("en", "1.5", "1.5\xa0persons"),
        ("en", "21", "21\xa0persons"),
        ("es", "1", "1\xa0persona"),
        ("fr", "0", "0\xa0personne"),
        ("fr", "2", "2\xa0personnes"),
        ("pt", "1", "1\xa0pessoa"),
        ("pt", "3", "3\xa0pessoas"),
    ],
)
def test_one_is_not_named_in_the_plural(language, value, text):
    with translation.override(language):
        assert formats.with_unit(Decimal(value), "C62", "persons") == text


@pytest.mark.parametrize(
    ("qualifier", "text"),
    [
        ("exact", "US$3,500,000"),
        ("at_least", "more than US$3,500,000"),
        ("at_most", "nearly US$3,500,000"),
        ("approximately", "about US$3,500,000"),
    ],
)
def test_qualifiers_are_spelled_out(qualifier, text):
    assert formats.figure(Decimal(3_500_000), "USD", qualifier) == text


def test_how_many_there_are_is_grouped_in_a_phrase():
    assert formats.count_phrase("%d records", 17169) == "17,169 records"
    with translation.override("es"):
        assert formats.count_phrase("%d registros", 1234567) == "1.234.567 registros"


def test_unknown_is_not_zero():
    assert formats.figure(None, "USD") == "not stated"
    assert formats.figure(Decimal(0), "USD") == "US$0"


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("2009", "2009"),
        ("2009-Q3", "Q3 2009"),
        ("2009-07", "July 2009"),
        ("2009-07-14", "14 July 2009"),
        ("2008-10-01/2009-04-07", "1 Oct 2008\u2009–\u20097 Apr 2009"),
        ("", "date not stated"),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(stored, text):
    assert formats.partial_date(stored) == text


def test_what_a_total_lacks_is_said_in_numbers():
    assert formats.what_is_missing(unquantified=2, unvalued=0, undated=1) == [
        "2 without a quantity",
        "1 without a date",
    ]


@pytest.mark.parametrize("code", ["USD", "EUR", "STN"])
def test_a_bare_code_of_three_letters_is_a_currency(code):
    assert formats.is_currency(code)


@pytest.mark.parametrize("code", ["KGM", "LTR", "C62"])
def test_the_canonical_units_are_no_currencies(code):
    assert not formats.is_currency(code)
