"""A map of the countries that take part in operations."""

from collections.abc import Callable
from decimal import Decimal

from django.db.models import Count, F, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.models import Country
from common.text.language import collated
from dashboards.charts.chart import Cell, Chart, ChartRow
from figures.question.question import Question
from measures import formats
from operations.models import Operation, Participation


def participating(operations: QuerySet[Operation], address_of: Callable[[str], str]) -> Chart | None:
    """The number of operations in which each country takes part, by its agencies or by itself.

    `address_of` gives the address that a country links to, by its code.
    """
    counts = _counts(operations)
    if not counts:
        return None
    countries = Country.objects.filter(pk__in=counts)
    ordered = sorted(countries, key=lambda country: (-counts[country.pk], *collated(str(country))))
    return Chart(
        id="map",
        title=_("Participating countries"),
        summary=ngettext("%d country is named.", "%d countries are named.", len(counts)) % len(counts),
        headings=[_("Country"), _("Operations")],
        rows=[_row(str(country), counts[country.pk], address_of(country.code)) for country in ordered],
        spec={
            "unit": _("operations"),
            "countries": [
                _spot(country, counts[country.pk], address_of(country.code)) for country in ordered
            ],
        },
        legend=_legend(max(counts.values())),
    )


def results_within(operation: Operation) -> Callable[[str], str]:
    """The addresses of an operation's results by country."""
    question = Question(operation=(operation.code,))
    return lambda code: question.narrowed(country=(code,)).address(reverse("evidence"))


def _legend(most: int) -> tuple[str, ...]:
    """The lowest and the highest number of operations of a country; nothing where all are of one."""
    sentence = formats.count_phrase(ngettext("%d operation", "%d operations", most), most)
    one = formats.count_phrase(ngettext("%d operation", "%d operations", 1), 1)
    return () if most == 1 else (one, sentence)


def _counts(operations: QuerySet[Operation]) -> dict[int, int]:
    return dict(
        Participation.objects.filter(operation__in=operations.order_by().values("pk"))
        .annotate(where=Coalesce(F("country"), F("agency__country")))
        .filter(where__isnull=False)
        .values_list("where")
        .annotate(operations=Count("operation", distinct=True))
    )


def _row(name: str, count: int, url: str) -> ChartRow:
    return ChartRow(name, [Cell(formats.number(Decimal(count)), str(count), url)])


def _spot(country: Country, count: int, url: str) -> dict[str, str | int]:
    # Where a territory has no ISO number, the atlas knows it by its English name.
    return {"id": country.numeric or country.name, "name": str(country), "count": count, "url": url}
