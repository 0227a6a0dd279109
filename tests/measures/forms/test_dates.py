"""A partial date in one field: as written, and as shown again."""

import re

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation

from measures.formats import partial_date
from measures.forms.dates import PartialDateField, read_date
from measures.forms.periods import read_period
from measures.partial_date import PartialDate


class DateForm(forms.Form):
    date = PartialDateField()


@pytest.mark.parametrize("text", ["", "2009", "2009-Q3", "2009-07", "2009-07-14", "2008-10-01/2009-04-07"])
def test_what_is_written_is_read_and_shown_again(text):
    form = DateForm({"date": f" {text} "})

    assert form.is_valid()
    assert form.cleaned_data["date"] == PartialDate.parse(text)
    assert DateForm(initial={"date": form.cleaned_data["date"]})["date"].value() == text


def test_what_is_no_date_is_refused_with_the_way_to_write_one_and_kept_as_typed():
    form = DateForm({"date": "14 July"})

    assert "“14 July” is not a date. Write 14 July 2009, 2009-07-14" in form.errors["date"][0]
    assert form["date"].value() == "14 July"


@pytest.mark.parametrize(("typed", "changed"), [("2009-07", False), ("2009-08", True), ("", True)])
def test_only_another_date_is_a_change(typed, changed):
    form = DateForm({"date": typed}, initial={"date": PartialDate.parse("2009-07")})

    assert form.has_changed() is changed


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("July 2026", "2026-07"),
        ("julio de 2026", "2026-07"),
        ("14/07/2009", "2009-07-14"),
        ("14.07.2026", "2026-07-14"),
        ("2026-7-4", "2026-07-04"),
        ("Q3 2026", "2026-Q3"),
        ("1 Oct 2008 – 7 Apr 2009", "2008-10-01/2009-04-07"),
    ],
)
def test_a_date_is_read_as_people_write_it(text, read):
    form = DateForm({"date": text})

    assert form.is_valid()
    assert str(form.cleaned_data["date"]) == read


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("31/02/2009", "“31/02/2009” is not a date."),
        ("03/04/2009", "3 April 2009 or as 4 March 2009"),
        ("14/07/09", "four digits"),
        ("2009-04-07/2008-10-01", "The end is before the start."),
    ],
)
def test_what_cannot_be_read_is_repeated_as_it_was_typed(text, sentence):
    assert sentence in DateForm({"date": text}).errors["date"][0]


@pytest.mark.parametrize("language", ["en", "es", "fr", "pt"])
@pytest.mark.parametrize("date", ["2009", "2009-Q3", "2009-07", "2009-07-14", "2008-10-01/2009-04-07"])
def test_a_date_is_read_back_as_pages_write_it(language, date):
    with translation.override(language):
        assert str(read_date(partial_date(date))) == date


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2009-Q3", "2009-Q3"),
        ("US FY2021", "2020-10-01/2021-09-30"),
        ("uk fy2021", "2021-04-01/2022-03-31"),
        ("AU FY 2021", "2020-07-01/2021-06-30"),
    ],
)
def test_a_period_may_be_a_fiscal_year(text, read):
    assert str(read_period(text)) == read


def test_whose_fiscal_year_is_asked_and_each_answer_is_read():
    with pytest.raises(ValidationError) as refusal:
        read_period("FY2021")

    readings = re.findall(r"([A-Z]{2} FY2021) \((\S+)\)", refusal.value.messages[0])
    assert len(readings) == 5
    assert all(str(read_period(answer)) == days for answer, days in readings)
