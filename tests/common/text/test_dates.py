"""Dates are read as people of the language write them, and what could be two dates is asked."""

import datetime
import re

import pytest
from babel.dates import format_date
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as some

from common.text.dates import LANGUAGES, iso_text
from common.text.language import locale

DAY_FIRST = ("es", "fr", "pt")
# Babel knows no year before the first.
DAYS = some.dates(min_value=datetime.date(1900, 1, 1), max_value=datetime.date(2100, 1, 1))


def sentence(text):
    with pytest.raises(ValidationError) as refusal:
        iso_text(text)
    return refusal.value.messages[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2009", "2009"),
        ("2009-07", "2009-07"),
        ("2009-7-4", "2009-07-04"),
        ("2009/07/04", "2009-07-04"),
        ("14/07/2009", "2009-07-14"),
        ("14.07.2009", "2009-07-14"),
        ("14-07-2009", "2009-07-14"),
        ("14 07 2009", "2009-07-14"),
        ("05/05/2009", "2009-05-05"),
        ("7/2009", "2009-07"),
        ("July 2009", "2009-07"),
        ("JULIO DE 2009", "2009-07"),
        ("juillet 2009", "2009-07"),
        ("julho de 2009", "2009-07"),
        ("14 July 2009", "2009-07-14"),
        ("14-Jul-2009", "2009-07-14"),
        ("July 14, 2009", "2009-07-14"),
        ("14th of July 2009", "2009-07-14"),
        ("14 de julio de 2009", "2009-07-14"),
        ("1er août 2009", "2009-08-01"),
        ("aout 2009", "2009-08"),
        ("1º de março de 2009", "2009-03-01"),
        ("Q3 2009", "2009-Q3"),
        ("q3/2009", "2009-Q3"),
        ("T3 2009", "2009-Q3"),
        ("3T 2009", "2009-Q3"),
        ("2009-Q3", "2009-Q3"),
        ("2009 T3", "2009-Q3"),
        ("3.er trimestre de 2009", "2009-Q3"),
        ("2008-10-01/2009-04-07", "2008-10-01/2009-04-07"),
        ("2008/2009", "2008/2009"),
        ("1 Oct 2008 – 7 Apr 2009", "2008-10-01/2009-04-07"),
        ("1 Oct 2008\u2009–\u20097 Apr 2009", "2008-10-01/2009-04-07"),
        ("October 2008 to April 2009", "2008-10/2009-04"),
        ("2008-10-01 - 2009-04-07", "2008-10-01/2009-04-07"),
        ("  July \u00a0 2009 ", "2009-07"),
    ],
)
def test_what_people_write_is_read_in_every_language(language, text, iso):
    with translation.override(language):
        assert iso_text(text) == iso


@pytest.mark.parametrize("language", DAY_FIRST)
@pytest.mark.parametrize("text", ["03/04/2009", "3.4.2009", "3-4-2009"])
def test_the_day_comes_first_where_the_language_says_so(language, text):
    with translation.override(language):
        assert iso_text(text) == "2009-04-03"


def test_in_english_the_order_is_asked_and_each_answer_is_read():
    named = re.search(r"can be read as (.+?) or as (.+?)\. ", sentence("03/04/2009")).groups()

    assert [iso_text(each) for each in named] == ["2009-04-03", "2009-03-04"]


def test_in_english_a_day_after_the_twelfth_tells_the_order():
    assert iso_text("07/14/2009") == iso_text("14/07/2009") == "2009-07-14"


@pytest.mark.parametrize("language", DAY_FIRST)
def test_another_order_is_refused_with_the_right_one(language):
    with translation.override(language):
        right = re.search(r"(\d{1,2} \D+ \d{4})\.$", sentence("07/14/2009"))[1]

        assert iso_text(right) == "2009-07-14"


def test_a_year_has_four_digits():
    assert sentence("14/07/09") == "Write the year of “14/07/09” with four digits."


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "14", "2008/09", "31/02/2009", "1/2/3", "Smarch 2009", "١٤/07/2009", "２００９", "FY2021"],
)  # fmt: skip
def test_what_is_no_date_stays_as_it_is(text):
    assert iso_text(text) == text


@given(some.sampled_from(LANGUAGES), DAYS, some.sampled_from(["short", "medium", "long"]))
def test_a_day_as_the_language_writes_it_is_read_or_asked_and_never_another(language, day, width):
    with translation.override(language):
        # A year of two digits, as in some short forms, is asked for.
        text = format_date(day, width, locale=locale())
        try:
            read = iso_text(text)
        except ValidationError as error:
            assert width == "short", error  # noqa: PT017
            read = day.isoformat()

        assert read == day.isoformat()
