from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dashboards import charts
from dashboards.arrangement import arranged, below
from dashboards.headlines import tiles
from figures.question.question import Question
from measures.models import Measure
from operations.models import Operation

LATEST = 8
# What the trend shows, where it has a year: the measure, the stage and the unit of its figures.
TRENDS = (("CASH", "seized", "money"), ("NARC", "seized", "KGM"), ("PEOPLE.ARRESTED", "outcome", "C62"))


def overview(request: HttpRequest) -> HttpResponse:
    """Everything that the reader may see, added up."""
    reader = request.user
    operations = Operation.objects.visible_to(reader)
    shown, answered = tiles(Question(), reader)
    return render(
        request,
        "dashboards/overview.html",
        {
            "operations_count": operations.count(),
            **arranged(shown),
            "left_out": below(shown, answered),
            "trend": trend(shown, reader),
            "map": charts.participating(operations),
            "latest": operations.prefetch_related("participations__agency")[:LATEST],
        },
    )


def trend(shown, reader):
    """The first of the trends that has anything to draw."""
    currency = next((tile.unit for tile in shown if tile.unit not in ("KGM", "LTR", "C62")), "")
    for code, stage, unit in TRENDS:
        measure = Measure.objects.filter(code=code).first()
        chart = measure and charts.by_year(measure, stage, currency if unit == "money" else unit, reader)
        if chart:
            return chart
    return None
