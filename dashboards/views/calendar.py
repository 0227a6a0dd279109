"""The calendar of a month, the timeline of a year, and the calendar as a file."""

import datetime
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from agencies.requests import SignedInRequest
from common.files import as_csv
from common.pages.paging import Page
from common.text.parameters import parameters_of
from dashboards.calendar.events import events_between
from dashboards.calendar.form import YEARS, CalendarForm
from dashboards.calendar.month import last_of, weeks_of
from dashboards.calendar.timeline import operations_in, timeline_rows
from figures.answer.marking import strictest_readable

COLUMNS = ("date", "kind", "operation", "title", "period", "detail")
DAY = datetime.timedelta(days=1)


def calendar_page(request: SignedInRequest) -> HttpResponse:
    """The month with its events, in a grid and as a list; the list may be narrowed to one day."""
    form = _form(request)
    first = form.first
    # What cannot be read filters nothing, and says so.
    events = events_between(first, last_of(first), form.narrowed, form.kinds) if form.is_valid() else []
    asked = request.GET.get("day", "")
    listed = [each for each in events if not asked or str(each.day) == asked]
    context = {
        "form": form,
        "month": weeks_of(first, events, timezone.localdate()),
        "before": _beside(first - DAY),
        "after": _beside(last_of(first) + DAY),
        "page": Page(_Counted(listed), request.GET.get("page")),
        "day": asked,
    }
    return render(request, "dashboards/calendar/month.html", context)


def timeline_page(request: SignedInRequest) -> HttpResponse:
    """The operations of a year as bars."""
    form = _form(request)
    year = form.first.year
    found = operations_in(year, form.narrowed) if form.is_valid() else []
    page = Page(found if form.is_valid() else _Counted([]), request.GET.get("page"))
    context = {
        "form": form,
        "year": year,
        "page": page,
        "rows": timeline_rows(page.rows, year, form.narrowed, form.kinds),
        "before": f"{year - 1}-01" if year > YEARS[0] else "",
        "after": f"{year + 1}-01" if year + 1 < YEARS[1] else "",
    }
    return render(request, "dashboards/calendar/timeline.html", context)


def calendar_csv(request: SignedInRequest) -> HttpResponseBase:
    """The events of the month as a file."""
    form = _form(request)
    first = form.first
    events = events_between(first, last_of(first), form.narrowed, form.kinds) if form.is_valid() else []
    rows = (
        [
            each.day or f"{each.month:%Y-%m}",
            each.kind.value,
            each.operation.code if each.operation else "",
            each.title,
            each.period,
            each.detail,
        ]
        for each in events
    )
    return as_csv("calendar", COLUMNS, rows, marking=strictest_readable(request.user))


class _Counted(list[Any]):
    """A list that a page can count as it counts a queryset."""

    def count(self, *_value: Any) -> int:
        return len(self)


def _form(request: SignedInRequest) -> CalendarForm:
    form = CalendarForm(parameters_of(request.GET), reader=request.user)
    form.is_valid()
    return form


def _beside(day: datetime.date) -> str:
    return f"{day:%Y-%m}" if YEARS[0] <= day.year < YEARS[1] else ""
