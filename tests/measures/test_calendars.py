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


@pytest.mark.parametrize("code", CALENDARS)
@pytest.mark.parametrize("year", [0, 1, 9998, 9999, 10000])
def test_the_first_and_the_last_years_there_are_end_with_their_days(code, year):
    shift = CALENDARS[code].shift
    months = [number for number in range(12, 12 * 10000) if (number + shift) // 12 == year]
    if not months:
        return
    first, last = CALENDARS[code].dates(year)

    assert (first.year, first.month) == (months[0] // 12, months[0] % 12 + 1)
    assert (last.year, last.month) == (months[-1] // 12, months[-1] % 12 + 1)
