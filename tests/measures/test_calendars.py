import datetime

import pytest

from measures.calendars import CALENDARS


@pytest.mark.parametrize(
    ("code", "year", "label"),
    [
        ("calendar", 2009, "2009 (2009-01-01 to 2009-12-31)"),
        ("us", 2009, "FY2009 (2008-10-01 to 2009-09-30)"),
        ("uk", 2009, "FY2009 (2009-04-01 to 2010-03-31)"),
        ("au", 2009, "FY2009 (2008-07-01 to 2009-06-30)"),
    ],
)
def test_a_label_prints_both_its_dates(code, year, label):
    assert CALENDARS[code].label(year) == label


@pytest.mark.parametrize("code", CALENDARS)
def test_the_shift_brings_every_month_into_its_year(code):
    calendar = CALENDARS[code]
    first, last = calendar.dates(2009)

    for month in range(12):
        day = datetime.date(
            first.year + (first.month - 1 + month) // 12, (first.month - 1 + month) % 12 + 1, 15
        )
        assert first <= day <= last
        assert (day.year * 12 + day.month - 1 + calendar.shift) // 12 == 2009
