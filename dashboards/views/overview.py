from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from agencies.preferences import preferred
from agencies.requests import SignedInRequest
from dashboards.charts.explored import trend_of
from dashboards.charts.results_map import results_map
from dashboards.explore.choices import calendars
from dashboards.explore.saved import pinned_tiles
from dashboards.explore.sentences import question_sentence
from dashboards.explore.table import address_of_series
from dashboards.overview.attention import needs_attention
from dashboards.overview.headlines import Headline, Headlines
from dashboards.overview.periods import ALL, OverviewPeriod, overview_period, overview_periods
from dashboards.words.labels import OUTCOME, Measures
from dashboards.words.notes import left_out
from dashboards.words.stages import stage_tables
from dashboards.words.tiles import converted
from figures.answer.query import Answer, answer
from figures.ledger.snapshot import instant_of_snapshot, one_snapshot
from figures.question.question import Question
from operations.models import Operation
from operations.sharing import Reader

LATEST = 5
OWN = "own"


def overview(request: SignedInRequest) -> HttpResponse:
    """The results of a period that the reader may see, as of one instant."""
    with one_snapshot():
        return _page(request)


def _page(request: SignedInRequest) -> HttpResponse:
    reader, sent = request.user, request.GET
    agency = reader.agency.code if sent.get("whose") == OWN and reader.agency else ""
    today = instant_of_snapshot().date()
    calendar = sent.get("calendar") or preferred(reader, "calendar")
    period = overview_period(sent.get("period", ""), calendar, today)
    whole = answer(period.question(agency), reader)
    if not whole.figures and not sent.get("period") and period.code != ALL:
        # Of an archive nothing may be as young as that; whoever chose nothing sees what there is.
        period = overview_period(ALL, calendar, today)
        whole = answer(period.question(agency), reader)
    operations = Operation.objects.visible_to(reader)
    context = _figures(request, whole, period) | {
        "sentence": capfirst(question_sentence(whole.question, reader)),
        "periods": overview_periods(),
        "period": period.code,
        "calendars": calendars(),
        "calendar": period.calendar,
        "whose": OWN if agency else "all",
        "attention": needs_attention(reader),
        "pinned": pinned_tiles(reader),
        "operations_count": operations.count(),
        "latest": operations.prefetch_related("participations__agency")[:LATEST],
    }
    return render(request, "dashboards/overview.html", context)


def _figures(request: SignedInRequest, whole: Answer, period: OverviewPeriod) -> dict[str, Any]:
    """The figures of the overview: totals, by measure, by time, of the period before; each answered once."""
    reader, question = request.user, whole.question
    by_measure = answer(question.narrowed(by=("measure",)), reader)
    waiting = answer(question.narrowed(status="unverified"), reader)
    trend = answer(question.narrowed(by=(period.time,)), reader)
    before = _before(question, period, reader)
    known = [whole, by_measure, waiting, *([before] if before else [])]
    measures = Measures([figure for answered in known for figure in answered.figures])
    headlines = Headlines(whole, by_measure, measures)
    headlines.add_waiting(waiting)
    headlines.add_trend(trend, period.time)
    if before:
        headlines.compare(before)
    found = headlines.every()
    return {
        "headlines": found,
        "stages": stage_tables(whole, by_measure, measures),
        "figures_count": len(whole.figures),
        "converted": converted(
            (measures.label(each), map(_, sorted(each.methods))) for each in whole.figures
        ),
        "left_out": left_out(whole),
        **_drawn(request, found, question, trend),
    }


def _before(question: Question, period: OverviewPeriod, reader: Reader) -> Answer | None:
    if period.before is None:
        return None
    first, last = period.before
    return answer(question.narrowed(first=first, last=last), reader)


def _drawn(
    request: SignedInRequest, headlines: list[Headline], question: Question, trend: Answer
) -> dict[str, Any]:
    """The trend and the map of one headline: the one in the address, else the first."""
    drawn = next((each for each in headlines if each.address == request.GET.get("figure")), None)
    drawn = drawn or next(iter(headlines), None)
    if drawn is None or not drawn.figure.unit:
        return {"drawn": "", "trend": None, "map": None}
    figure = drawn.figure
    of_figure = question.narrowed(
        measure=(figure.cell["measure"],), stage=(figure.cell["stage"] or OUTCOME,), unit=figure.unit
    )
    return {
        "drawn": address_of_series(figure),
        "trend": trend_of(trend, request.user, figure),
        "map": results_map(of_figure, figure, request.user),
    }
