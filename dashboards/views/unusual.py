"""Signals: months with more or fewer records than chance explains, each with its chart, and its explanation."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agencies.requests import SignedInRequest
from analysis.models import Signal, WatchedSeries
from analysis.unusual.explaining import explain, reopen
from analysis.unusual.series import STAGES
from analysis.unusual.shown import current_signals
from common.errors import Invalid, Refused
from common.pages.paging import Page
from common.text.numbers import number
from dashboards.charts.banded import Band, DrawnLine, banded
from dashboards.charts.chart import Chart
from dashboards.words.questions import sentences_of
from figures.question.question import Question
from measures import formats
from measures.partial_date import PartialDate

PAGE = 25


def signals_page(request: SignedInRequest) -> HttpResponse:
    """The signals of what every reader may read, the latest first."""
    explained = request.GET.get("show") == "explained"
    found = current_signals().filter(explained_at__isnull=not explained)
    page = Page(found, request.GET.get("page"), PAGE)
    context = {
        "rows": [_row(signal) for signal in page.rows],
        "page": page,
        "explained": explained,
        "watched": WatchedSeries.objects.count(),
    }
    return render(request, "dashboards/unusual/list.html", context)


def signal_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """One signal: the series with the interval, and the form that explains it."""
    signal = get_object_or_404(current_signals(), pk=pk)
    context = {"row": _row(signal), "chart": _chart(signal.series), "may_explain": request.user.enters}
    return render(request, "dashboards/unusual/detail.html", context)


@require_POST
def signal_explained(request: SignedInRequest, pk: int) -> HttpResponse:
    """Explains the signal, or with `reopen` takes the explanation back."""
    signal, act = get_object_or_404(current_signals(), pk=pk), reopen if "reopen" in request.POST else explain
    try:
        act(signal, request.POST.get("reason", ""), by=request.user)
    except (Invalid, Refused) as refusal:
        messages.error(request, " ".join(sentences_of(refusal)))
    else:
        messages.success(request, _("That is recorded."))
    return redirect("signal", pk=pk)


def _row(signal: Signal) -> dict[str, Any]:
    series = signal.series
    point = next(each for each in series.points if each["month"] == signal.month)
    return {
        "signal": signal,
        "month": formats.partial_date(signal.month),
        "measure": _(series.measure.name),
        "country": str(series.country),
        "count": point["count"],
        "mean": _number(point["mean"]),
        "expected": _interval(point),
        "records": _records(series, signal.month),
    }


def _number(value: float) -> str:
    return number(Decimal(str(value)))


def _interval(point: dict[str, Any]) -> str:
    return f"{point['low']}–{point['high']}" if "low" in point else ""


def _records(series: WatchedSeries, month: str) -> str:
    period = PartialDate.parse(month)
    question = Question(
        measure=(series.measure.code,), country=(str(series.country.code),), stage=STAGES, alone=True
    )
    return question.narrowed(first=period.first, last=period.last).address(reverse("evidence"))


def _chart(series: WatchedSeries) -> Chart:
    points = series.points
    unusual = ", ".join(formats.partial_date(each["month"]) for each in points if each.get("signal"))
    names = {"measure": _(series.measure.name), "country": str(series.country)}
    return banded(
        [formats.partial_date(each["month"]) for each in points],
        [_counted(series), _mean(points)],
        [_band(points)],
        title=_("%(measure)s in %(country)s: records by month") % names,
        unit=_("records"),
        summary=_("Unusual: %(months)s.") % {"months": unusual},
    )


def _counted(series: WatchedSeries) -> DrawnLine:
    return DrawnLine(
        _("Records"),
        [each["count"] for each in series.points],
        [str(each["count"]) for each in series.points],
        [_records(series, each["month"]) for each in series.points],
    )


def _mean(points: list[dict[str, Any]]) -> DrawnLine:
    texts = [_number(each["mean"]) if "mean" in each else "" for each in points]
    return DrawnLine(_("Expected"), [each.get("mean") for each in points], texts)


def _band(points: list[dict[str, Any]]) -> Band:
    lows, highs = ([each.get(end) for each in points] for end in ("low", "high"))
    return Band(_("No signal between"), lows, highs, [_interval(each) for each in points])
