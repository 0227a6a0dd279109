from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dashboards import charts
from dashboards.words.labels import Measures
from dashboards.words.tiles import tiles_context
from figures.answer.query import answer
from figures.ledger.snapshot import one_snapshot
from figures.question.question import Question
from measures.models import Measure
from operations.models import Operation
from operations.sharing import Reader

LATEST = 8
# The measure, the stage and the unit of the figures that the trend shows; money is in the reporting currency.
TRENDS = (("CASH", "seized", ""), ("NARC", "seized", "KGM"), ("PEOPLE.ARRESTED", "outcome", "IE"))


def overview(request: HttpRequest) -> HttpResponse:
    """The total of everything that the reader may see, as of one instant."""
    with one_snapshot():
        return _page(request)


def _page(request: HttpRequest) -> HttpResponse:
    reader = request.user
    operations = Operation.objects.visible_to(reader)
    whole, by_measure = answer(Question(), reader), answer(Question(by=("measure",)), reader)
    measures = Measures([*whole.figures, *by_measure.figures])
    return render(
        request,
        "dashboards/overview.html",
        {
            "operations_count": operations.count(),
            **tiles_context(whole, by_measure, measures),
            "trend": trend(reader),
            "map": charts.participating(operations, charts.operations_with),
            "latest": operations.prefetch_related("participations__agency")[:LATEST],
        },
    )


def trend(reader: Reader) -> charts.Chart | None:
    """The first trend that has data, as a chart."""
    for code, stage, unit in TRENDS:
        measure = Measure.objects.filter(code=code).first()
        if measure and (chart := charts.by_year(measure, stage, unit or settings.REPORTING_CURRENCY, reader)):
            return chart
    return None
