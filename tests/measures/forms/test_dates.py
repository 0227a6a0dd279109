"""A partial date in one field: as written, and as shown again."""

import pytest
from django import forms

from measures.forms.dates import PartialDateField
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

    assert "“14 July” is not a date. Write 2009-07-14" in form.errors["date"][0]
    assert form["date"].value() == "14 July"


@pytest.mark.parametrize(("typed", "changed"), [("2009-07", False), ("2009-08", True), ("", True)])
def test_only_another_date_is_a_change(typed, changed):
    form = DateForm({"date": typed}, initial={"date": PartialDate.parse("2009-07")})

    assert form.has_changed() is changed
