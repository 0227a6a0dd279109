"""Dates as precise as they are known, and no more."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as some

from measures.partial_date import EARLIEST, PartialDate, Precision, check_not_future, newest_day

DAY = datetime.date
DAYS = some.dates(min_value=EARLIEST)


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("", None, None, "unknown"),
        ("  ", None, None, "unknown"),
        ("2009", DAY(2009, 1, 1), DAY(2009, 12, 31), "year"),
        ("2009-Q3", DAY(2009, 7, 1), DAY(2009, 9, 30), "quarter"),
        ("2009-q4", DAY(2009, 10, 1), DAY(2009, 12, 31), "quarter"),
        ("2008-02", DAY(2008, 2, 1), DAY(2008, 2, 29), "month"),
        ("2009-12", DAY(2009, 12, 1), DAY(2009, 12, 31), "month"),
        ("2009-07-14", DAY(2009, 7, 14), DAY(2009, 7, 14), "day"),
        ("2008-10-01/2009-04-07", DAY(2008, 10, 1), DAY(2009, 4, 7), "range"),
        ("2008/2009-Q1", DAY(2008, 1, 1), DAY(2009, 3, 31), "range"),
    ],
)
def test_what_can_be_written(text, first, last, precision):
    assert PartialDate.parse(text) == PartialDate(first, last, precision)


@pytest.mark.parametrize(
    "text",
    [
        "yesterday",
        "2009-13",
        "2009-02-30",
        "2009-Q5",
        "0000",
        "09",
        "2009-7-4",
        "/",
        "2009/",
        "1/2/3",
        "\0",
        "14/07/2009",
        "July 2009",
        "14.07.2009",
        "Q3 2009",
        "FY2009",
    ],
)
def test_the_notation_of_programs_is_iso_8601_alone_and_what_is_not_is_repeated_whole(text):
    with pytest.raises(ValidationError) as refusal:
        PartialDate.parse(text)

    assert refusal.value.messages[0].startswith(f"“{text}” is not a date. Write 2009-07-14, ")


def test_a_stretch_does_not_run_backwards():
    with pytest.raises(ValidationError, match="The end is before the start"):
        PartialDate.parse("2009-04-07/2008-10-01")


@given(DAYS, some.sampled_from(["day", "month", "quarter", "year"]))
def test_what_is_written_reads_back_the_same(day, precision):
    first = {
        "day": day,
        "month": day.replace(day=1),
        "quarter": DAY(day.year, (day.month - 1) // 3 * 3 + 1, 1),
        "year": DAY(day.year, 1, 1),
    }[precision]
    date = PartialDate.starting(first, Precision(precision))

    assert date.first <= day <= date.last
    assert PartialDate.parse(str(date)) == date


@given(DAYS, DAYS)
def test_stretches_read_back_the_same(one, other):
    date = PartialDate(min(one, other), max(one, other), Precision.RANGE)

    assert PartialDate.parse(str(date)) == date


@pytest.mark.parametrize(
    ("text", "refused"), [("2026-11-20", False), ("2026-11-21", True), ("2026", False), ("2027", True)]
)
def test_results_are_of_the_past(text, refused):
    date = PartialDate.parse(text)

    if refused:
        with pytest.raises(ValidationError, match="is in the future"):
            check_not_future(date, DAY(2026, 11, 20))
    else:
        check_not_future(date, DAY(2026, 11, 20))


@pytest.mark.parametrize(
    ("instant", "refused"),
    [
        pytest.param("2026-11-28T13:06:00+00:00", False, id="begun-in-kiritimati"),
        pytest.param("2026-11-28T10:00:00+00:00", False, id="begins-in-kiritimati"),
        pytest.param("2026-11-28T09:59:59+00:00", True, id="not-yet-anywhere"),
        pytest.param("2026-11-28T23:59:59-12:00", False, id="over-elsewhere"),
    ],
)
def test_a_day_is_in_the_future_until_it_has_begun_somewhere_on_earth(instant, refused):
    today = newest_day(datetime.datetime.fromisoformat(instant))

    if refused:
        with pytest.raises(ValidationError, match="is in the future"):
            check_not_future(PartialDate.parse("2026-11-29"), today)
    else:
        check_not_future(PartialDate.parse("2026-11-29"), today)
