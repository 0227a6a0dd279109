"""Dates of files, in the formats that the mapping states and in no other order."""

import datetime
from decimal import Decimal

import pytest

from imports.mapping.dates import date_text, period_text
from imports.mapping.errors import Unclear


@pytest.mark.parametrize(
    ("cell", "formats", "date"),
    [
        ("2021-7-6", ("%Y-%m-%d",), "2021-07-06"),
        ("September 26, 2016", ("%Y-%m-%d", "%B %d, %Y"), "2016-09-26"),
        ("03/04/2017", ("%m/%d/%Y",), "2017-03-04"),
        ("03/04/2017", ("%d/%m/%Y",), "2017-04-03"),
        ("07/01/2017 12:00:00 AM", ("%m/%d/%Y %I:%M:%S %p",), "2017-07-01"),
        ("2014-05-23T00:00:00", (), "2014-05-23"),
        ("2017-03", (), "2017-03"),
        ("03/2017", ("%m/%Y",), "2017-03"),
        ("2017-Q3", (), "2017-Q3"),
        ("2017", (), "2017"),
        ("2017-01-20/2017-01-21", ("%d.%m.%Y",), "2017-01-20/2017-01-21"),
        (datetime.date(2017, 3, 4), (), "2017-03-04"),
        (datetime.datetime(2017, 3, 4, 5, 6, tzinfo=datetime.UTC), (), "2017-03-04"),
        (Decimal(42798), (), "2017-03-04"),
        (Decimal(20170304), ("%Y%m%d",), "2017-03-04"),
        (Decimal(2017), (), "2017"),
    ],
)
def test_dates_are_as_precise_as_their_format(cell, formats, date):
    assert date_text(cell, formats) == date


@pytest.mark.parametrize(
    ("cell", "formats"),
    [
        ("31/02/2017", ("%d/%m/%Y",)),
        ("13/01/2017", ("%m/%d/%Y",)),
        ("2017-02-30", ()),
        ("soon", ()),
        (Decimal(5), ()),
    ],
)
def test_days_that_are_not_there_are_refused(cell, formats):
    with pytest.raises(Unclear):
        date_text(cell, formats)


@pytest.mark.parametrize(
    ("parts", "first_month", "date"),
    [
        ({"fiscal_year": "2021", "month": "OCT"}, 10, "2020-10"),
        ({"fiscal_year": "2021", "month": "SEP"}, 10, "2021-09"),
        ({"fiscal_year": "FY2021", "month": ""}, 10, "2020-10-01/2021-09-30"),
        ({"fiscal_year": "2021"}, 1, "2021"),
        ({"fiscal_year": "2021", "month": "3"}, 4, "2021-03"),
        ({"year": "2019", "month": "abril"}, 1, "2019-04"),
        ({"year": "2019", "month": "4", "day": "5"}, 1, "2019-04-05"),
        ({"year": "2019.0"}, 1, "2019"),
        ({"year": ""}, 1, ""),
    ],
)
def test_periods_come_from_columns_of_their_own(parts, first_month, date):
    assert period_text(parts, first_month) == date


@pytest.mark.parametrize(
    "parts",
    [{"year": "19"}, {"year": "2019", "month": "13"}, {"year": "2019", "month": "2", "day": "30"},
     {"year": "", "month": "2"}, {"year": "2019", "day": "2"}],
)  # fmt: skip
def test_periods_that_are_none_are_refused(parts):
    with pytest.raises(Unclear):
        period_text(parts, 1)
